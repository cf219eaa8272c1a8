"""The one sentence a report comes down to, and the tone it is said in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from provisioner.model.record import record
from provisioner.plan.drift import GRAVE, Word
from provisioner.reports.diagnostics import amount
from provisioner.reports.sheet import Sheet
from provisioner.reports.words import Tone, gravity, tone

_ENDS = {
    1: "nothing was changed",
    3: "some of it is done, and saved",
    4: "another run holds the lock",
    5: "the outcome of a write is not known",
    7: "written, but the state could not be saved",
}


@record
class Verdict:
    """`word` stands on a badge, `headline` says it of the environment, `sentence` says a little more."""

    tone: Tone
    word: str
    headline: str
    sentence: str

    @property
    def sign(self) -> str:
        """What stands before the word."""
        return {Tone.GOOD: "=", Tone.WAITING: "~", Tone.CALM: "+"}.get(self.tone, "!")


def verdict(sheet: Sheet) -> Verdict:
    """What is to be said of one environment."""
    name = sheet.environment or "The command"
    if sheet.report == "failure" or not sheet.complete:
        return _failed(sheet, name)
    if sheet.report == "outdated":
        return Verdict(
            Tone.FAILED, "refused", f"{name}: the saved plan no longer holds", "Nothing is applied."
        )
    if sheet.report == "result":
        return _result(sheet, name)
    if sheet.errors:
        sentence = f"{_counted(sheet.actions)}: nothing is applied."
        return Verdict(Tone.FAILED, "refused", f"{name}: the plan is refused", sentence)
    return _plan(sheet, name) if sheet.report == "plan" else _drift(sheet, name)


def overall(sheets: Sequence[Sheet]) -> Verdict:
    """What is to be said of all of them; the gravest tone stands for all."""
    verdicts = [verdict(one) for one in sheets]
    if len(verdicts) == 1:
        return verdicts[0]
    good = sum(one.tone is Tone.GOOD for one in verdicts)
    gravest = max((one.tone for one in verdicts), key=tuple(Tone).index, default=Tone.GOOD)
    whole = amount(len(verdicts), "environment")
    words = Counter(one.word for one in verdicts)
    sentence = ", ".join(f"{count} {word}" for word, count in words.items()) + "."
    if good == len(verdicts):
        return Verdict(gravest, "in order", f"All {whole} are as declared", sentence)
    return Verdict(gravest, "attention", f"{len(verdicts) - good} of {whole} need a look", sentence)


def words_text(words: Counter[str]) -> str:
    """`1 conflict, 2 drift`, the gravest first; what is in sync or only lives beside is not counted."""
    apart = (one for one in words if words[one] and one not in (Word.IN_SYNC, Word.UNMANAGED))
    return ", ".join(f"{words[one]} {one}" for one in sorted(apart, key=gravity))


def _failed(sheet: Sheet, name: str) -> Verdict:
    summary = sheet.errors[0]["summary"].removesuffix(".") if sheet.errors else "Nothing is known"
    if sheet.report == "failure":
        return Verdict(Tone.FAILED, "failed", f"{name} failed", f"{summary}.")
    return Verdict(Tone.FAILED, "incomplete", f"{name} could not be read", f"{summary}.")


def _plan(sheet: Sheet, name: str) -> Verdict:
    changes = sum(sheet.actions.values())
    if not changes:
        return Verdict(Tone.GOOD, "no changes", f"{name}: no changes", "The tenant is as the files say.")
    outside = sum(sheet.words[one] for one in GRAVE)
    moved = f", {outside} of them changed outside" if outside else ""
    headline = f"{name}: {amount(changes, 'change')} to apply"
    return Verdict(Tone.WAITING, "changes", headline, f"{_counted(sheet.actions)}{moved}.")


def _result(sheet: Sheet, name: str) -> Verdict:
    statuses = Counter(one["status"] for one in sheet.results.values())
    told = ", ".join(f"{statuses[one]} {one}" for one in sorted(statuses, key=gravity))
    if sheet.exit_code == 0 and not told:
        return Verdict(
            Tone.GOOD, "nothing to do", f"{name}: nothing to do", "The tenant was as the files say."
        )
    if sheet.exit_code == 0:
        return Verdict(
            Tone.GOOD, "applied", f"{name}: {amount(len(sheet.results), 'change')} applied", f"{told}."
        )
    end = _ENDS.get(sheet.exit_code, "stopped by a signal, and saved")
    return Verdict(
        Tone.FAILED, "not all done", f"{name}: not all is done", f"{told}: {end}." if told else f"{end}."
    )


def _drift(sheet: Sheet, name: str) -> Verdict:
    grave = [one for one in GRAVE if sheet.words[one]]
    told = words_text(sheet.words)
    if grave:
        gravest = min(grave, key=gravity)
        return Verdict(tone(gravest), "drift", f"{name} has drifted", f"{told}.")
    if sheet.words[Word.PENDING]:
        return Verdict(Tone.WAITING, "pending", f"{name} waits for an apply", f"{told}.")
    return Verdict(Tone.GOOD, "in sync", f"{name} is in sync", f"{told}." if told else "As the files say.")


def _counted(actions: Counter[str]) -> str:
    return ", ".join(f"{count} to {action}" for action, count in actions.items()) or "No changes"
