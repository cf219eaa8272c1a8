"""Elements of HTML and SVG: whatever is put into one is text and escaped, unless it is an element itself."""

from __future__ import annotations

from collections.abc import Iterable

from provisioner.reports.escape import markup

_VOID = frozenset(("br", "hr", "path", "rect", "circle"))
_LINE_BREAK_AFTER = frozenset(("article", "section", "tr", "li", "div", "g", "p", "details", "table"))


class Markup(str):
    """Text that is markup already; only `element` and `joined` make it."""

    __slots__ = ()


Content = str | None | Iterable["Content"]


def element(name: str, /, *content: Content, **attributes: str | float | bool | None) -> Markup:
    """One element; of attribute names a trailing `_` is dropped and other ones are dashes.

    An attribute that is None or False is left out, one that is True stands alone.
    """
    opening = "".join(_attribute(attribute, value) for attribute, value in attributes.items())
    if name in _VOID and not content:
        return Markup(f"<{name}{opening}/>" if name not in ("br", "hr") else f"<{name}{opening}>")
    ending = "\n" if name in _LINE_BREAK_AFTER else ""
    return Markup(f"<{name}{opening}>{joined(content)}</{name}>{ending}")


def joined(content: Iterable[Content]) -> Markup:
    """Contents one after the other; text is escaped."""
    return Markup("".join(map(_escaped, content)))


def _escaped(content: Content) -> str:
    match content:
        case None:
            return ""
        case Markup():
            return content
        case str():
            return markup(content)
        case _:
            return joined(content)


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    shown = name.removesuffix("_").replace("_", "-")
    if value is True:
        return f" {shown}"
    return f' {shown}="{markup(value if isinstance(value, str) else f"{value:g}")}"'
