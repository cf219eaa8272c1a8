from __future__ import annotations

import pytest

from provisioner.diff.pending import candidates_of
from provisioner.model.address import Address
from provisioner.model.live import LiveResource
from provisioner.model.state import Binding, PendingWrite


@pytest.mark.parametrize(
    ("live", "found"),
    [
        (LiveResource("channel", "1", "Web", {}), True),
        (LiveResource("channel", "1", "web", {}), False),
        (LiveResource("channel", "1", "Web", {}, accepted=False), False),
        (LiveResource("channel", None, "Web", {}), False),
        (LiveResource("channel", "known", "Web", {}), False),
        (LiveResource("channel", "taken", "Web", {}), False),
    ],
    ids=["new", "another name", "another type", "without an id", "there before", "bound elsewhere"],
)
def test_a_candidate_is_new_unbound_and_of_the_exact_name(live: LiveResource, found: bool) -> None:
    write = PendingWrite(Address("channel", "web"), "create", "Web", 0.0, Binding(""), known=("known",))
    assert candidates_of(write, [live], frozenset({"taken"})) == ((live,) if found else ())
