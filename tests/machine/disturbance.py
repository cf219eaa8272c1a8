"""What may befall one run: faults of the tenant, a kill, a signal, other people, listings that lag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from hypothesis import strategies as st

from provisioner.simulator import Action, Drop, Fault, IgnoreWrite, Reset, Status, Store, Truncate
from tests.journeys.mortal import ANSWERED, ASKED, HALF_A_FILE, HALF_A_LINE
from tests.machine.others import ACTS, Act

WRITES = ("POST", "PUT", "DELETE")
PATHS = ("*", "*", "/chat-gateway/v1/webhooks*", "/chat-gateway/v1/channels*")
ELSEWHERE = "https://elsewhere.example.net/8x8"
STRANGER = {"id": "0000000000000000stranger", "name": "Stranger"}

LONGEST_LAG = 8.0
"""Seconds, shorter than the settle window: what lags longer is outside the promise."""


class Kill(NamedTuple):
    """The nth step of one kind, at which a run dies."""

    kind: str
    nth: int


@dataclass(frozen=True)
class Disturbance:
    """`signal` is the number of the finished change after which SIGINT comes.

    `meanwhile` is what somebody else does between the plan and the first write. Listings show a write `lag`
    seconds late. In a `hurry` the run begins before they show what was written last.
    """

    faults: tuple[Fault, ...] = ()
    kill: Kill | None = None
    signal: int | None = None
    meanwhile: Act | None = None
    lag: float = 0.0
    hurry: bool = False


CALM = Disturbance()
AT_ONCE = Disturbance(hurry=True)


def _faults(
    methods: tuple[str, ...],
    actions: tuple[Action, ...],
    when: Literal["before", "after"] = "before",
    times: tuple[int | None, ...] = (1,),
) -> st.SearchStrategy[Fault]:
    return st.builds(
        Fault,
        action=st.sampled_from(actions),
        method=st.sampled_from(methods),
        path=st.sampled_from(PATHS),
        nth=st.sampled_from((1, 1, 2, 4)),
        times=st.sampled_from(times),
        when=st.just(when),
    )


LOST = (Drop(), Reset(), Status(500), Status(503, body="<html>sorry</html>"))
OF_ANOTHER = (Truncate(5), Status(200, body=STRANGER), Status(200, body={}))
BENT = (IgnoreWrite(), Store({"uri": ELSEWHERE}, shown=False), Store({"uri": ELSEWHERE}))
FAULTS = st.one_of(
    _faults(("POST",), LOST + OF_ANOTHER, "after", (1, 2)),
    _faults(WRITES, LOST + OF_ANOTHER, "after", (1, 2)),
    _faults(WRITES, LOST, times=(1, 2)),
    _faults(("*",), (Status(429, {"Retry-After": "1"}), Status(429)), times=(1, 3, None)),
    _faults(WRITES, (Status(400), Status(409), Status(401), Status(307)), times=(1, None)),
    _faults(("GET",), LOST, times=(1, 2, None)),
    _faults(("POST", "PUT"), BENT),
    _faults(("POST", "PUT"), BENT),
)


KILLS = st.builds(
    Kill, st.sampled_from((ASKED, ANSWERED, HALF_A_LINE, HALF_A_FILE, "fsync", "replace")), st.integers(1, 12)
)
LAGS = st.sampled_from((0.0, 1.0, LONGEST_LAG))
ALL_AT_ONCE = st.builds(
    Disturbance,
    faults=st.lists(FAULTS, max_size=3).map(tuple),
    kill=st.none() | KILLS,
    signal=st.none() | st.integers(1, 3),
    meanwhile=st.none() | ACTS,
    lag=LAGS,
    hurry=st.booleans(),
)
DEATHS = st.builds(Disturbance, kill=KILLS, lag=LAGS, hurry=st.booleans())
DISTURBANCES = st.one_of(
    st.builds(Disturbance, faults=st.tuples(FAULTS), lag=LAGS),
    st.builds(Disturbance, faults=st.tuples(FAULTS, FAULTS), lag=LAGS),
    DEATHS,
    st.builds(Disturbance, meanwhile=ACTS),
    ALL_AT_ONCE,
)
"""Often one sort of trouble, which then is not hidden by another."""
