"""Text in which nothing can hide: what cannot be seen is spelled out."""

from __future__ import annotations

_INVISIBLE = frozenset((0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xE0100, 0xE01F0)))


class _Escapes(dict[int, str]):
    """Character to what is shown of it, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        shown = chr(code).isprintable() and code not in _INVISIBLE
        self[code] = chr(code) if shown else _escape(code)
        return self[code]


def _escape(code: int) -> str:
    short = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}.get(code)
    if short:
        return short
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


_ESCAPES = _Escapes()


def visible(text: str) -> str:
    """One line in which control, bidirectional and zero-width characters and surrogates are spelled out."""
    return text if text.isascii() and text.isprintable() else text.translate(_ESCAPES)


def between_quotes(text: str) -> str:
    """The same between double quotes, which JSON, YAML and people read back."""
    doubled = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{visible(doubled)}"'
