"""Plan and result as text: nothing wrapped, nothing cut, no value interpreted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from provisioner.plan.change import Action
from provisioner.reports.diagnostics import amount
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import (
    ChangeDocument,
    ChangeResultDocument,
    DifferenceDocument,
    IgnoreDocument,
    OutdatedDocument,
    PlanDocument,
    ResultDocument,
)
from provisioner.reports.style import PLAIN, Style, action_words
from provisioner.reports.values import difference_text, value_text

Escape = Callable[[str], str]
ALWAYS_COUNTED = (Action.CREATE, Action.UPDATE, Action.ADOPT)


def plan_text(document: PlanDocument, style: Style = PLAIN) -> str:
    """Where, each change with its reason and differences, the counts, the next command."""
    blocks = [_heading(document)]
    blocks += ["\n".join(_change(change, style)) for change in document["changes"]]
    blocks.append("\n".join([*plan_summary(document), *_next(document["next"])]))
    return "\n\n".join(blocks) + "\n"


def result_text(document: ResultDocument, style: Style = PLAIN) -> str:
    """Where, one line a change with how it ended and its id, the counts, the next command."""
    blocks = [_heading(document)]
    if document["results"]:
        blocks.append("\n".join(_results(document["results"], style)))
    blocks.append("\n".join([*result_summary(document), *_next(document["next"])]))
    return "\n\n".join(blocks) + "\n"


def outdated_text(document: OutdatedDocument, style: Style = PLAIN) -> str:
    """Both plans, the saved one first."""
    saved, fresh = plan_text(document["saved"], style), plan_text(document["fresh"], style)
    return f"The plan as it was saved:\n\n{saved}\nThe plan as it would be made now:\n\n{fresh}"


def plan_summary(document: PlanDocument, escape: Escape = plain) -> Iterator[str]:
    """The last lines of a plan, but for the next command; `escape` disarms what files say."""
    yield counts_line(document)
    if document["normalised"]:
        yield f"{amount(document['normalised'], 'resource')} stored in another form: no difference."
    if document["unmanaged"]:
        by_type = ", ".join(amount(count, plain(type)) for type, count in document["unmanaged"].items())
        yield f"{sum(document['unmanaged'].values())} unmanaged: {by_type}."
    if document["orphaned"]:
        yield f"{len(document['orphaned'])} orphaned, not deleted: {', '.join(document['orphaned'])}."
    yield from ignored_lines(document["ignored"], escape)
    if document["errors"]:
        yield "Refused: nothing is applied."


def ignored_lines(ignored: Iterable[IgnoreDocument], escape: Escape = plain) -> Iterator[str]:
    """What is left alone, counted and named, and whether it hides a difference now."""
    active = [_ignored(one, escape) for one in ignored if not one["expired"]]
    if active:
        yield f"{amount(len(active), 'attribute')} ignored: {', '.join(active)}."


def counts_line(document: PlanDocument) -> str:
    """`Plan: 2 to create, 1 to update, 0 to adopt. 9 unchanged.`"""
    counts, found = document["counts"], document["found_by_name"]
    unchanged = counts["unchanged"] - found
    if document["changes"]:
        shown = [one for one in Action if one is not Action.NO_OP and (counts[one] or one in ALWAYS_COUNTED)]
        first = f"Plan: {', '.join(f'{counts[one]} to {one.value}' for one in shown)}."
    else:
        first = "No changes."
    rest = [f" {found} found by name."] if found else []
    rest += [f" {unchanged} unchanged."] if unchanged else []
    return first + "".join(rest)


def result_summary(document: ResultDocument, escape: Escape = plain) -> Iterator[str]:
    """The last lines of a result, but for the next command."""
    yield result_line(document)
    yield from ignored_lines(document["ignored"], escape)


def result_line(document: ResultDocument) -> str:
    """`Apply: 3 done, 1 failed. 9 unchanged.`"""
    stopped = f" Stopped by {document['stopped_by']}." if document["stopped_by"] else ""
    told = [f"{count} {status}" for status, count in document["counts"].items() if count]
    rest = [f"{document['unchanged']} unchanged"] if document["unchanged"] else []
    rest += [f"{document['bound']} bound without a write"] if document["bound"] else []
    first = f"Apply: {', '.join(told)}." if told else "Apply: nothing to write."
    return (f"{first} {', '.join(rest)}." if rest else first) + stopped


def difference_line(difference: DifferenceDocument, change: ChangeDocument) -> str:
    """What follows the attribute's name: one value where all of it is new or gone, else both and why."""
    if change["action"] == Action.CREATE:
        return value_text(difference["after"])
    if change["action"] == Action.DELETE:
        return value_text(difference["before"])
    told = difference["reason"] == change["reason"] or change["action"] == Action.ADOPT
    return difference_text(difference) + ("" if told else f" [{difference['reason']}]")


def _ignored(ignored: IgnoreDocument, escape: Escape) -> str:
    differs = ", differs" if ignored["differs"] else ""
    return f"{ignored['attribute']} until {ignored['until']}{differs} ({escape(ignored['reason'])})"


def _heading(document: PlanDocument | ResultDocument) -> str:
    environment, tenant, endpoint = document["environment"], document["tenant"], document["endpoint"]
    return f"Environment {plain(environment)}, tenant {plain(tenant)}, {plain(endpoint)}"


def _change(change: ChangeDocument, style: Style) -> Iterator[str]:
    action = style.paint(change["action"], action_words(change["action"]))
    id = f" ({plain(change['id'])})" if change["id"] else ""
    yield f"{action}  {change['address']} {quoted(change['name'])}{id}"
    position = change["position"]
    place = f", {plain(position['file'])}:{position['line']}:{position['column']}" if position else ""
    yield f"    {change['reason']}{place}"
    yield from (f"    {line}" for line in _details(change))
    yield from (f"    {style.paint('warning', 'warning')}: {plain(text)}" for text in change["warnings"])


def _details(change: ChangeDocument) -> Iterator[str]:
    if change["previous"]:
        yield f"was {change['previous']}"
    columns = max((len(one["attribute"]) for one in change["differences"]), default=0) + 1
    for one in change["differences"]:
        yield f"{one['attribute'] + ':':<{columns}} {difference_line(one, change)}"
    yield from (f"{name}: no longer managed" for name in change["released"])
    if change["affects"]:
        yield f"affects {', '.join(change['affects'])}"


def _results(results: Sequence[ChangeResultDocument], style: Style) -> Iterator[str]:
    columns = max(len(one["status"]) for one in results)
    for one in results:
        status = style.paint(one["status"], one["status"].ljust(columns))
        yield f"{status}  {action_words(one['action']):<8}  {result_words(one)}"


def result_words(result: ChangeResultDocument) -> str:
    """What was changed, its id, and why it is not done."""
    id = f" ({plain(result['id'])})" if result["id"] else ""
    return f"{result['address']} {quoted(result['name'])}{id}{_explanation(result)}"


def _explanation(result: ChangeResultDocument) -> str:
    if result["because"]:
        return f": waits for {result['because']}"
    return f": {plain(result['diagnostic']['summary'])}" if result["diagnostic"] else ""


def _next(command: str | None) -> Iterator[str]:
    if command:
        yield f"Next: {plain(command)}"
