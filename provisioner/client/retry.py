"""Which call is sent again after which answer, and when: the one retry loop.

Anything may be repeated that the tenant provably did not process: not connected, 429, 425 (RFC 8470). Beyond
that GET and DELETE are repeated, which end the same however often they arrive. A POST or PUT without a clear
answer is never repeated here: what became of it is found out by reading.
"""

from __future__ import annotations

from collections.abc import Callable

from provisioner.client.call import Answer, Call, Lost
from provisioner.client.gate import Gate
from provisioner.client.patience import Patience
from provisioner.client.session import Session
from provisioner.client.wait import asked_wait
from provisioner.diagnostics import Diagnostic, Severity

TRIES = 5
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
TOO_MANY = (425, 429)
SHARE = 0.5
"""Of the time that is left: what a try or a pause may take when another try could follow."""


class Retry:
    """Sends calls of one connection until their outcome is as clear as it can get."""

    def __init__(self, session: Session, patience: Patience, tell: Callable[[Diagnostic], None]) -> None:
        self._session = session
        self._patience = patience
        self._tell = tell
        self._gate = Gate(patience, tell)
        self._left = False

    def send(self, call: Call) -> Answer | Lost:
        """The last answer; all tries together take at most the timeout, waits for the rate limit aside."""
        deadline = self._patience.clock() + self._patience.timeout
        for number in range(1, TRIES + 1):
            last = number == TRIES or not call.repeatable
            result, waited = self._once(call, deadline, 1.0 if last else SHARE)
            deadline += waited
            left = deadline - self._patience.clock()
            pause = self._pause(number, result, left)
            late = number == TRIES or pause >= left
            if late or self._left or not _again(call, result):
                break
            self._tell(_notice(call, result))
            self._patience.sleep(pause)
        return result

    def leave(self) -> None:
        """Begin no further try: the connection is being closed."""
        self._left = True
        self._gate.leave()

    def _once(self, call: Call, deadline: float, share: float) -> tuple[Answer | Lost, float]:
        """One try, as often as the tenant asks for patience; and the seconds waited for that."""
        clock, waited = self._patience.clock, 0.0
        while True:
            began = clock()
            period = self._gate.enter()
            waited += clock() - began
            result = self._session.send(call, max((deadline + waited - clock()) * share, 0.001))
            if not isinstance(result, Answer):
                return result, waited
            if result.status not in TOO_MANY:
                self._gate.accepted(period)
                return result, waited
            asked = asked_wait(result.headers, self._patience.now())
            if self._left or not self._gate.refused(period, asked):
                return result, waited

    def _pause(self, number: int, result: Answer | Lost, left: float) -> float:
        """Full jitter that leaves time for the next try, or what a 503 asks for if that is longer."""
        longest = min(FIRST_PAUSE * 2.0**number, LONGEST_PAUSE, left * SHARE)
        jittered = self._patience.jitter() * longest
        if not isinstance(result, Answer) or result.status != 503:
            return jittered
        return max(jittered, asked_wait(result.headers, self._patience.now()) or 0.0)


def _again(call: Call, result: Answer | Lost) -> bool:
    match result:
        case Lost(sent=False):
            return not result.hopeless
        case Lost():
            return call.repeatable and not result.hopeless
        case Answer():
            faulty = result.status == 408 or result.status >= 500 or (result.accepted and result.damage != "")
            return call.repeatable and faulty


def _notice(call: Call, result: Answer | Lost) -> Diagnostic:
    reason = result.reason if isinstance(result, Lost) else result.damage or f"answered {result.status}"
    return Diagnostic(f"{call} is sent again", reason, severity=Severity.NOTICE)
