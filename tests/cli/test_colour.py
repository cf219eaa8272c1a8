"""Who decides about colour."""

from __future__ import annotations

import pytest

from provisioner.cli.colour import Colour, wanted


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "coloured"),
    [
        (Colour.AUTO, True, {}, True),
        (Colour.AUTO, False, {}, False),
        (Colour.AUTO, True, {"NO_COLOR": "1"}, False),
        (Colour.AUTO, True, {"NO_COLOR": ""}, True),
        (Colour.AUTO, False, {"FORCE_COLOR": "1"}, True),
        (Colour.AUTO, True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Colour.AUTO, True, {"TERM": "dumb"}, False),
        (Colour.ALWAYS, False, {"NO_COLOR": "1"}, True),
        (Colour.NEVER, True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_the_flag_wins_then_the_environment_then_the_terminal(
    choice: Colour, terminal: bool, environ: dict[str, str], coloured: bool
) -> None:
    assert wanted(choice, terminal, environ) is coloured
