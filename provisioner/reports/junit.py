"""The report as JUnit XML: a suite for each environment, a case for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provisioner.apply.result import Status
from provisioner.model.record import record
from provisioner.plan.drift import GRAVE
from provisioner.reports.compare import DIFFERENT
from provisioner.reports.compare_text import label, told
from provisioner.reports.diagnostics import amount
from provisioner.reports.drift_text import sides
from provisioner.reports.element import Markup, element
from provisioner.reports.escape import markup
from provisioner.reports.shape import (
    AnyDocument,
    ChangeResultDocument,
    CompareDocument,
    DiagnosticDocument,
    ResourceDocument,
)
from provisioner.reports.sheet import Sheet, sheets

_WAITING = (Status.SKIPPED, Status.NOT_TRIED)


@record
class Case:
    """One test case; `outcome` is the element inside it: `failure`, `error`, `skipped`, or none."""

    markup: Markup
    outcome: str = ""


@record
class Outcome:
    """An element inside a case: its name, its attributes and its lines."""

    name: str
    type: str
    message: str
    lines: tuple[str, ...]


def junit_xml(document: AnyDocument, time: str) -> str:
    """The whole file; `time` is now in ISO 8601."""
    if document["report"] == "compare":
        names = ", ".join(one["environment"] for one in document["environments"])
        suites = [(names, list(_compared(document)))]
    else:
        suites = [(one.environment or "provisioner", list(_cases(one))) for one in sheets(document)]
    every = [case for _, cases in suites for case in cases]
    content = "\n".join(_suite(name, cases, time) for name, cases in suites)
    whole = element("testsuites", Markup(f"\n{content}\n"), name="provisioner", **_counts(every))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _suite(name: str, cases: list[Case], time: str) -> Markup:
    content = "".join(f"  {case.markup}\n" for case in cases)
    stamp = time.partition("+")[0]
    return element(
        "testsuite", Markup(f"\n{content}"), name=name, **_counts(cases), timestamp=stamp, time="0"
    )


def _counts(cases: list[Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    return {"tests": str(len(cases))} | {name: str(outcomes.count(one)) for name, one in counted.items()}


def _compared(document: CompareDocument) -> Iterator[Case]:
    """One for each resource that differs, of which those that are meant to pass, and one for all others."""
    group = " ".join(one["environment"] for one in document["environments"])
    for one in document["resources"]:
        failed = one["word"] == DIFFERENT
        lines = tuple(told(one))
        inside = _inside(Outcome("failure", DIFFERENT, lines[0] if lines else DIFFERENT, lines))
        case = element("testcase", inside if failed else None, classname=group, name=label(one), time="0")
        yield Case(case, "failure" if failed else "")
    if same := document["counts"]["the same"]:
        yield Case(element("testcase", classname=group, name=amount(same, "other resource"), time="0"))


def _cases(sheet: Sheet) -> Iterator[Case]:
    yield from (_resource(one, sheet) for one in sheet.settled)
    told_above = [one["diagnostic"] for one in sheet.results.values()]
    yield from (_error(one, sheet) for one in sheet.errors if one not in told_above)


def _resource(resource: ResourceDocument, sheet: Sheet) -> Case:
    outcome = _outcome(resource, sheet)
    position = resource["position"]
    case = element(
        "testcase",
        _inside(outcome) if outcome else None,
        classname=f"{sheet.environment}.{resource['type']}",
        name=resource["address"],
        file=position["file"] if position else None,
        line=str(position["line"]) if position else None,
        time="0",
    )
    return Case(case, outcome.name if outcome else "")


def _inside(outcome: Outcome) -> Markup:
    return element(outcome.name, _lines(outcome.lines), type=outcome.type, message=outcome.message)


def _outcome(resource: ResourceDocument, sheet: Sheet) -> Outcome | None:
    """How its change ended, if there was one; else whether the tenant departs from the files."""
    result = sheet.results.get(resource["address"])
    if result and result["status"] != Status.DONE:
        return _ended(result)
    if resource["word"] not in GRAVE:
        return None
    word, reason = resource["word"], resource["reason"]
    message = reason if reason.startswith(word) else f"{word}: {reason}"
    lines = (f"{one['attribute']}: {sides(one)}" for one in resource["differences"])
    return Outcome("failure", word, message, (*lines, *resource["warnings"]))


def _ended(result: ChangeResultDocument) -> Outcome:
    status, told = result["status"], result["diagnostic"]
    because = f"waits for {result['because']}" if result["because"] else result["action"]
    name = "skipped" if status in _WAITING else "failure"
    lines = (*told["detail"].splitlines(), *told["hint"].splitlines()) if told else ()
    return Outcome(name, status, f"{status}: {told['summary'] if told else because}", lines)


def _error(error: DiagnosticDocument, sheet: Sheet) -> Case:
    lines = (*error["detail"].splitlines(), *error["hint"].splitlines())
    inside = element("error", _lines(lines), type=sheet.report, message=error["summary"])
    name = sheet.environment or "provisioner"
    return Case(element("testcase", inside, classname=name, name=error["summary"], time="0"), "error")


def _lines(lines: Iterable[str]) -> Markup:
    return Markup("\n".join(map(markup, lines)))
