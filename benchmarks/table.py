"""Measurements, verdicts and the server's ceiling as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.acceptance import Verdict
from benchmarks.case import WITHOUT_TENANT, Case
from benchmarks.ceiling import Ceiling
from benchmarks.figures import Measurement

MEGABYTE = 1_000_000
WIDTHS = (13, 9, 8, 6, 7, 6, 9, 9, 7, 9, 9, 7, 8, 8, 7)
COLUMNS = (
    *("scenario", "channels", "latency", "conn.", "calls", "429"),
    *("wall s", "least", "ratio", "CPU s", "least", "ratio", "peak MB", "least", "ratio"),
)


def heading() -> str:
    """The names of the columns; `least` is the bare client, or what else the product is measured by."""
    return _line(COLUMNS)


def row(measurement: Measurement) -> str:
    """One case."""
    least, product = measurement.least, measurement.product
    return _line(
        (
            *_circumstances(measurement.case),
            *(f"{product.requests:,.0f}", f"{product.refused:.0f}"),
            *_compared(product.wall, least.wall, 3),
            *_compared(product.cpu, least.cpu, 3),
            *_compared(product.peak / MEGABYTE, least.peak / MEGABYTE, 1),
        )
    )


def verdict_line(verdict: Verdict) -> str:
    """One limit and what was measured."""
    return f"{'holds ' if verdict.holds else 'BROKEN'}  {verdict.measured:>9,.2f}  {verdict.told}"


def ceiling_line(ceiling: Ceiling) -> str:
    """What the server could have answered in the meantime."""
    megabytes = ceiling.bytes / MEGABYTE
    return (
        f"The server's ceiling: {ceiling.requests:,.0f} small answers/s, {megabytes:,.0f} MB/s in full pages."
    )


def _circumstances(case: Case) -> Sequence[str]:
    if case.scenario in WITHOUT_TENANT:
        return (case.scenario, "-", "-", "-")
    return (case.scenario, f"{case.size.channels:,}", f"{case.latency} ms", str(case.connections))


def _compared(product: float, least: float, digits: int) -> Sequence[str]:
    """What is 0 was not measured."""
    both = [f"{figure:.{digits}f}" if figure else "-" for figure in (product, least)]
    return (*both, f"{product / least:.2f}" if product and least else "-")


def _line(cells: Sequence[str]) -> str:
    first, *rest = (cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return f"{first.strip():<{WIDTHS[0]}}{''.join(rest)}"
