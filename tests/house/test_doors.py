"""No import goes through a wall, and the checker sees it when one does."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.doors import DOORS, EMBEDDED, OWNERS, forbidden, owns
from tests.house.source import PACKAGE, ROOT, imports, modules

ROOMS = sorted(set(DOORS) - {PACKAGE})
WALLS = [(here, there) for here in ROOMS for there in ROOMS if there != here and there not in DOORS[here]]
OPEN = [(here, there) for here in ROOMS for there in sorted(DOORS[here] - {PACKAGE})]

FORMS = {
    "import": "import provisioner.{there}.thing\n",
    "from_room": "from provisioner.{there} import thing\n",
    "from_module": "from provisioner.{there}.thing import Thing\n",
    "from_package": "from provisioner import {there}\n",
    "in_function": "def later():\n    from provisioner.{there} import thing\n",
    "for_types": "if TYPE_CHECKING:\n    from provisioner.{there} import thing\n",
    "by_name": "import importlib\nthing = importlib.import_module('provisioner.{there}.thing')\n",
    "by_formatted_name": "import importlib\nimportlib.import_module(f'provisioner.{there}.{{name}}')\n",
}


def plant(root: Path, module: str, text: str) -> str:
    path = root.joinpath(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.relative_to(root).as_posix()


def inside(room: str) -> str:
    return f"provisioner.{room}" if room in ("errors", "diagnostics") else f"provisioner.{room}.planted"


def places(found: list[str]) -> list[str]:
    return [line.partition(":")[0] for line in found]


def test_every_import_goes_through_a_door() -> None:
    found = forbidden(ROOT)
    assert not found, "\n".join(found)


def test_every_room_stands_in_the_table() -> None:
    found = {
        path.stem
        for path in (ROOT / PACKAGE).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - {"__init__"} == set(ROOMS)


def test_the_rooms_form_no_circle() -> None:
    TopologicalSorter(DOORS).prepare()


def circle(root: Path) -> list[str]:
    """The modules of one circle of imports, in its order; empty if there is none."""
    found = {module.name: [one.name for one in imports(module)] for module in modules(PACKAGE, root)}
    graph = {
        name: {wanted if wanted in found else wanted.rpartition(".")[0] for wanted in names}
        for name, names in found.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_the_modules_form_no_circle() -> None:
    assert circle(ROOT) == []


def test_a_circle_of_modules_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "provisioner.plan.one", "from provisioner.plan import two\n")
    plant(tmp_path, "provisioner.plan.two", "from provisioner.plan.three import Three\n")
    plant(tmp_path, "provisioner.plan.three", "def later():\n    import provisioner.plan.one\n")
    assert set(circle(tmp_path)) == {"provisioner.plan.one", "provisioner.plan.two", "provisioner.plan.three"}


@pytest.mark.parametrize(("here", "there"), WALLS)
def test_an_arrow_through_a_wall_is_named(tmp_path: Path, here: str, there: str) -> None:
    for form, text in FORMS.items():
        place = plant(tmp_path, inside(here), text.format(there=there))
        found = forbidden(tmp_path)
        assert len(found) == 1, form
        assert found[0].startswith(f"{place}:"), form
        assert f"provisioner.{there}" in found[0], form


@pytest.mark.parametrize(("here", "there"), OPEN)
def test_an_arrow_through_a_door_is_allowed(tmp_path: Path, here: str, there: str) -> None:
    for text in FORMS.values():
        plant(tmp_path, inside(here), text.format(there=there))
        assert forbidden(tmp_path) == []


@pytest.mark.parametrize("library", OWNERS)
@pytest.mark.parametrize("room", ROOMS)
def test_a_library_outside_its_owner_is_named(tmp_path: Path, room: str, library: str) -> None:
    place = plant(tmp_path, inside(room), f"def later():\n    from {library}.part import thing\n")
    assert places(forbidden(tmp_path)) == ([] if owns(inside(room), library) else [place])


def test_a_library_without_an_owner_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "provisioner.client.planted", "import httpx\n")
    assert forbidden(tmp_path) == ["provisioner/client/planted.py:1 imports httpx: httpx has no owner"]


def test_only_one_module_may_start_the_simulator(tmp_path: Path) -> None:
    plant(tmp_path, EMBEDDED, "from provisioner.simulator import server\n")
    assert forbidden(tmp_path) == []
    place = plant(tmp_path, "provisioner.workflow.other", "from provisioner.simulator import server\n")
    assert places(forbidden(tmp_path)) == [place]


@pytest.mark.parametrize(
    "text", ["from . import thing\n", "from ..model import thing\n", "from .thing import Thing\n"]
)
def test_a_relative_import_is_named(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "provisioner.plan.planted", text)
    assert "relative imports hide the room" in forbidden(tmp_path)[0]


def test_an_import_nobody_can_read_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "provisioner.plan.planted", "import importlib\nimportlib.import_module(name)\n")
    assert "nobody can tell what that is" in forbidden(tmp_path)[0]


def test_a_room_that_nobody_planned_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "provisioner.helpers.planted", "import provisioner.model.address\n")
    assert "helpers is no room of the table" in forbidden(tmp_path)[0]
    plant(tmp_path, "provisioner.helpers.planted", "")
    place = plant(tmp_path, "provisioner.plan.planted", "from provisioner.helpers import thing\n")
    assert forbidden(tmp_path)[0].startswith(place)


def test_the_version_may_be_read_anywhere_but_in_the_simulator(tmp_path: Path) -> None:
    for room in ("cli", "client", "state"):
        plant(tmp_path, f"provisioner.{room}.planted", "from provisioner import __version__\n")
    assert forbidden(tmp_path) == []
    place = plant(tmp_path, "provisioner.simulator.planted", "from provisioner import __version__\n")
    assert forbidden(tmp_path)[0].startswith(place)
