"""A comparison as text: what really differs, then what is meant to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from provisioner.diff.side import Presence
from provisioner.reports.compare import ABSENT, DIFFERENT, ON_PURPOSE
from provisioner.reports.diagnostics import amount
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import ComparedDocument, CompareDocument, DivergenceDocument
from provisioner.reports.style import PLAIN, Style
from provisioner.reports.values import value_text
from provisioner.reports.width import table

BASES = {
    "both": "as they live, in the words of their files",
    "live": "as they live, by name",
    "config": "as their files say",
}
_NOWHERE = "-"


def compare_text(document: CompareDocument, style: Style = PLAIN) -> str:
    """Who is compared, a matrix of more than two, each difference by value, the counts."""
    blocks = [[heading(document)]]
    if len(document["environments"]) > 2 and document["resources"]:
        blocks.append(table(matrix(document)))
    for word in (DIFFERENT, ON_PURPOSE):
        if found := of_word(document, word):
            blocks.append([f"{style.paint(word, word.capitalize())}:", *_lines(found, document["basis"])])
    blocks.append([compare_line(document)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def heading(document: CompareDocument) -> str:
    """Which environments are compared, and how."""
    named = (f"{plain(one['environment'])} ({plain(one['tenant'])})" for one in document["environments"])
    return f"{', '.join(named)}: {BASES[document['basis']]}"


def headline(document: CompareDocument) -> str:
    """Whether they differ in earnest, in one line."""
    names = [plain(one["environment"]) for one in document["environments"]]
    among = f"{', '.join(names[:-1])} and {names[-1]}"
    different = document["counts"][DIFFERENT]
    verb = "differs" if different == 1 else "differ"
    return f"{amount(different, 'resource')} {verb} between {among}" if different else f"{among} are alike"


def of_word(document: CompareDocument, word: str) -> list[ComparedDocument]:
    """What differs in earnest, or what is meant to."""
    return [one for one in document["resources"] if one["word"] == word]


def told(compared: ComparedDocument) -> list[str]:
    """Where it is there, then each attribute with its values, a line each."""
    presence = presence_words(compared)
    lines = [presence] if presence else []
    for one in compared["differences"]:
        sides = "; ".join(f"{names}: {value}" for names, value in values(one))
        lines.append(f"{one['attribute']}{cause_words(one['cause'])}: {sides}")
    return lines


def compare_line(document: CompareDocument) -> str:
    """How many resources differ, and how many do not."""
    counts = document["counts"]
    return ", ".join(f"{number} {word}" for word, number in counts.items()) + "."


def matrix(document: CompareDocument) -> list[tuple[str, ...]]:
    """A row a resource, a column an environment; the same letter says the same resource."""
    names = [one["environment"] for one in document["environments"]]
    rows = [("", *map(plain, names), "")]
    for one in document["resources"]:
        letters = (one["groups"][name] or _NOWHERE for name in names)
        rows.append((label(one), *letters, one["word"]))
    return rows


def label(compared: ComparedDocument) -> str:
    """The address, or type and name of what no file declares."""
    return compared["address"] or f"{compared['type']} {quoted(compared['name'])}"


def presence_words(compared: ComparedDocument) -> str:
    """Where a resource is there and where it is not; empty when it is everywhere."""
    by_presence: dict[str, list[str]] = defaultdict(list)
    for name, presence in compared["presence"].items():
        by_presence[presence].append(plain(name))
    there = by_presence.pop(Presence.THERE.value, [])
    by_presence.pop(ABSENT, None)
    if len(there) == len(compared["presence"]):
        return ""
    parts = [f"only in {', '.join(there)}"] if there else []
    parts += [f"{', '.join(names)}: {presence}" for presence, names in by_presence.items()]
    return "; ".join(parts) + cause_words(compared["cause"])


def values(divergence: DivergenceDocument) -> list[tuple[str, str]]:
    """Each value once, behind the environments that have it."""
    by_value: dict[str, list[str]] = defaultdict(list)
    for name, value in divergence["values"].items():
        by_value[value_text(value)].append(plain(name))
    return [(", ".join(names), value) for value, names in by_value.items()]


def cause_words(cause: str | None) -> str:
    """Why it is meant to be so."""
    return f" ({cause})" if cause else ""


def _lines(resources: Sequence[ComparedDocument], basis: str) -> Iterator[str]:
    undeclared = " in no file" if basis == "both" else ""
    for one in resources:
        yield f"  {label(one)}{' ' + quoted(one['name']) if one['address'] else undeclared}"
        presence = presence_words(one)
        if presence:
            yield f"    {presence}"
        for each in one["differences"]:
            yield f"    {each['attribute']}{cause_words(each['cause'])}"
            yield from (f"      {line}" for line in table(values(each)))
