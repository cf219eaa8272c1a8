"""The files know the same switches as the simulator."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

import pytest

from provisioner.config.switches import SimulatorSection
from provisioner.simulator import Switches
from provisioner.simulator.switches import SWITCHES

SECTION = {name: field for name, field in SimulatorSection.model_fields.items() if name != "queues"}


def test_both_lists_have_the_same_switches() -> None:
    assert list(SECTION) == list(SWITCHES)


@pytest.mark.parametrize("name", SECTION)
def test_a_switch_has_the_same_values_and_default_in_both(name: str) -> None:
    annotation, default = SECTION[name].annotation, SECTION[name].default
    allowed = SWITCHES[name]
    if isinstance(allowed, tuple) and get_origin(annotation) is Literal:
        assert get_args(annotation) == allowed
    else:
        assert annotation is {(True, False): bool, int: int, float: str}[allowed]
    assert getattr(Switches.parse({name: default}), name) == getattr(Switches(), name)


@pytest.mark.parametrize("text", ["0ms", "50ms", "1.5s", "2s"])
def test_both_read_the_same_durations(text: str) -> None:
    SimulatorSection.model_validate({"latency": text})
    Switches.parse({"latency": text})
