"""One resource that differs, as HTML: what it is, and each attribute with both of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from provisioner.model.record import record
from provisioner.plan.change import Action, Reason
from provisioner.plan.drift import Word
from provisioner.reports.element import Content, Markup, element, joined
from provisioner.reports.escape import plain
from provisioner.reports.moment import age, day
from provisioner.reports.shape import ChangeResultDocument, DifferenceDocument, ResourceDocument
from provisioner.reports.values import value_text
from provisioner.reports.words import Tone, sign, tone


@record
class Sides:
    """What the two values of a difference are called: before an apply where they stand, after it when."""

    before: str = "in the tenant"
    after: str = "in the files"


PLANNED = Sides()
APPLIED = Sides("before", "after")


def badge(word: str, tone: Tone, sign: str) -> Markup:
    """A word with its sign, in its tone."""
    return element("span", element("span", sign, aria_hidden="true"), f" {word}", class_=f"badge tone-{tone}")


def word_badge(word: str) -> Markup:
    """The badge of a resource's word, or of how its change ended."""
    return badge(word, tone(word), sign(word))


def resource_card(resource: ResourceDocument, result: ChangeResultDocument | None, now: str) -> Markup:
    """The resource with its differences, and how its change ended when it was applied."""
    word = result["status"] if result else resource["word"]
    id = result["id"] if result else resource["id"]
    return element(
        "article",
        element(
            "h4",
            word_badge(word),
            " ",
            element("span", resource["name"]),
            " ",
            element("span", resource["address"], class_="address"),
            id and (" ", element("span", id, class_="address")),
        ),
        element("p", *_why(resource, result, now), class_="why"),
        element("p", f"affects {', '.join(resource['affects'])}", class_="why")
        if resource["affects"]
        else None,
        (element("p", f"Warning: {text}", class_="warning") for text in resource["warnings"]),
        _ended(result),
        _differences(resource, APPLIED if result else PLANNED, now),
        class_="resource",
    )


def in_short(word: str, addresses: Iterable[str]) -> Markup:
    """Resources of one word by their addresses, where a page has too many to show each in full."""
    listed = element("ul", (element("li", element("code", one)) for one in addresses), class_="inline")
    return element("div", word_badge(word), listed, class_="short")


def _why(resource: ResourceDocument, result: ChangeResultDocument | None, now: str) -> Iterator[Content]:
    if result:
        yield f"{result['action']}, "
    yield resource["reason"]
    position = resource["position"]
    if position:
        yield f", {position['file']}:{position['line']}"
    if seen := resource["first_seen"]:
        told = age(seen, now)
        yield ", new" if seen == now else (", since ", day(seen), told and f" ({told})")
    if resource["ignored"]:
        yield f", ignored: {', '.join(resource['ignored'])}"


def _affects(resource: ResourceDocument) -> Content:
    affected = ", ".join(resource["affects"])
    return element("p", f"affects {affected}", class_="why") if affected else None


def _ended(result: ChangeResultDocument | None) -> Content:
    if result and result["because"]:
        return element("p", f"Waits for {result['because']}.", class_="warning")
    if result and result["diagnostic"]:
        told = result["diagnostic"]
        parts = (told[part] for part in ("summary", "detail", "hint") if told[part])
        return element("p", ". ".join(parts), class_="warning")
    return None


def _differences(resource: ResourceDocument, sides: Sides, now: str) -> Content:
    if not resource["differences"]:
        return None
    return element(
        "dl",
        (_difference(one, resource, sides, now) for one in resource["differences"]),
        class_="differences",
    )


def _difference(one: DifferenceDocument, resource: ResourceDocument, sides: Sides, now: str) -> Markup:
    """A value that only comes or only goes stands alone."""
    before, after = value_text(one["before"]), value_text(one["after"])
    rows: list[Content] = []
    if resource["action"] != Action.CREATE:
        rows.append(_value("before", "-", sides.before, before, after))
    if resource["action"] != Action.DELETE and resource["word"] != Word.ORPHANED:
        rows.append(_value("after", "+", sides.after, after, before if rows else after))
    if one["reason"] == Reason.CHANGED_IN_BOTH:
        rows.append(_value("applied", " ", "last applied", value_text(one["applied"]), ""))
    return element(
        "div",
        element("dt", one["attribute"], _small(one, resource, now)),
        rows,
        class_=f"tone-{tone(one['word'])}",
    )


def _small(one: DifferenceDocument, resource: ResourceDocument, now: str) -> Content:
    """What is special of this attribute: another word, or another age, than the resource's."""
    told = [one["word"]] if one["word"] != resource["word"] else []
    seen = one.get("first_seen")
    if seen and seen != resource["first_seen"]:
        told.append("new" if seen == now else age(seen, now))
    return (" ", element("small", ", ".join(filter(None, told)))) if any(told) else None


def _value(side: str, sign: str, label: str, value: str, other: str) -> Markup:
    return element(
        "dd",
        element("span", sign, aria_hidden="true"),
        " ",
        element("span", label),
        " ",
        element("code", *_marked(plain(value), plain(other))),
        class_=side,
    )


def _marked(value: str, other: str) -> Iterator[Content]:
    """A text with what the other one has not marked; of a reference all is another one."""
    start = _common(value, other)
    end = _common(value[start:][::-1], other[start:][::-1])
    middle = value[start : len(value) - end]
    texts = value.startswith('"') and other.startswith('"')
    if not texts or not middle or start + end < 4:
        yield value
        return
    yield value[:start]
    yield element("mark", middle)
    yield value[len(value) - end :]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def cards(
    resources: Iterable[ResourceDocument], results: Mapping[str, ChangeResultDocument], now: str
) -> Markup:
    """Each in full, in the order given."""
    return joined(resource_card(one, results.get(one["address"]), now) for one in resources)
