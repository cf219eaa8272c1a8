"""States of any shape, writes under way, and a process that holds a lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from provisioner.model.address import KEY_PATTERN, Address
from provisioner.model.state import Binding, PendingWrite, Remembered, Run, Sealed, State
from provisioner.state.local import LocalStore
from provisioner.state.store import Lock
from tests.model.builders import binding

BOT = Address("webhook", "bot")
LOCK = Lock("lock-1", "ann@laptop", "2026-01-02T03:04:05+00:00", "apply -e dev")

TEXT = st.text(st.characters(), max_size=9)
NUMBERS = st.integers(-(10**6), 10**12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)
UNKNOWN = st.dictionaries(TEXT.map(lambda name: f"x-{name}") | st.just("extra"), JSON, max_size=2)
ADDRESSES = st.builds(
    Address, st.sampled_from(["webhook", "channel"]), st.from_regex(KEY_PATTERN, fullmatch=True)
)
REMEMBERED: st.SearchStrategy[dict[str, Remembered]] = st.dictionaries(
    TEXT, TEXT | st.none() | st.builds(Sealed, TEXT, TEXT), max_size=3
)


def bindings(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Binding]:
    """Bindings of any content."""
    return st.builds(
        Binding,
        id=ids,
        applied=REMEMBERED,
        read_back=REMEMBERED,
        unreadable=st.frozensets(TEXT, max_size=2),
        definition=TEXT,
        protect=st.booleans(),
        commit=TEXT,
        time=TEXT,
        extra=UNKNOWN,
    )


PENDING = st.builds(
    PendingWrite,
    address=ADDRESSES,
    action=TEXT,
    name=TEXT,
    time=NUMBERS | st.floats(0, 10**10),
    binding=bindings(TEXT),
    id=st.none() | TEXT,
    known=st.lists(TEXT, max_size=2).map(tuple),
    extra=UNKNOWN,
)
RUNS = st.builds(
    Run,
    TEXT,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, NUMBERS, max_size=2),
    NUMBERS,
    st.lists(ADDRESSES, max_size=2).map(tuple),
    UNKNOWN,
)


@st.composite
def states(draw: st.DrawFn) -> State:
    """States in which every id is bound once."""
    addresses = draw(st.lists(ADDRESSES, unique=True, max_size=4))
    ids = draw(st.lists(TEXT.filter(bool), min_size=len(addresses), max_size=len(addresses), unique=True))
    bound = {address: draw(bindings(st.just(id))) for address, id in zip(addresses, ids, strict=True)}
    return State(
        lineage=draw(TEXT),
        tenant=draw(TEXT),
        endpoint=draw(TEXT),
        serial=draw(NUMBERS),
        key_check=draw(TEXT),
        bindings=bound,
        pending=tuple(draw(st.lists(PENDING, max_size=2))),
        runs=tuple(draw(st.lists(RUNS, max_size=2))),
        extra=draw(UNKNOWN),
    )


def creation(address: Address = BOT, name: str = "Bot") -> PendingWrite:
    """A create about to be sent."""
    return PendingWrite(address, "create", name, 1000.0, binding("", {"name": name}))


def again(store: LocalStore) -> LocalStore:
    """What another run in the same folder sees."""
    return LocalStore(store.folder.parent.parent, "dev")


_HOLD = """
import sys
from pathlib import Path
from provisioner.state.lock import FileLock
from provisioner.state.store import Lock
lock = FileLock(Path(sys.argv[1]))
lock.acquire(Lock(*sys.argv[2:]))
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


@contextmanager
def holder(path: Path, lock: Lock = LOCK) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until it is killed."""
    words = [lock.id, lock.owner, lock.since, lock.run]
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "held\n"
            yield running
        finally:
            running.kill()
