"""One environment in a page: its state at a glance, what to run, what differs, the map, what else is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from provisioner.model.record import record
from provisioner.plan.drift import Word
from provisioner.reports.diagnostics import amount
from provisioner.reports.element import Content, Markup, element
from provisioner.reports.html_map import map_panel
from provisioner.reports.html_resource import badge, cards, in_short, word_badge
from provisioner.reports.moment import age, day, moment
from provisioner.reports.routing import routing_of
from provisioner.reports.shape import DiagnosticDocument, IgnoreDocument, ResourceDocument, SeenDocument
from provisioner.reports.sheet import Sheet
from provisioner.reports.verdict import verdict
from provisioner.reports.words import Tone, gravity, sign, tone

_CARDS, _ROWS, _CROWD = 500, 800, 8


@record
class Room:
    """How much of one environment a page has room for: resources in full, and rows of its map."""

    environments: int
    cards: int
    rows: int

    @classmethod
    def shared(cls, environments: int) -> Room:
        """All share one page, so that fifty of them still open at once."""
        share = max(1, environments)
        return cls(environments, max(4, _CARDS // share), min(60, max(10, _ROWS // share)))

    @property
    def alone(self) -> bool:
        """Whether the head of the page has said the verdict already."""
        return self.environments == 1

    def folds(self, tone: Tone) -> bool:
        """Whether a map waits until somebody asks for it."""
        return not self.alone and (tone is Tone.GOOD or self.environments > _CROWD)


def environment_section(sheet: Sheet, anchor: str, room: Room, now: str) -> Markup:
    """All there is to say; parts about which there is nothing to say are left out."""
    told = verdict(sheet)
    heading = f"{anchor}-name"
    told_below = [one["diagnostic"] for one in sheet.results.values()]
    return element(
        "section",
        _header(sheet, heading, None if room.alone else badge(told.word, told.tone, told.sign)),
        _figures(sheet),
        panel("What went wrong", diagnostics(one for one in sheet.errors if one not in told_below)),
        panel("What to run next", _ways(sheet.ways)),
        map_panel(routing_of(sheet.settled), sheet.environment or "", room.rows, room.folds(told.tone)),
        _differences(sheet, room, now),
        panel("Resolved since the earlier report", _seen(sheet.resolved, now)),
        panel("Told by the earlier report, and not looked at now", _seen(sheet.unverified, now)),
        panel("Left alone", _ignored(sheet.ignored)),
        panel("Notices", diagnostics(sheet.notices)),
        class_="environment",
        id=anchor,
        aria_labelledby=heading,
    )


def _header(sheet: Sheet, heading: str, badge: Markup | None) -> Markup:
    since = (", compared with the report of ", moment(sheet.since)) if sheet.since else None
    return element(
        "header",
        element("h2", sheet.environment or "Command", id=heading, class_=None if badge else "hidden"),
        badge,
        element("p", f"Tenant {sheet.tenant}, {sheet.endpoint}", since) if sheet.tenant else None,
    )


def _figures(sheet: Sheet) -> Content:
    """Counts of the resources by their word, or of the changes by how they ended."""
    if not sheet.complete or sheet.report == "failure":
        return None
    counts = sheet.words
    if sheet.report == "result":
        counts = Counter(one["status"] for one in sheet.results.values())
        counts[Word.IN_SYNC] = len(sheet.resources) - len(sheet.results)
    shown = sorted((one for one in counts if counts[one] or one == Word.IN_SYNC), key=gravity)
    figures = [_figure(str(counts[one]), element("span", sign(one)), f" {one}", tone(one)) for one in shown]
    if sheet.coverage is not None:
        figures.append(_figure(f"{sheet.coverage}%", None, "declared", "calm"))
    return element("dl", figures, class_="figures")


def _figure(number: str, sign: Content, word: str, tone: str) -> Markup:
    return element("div", element("dt", sign, word), element("dd", number), class_=f"tone-{tone}")


def panel(title: str, content: Content) -> Content:
    """A part of a page with its heading; none where there is nothing to say."""
    return element("div", element("h3", title), content, class_="panel") if content else None


def _ways(ways: Sequence[tuple[str, str]]) -> Content:
    lines = (element("li", element("span", what), " ", element("code", command)) for what, command in ways)
    return element("ul", lines, class_="next") if ways else None


def _differences(sheet: Sheet, room: Room, now: str) -> Content:
    """The gravest first; what a page has no room for is named."""
    told = [one for one in sheet.resources if _tells(one, sheet)]
    told.sort(key=lambda one: _gravity(one, sheet))
    rest = told[room.cards :]
    return panel(
        "What was changed" if sheet.report == "result" else "What differs",
        told
        and [
            cards(told[: room.cards], dict(sheet.results), now),
            _rest(rest),
        ],
    )


def _tells(resource: ResourceDocument, sheet: Sheet) -> bool:
    if sheet.report == "result":
        return resource["address"] in sheet.results
    return resource["word"] != Word.IN_SYNC or bool(resource["differences"] or resource["warnings"])


def _gravity(resource: ResourceDocument, sheet: Sheet) -> int:
    result = sheet.results.get(resource["address"])
    return gravity(result["status"] if result else resource["word"])


def _rest(rest: Sequence[ResourceDocument]) -> Content:
    if not rest:
        return None
    by_word = groupby(rest, key=lambda one: one["word"])
    return element(
        "details",
        element("summary", f"{amount(len(rest), 'more resource')}; the JSON report tells all in full"),
        [in_short(word, (one["address"] for one in members)) for word, members in by_word],
    )


def _seen(seen: Sequence[SeenDocument], now: str) -> Content:
    return element("ul", (_seen_line(one, now) for one in seen), class_="told") if seen else None


def _seen_line(one: SeenDocument, now: str) -> Markup:
    where = f"{one['address']}.{one['attribute']}" if one["attribute"] else one["address"]
    told = age(one["first_seen"], now)
    since = element("span", " first seen ", day(one["first_seen"]), told and f" ({told})", class_="quiet")
    return element("li", word_badge(one["word"]), " ", element("code", where), since)


def _ignored(ignored: Sequence[IgnoreDocument]) -> Content:
    return element("ul", map(_ignored_line, ignored), class_="told") if ignored else None


def _ignored_line(one: IgnoreDocument) -> Markup:
    until = f" expired after {one['until']}, compared again" if one["expired"] else f" until {one['until']}"
    hides = ", hides a difference" if one["differs"] and not one["expired"] else ""
    return element(
        "li",
        element("code", one["attribute"]),
        until + hides,
        element("p", one["reason"], class_="detail"),
    )


def diagnostics(told: Iterable[DiagnosticDocument]) -> Content:
    """Mistakes and notices, each with its detail and its way out."""
    lines = [_diagnostic(one) for one in told]
    return element("ul", lines, class_="told") if lines else None


def _diagnostic(one: DiagnosticDocument) -> Markup:
    tone = {"error": "failed", "warning": "alert"}.get(one["severity"], "calm")
    position = one["position"]
    place = f" {position['file']}:{position['line']}:{position['column']}" if position else None
    return element(
        "li",
        element("span", one["severity"], class_=f"badge tone-{tone}"),
        f" {one['summary']}",
        place and element("code", place, class_="quiet"),
        (element("p", line, class_="detail") for line in one["detail"].splitlines()),
        (element("p", f"hint: {line}", class_="detail") for line in one["hint"].splitlines()),
    )
