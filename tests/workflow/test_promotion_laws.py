"""Whatever environments lay over what they share: promoting and lifting do what they say and no more."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioner.config.reader import Reader
from provisioner.diff.across import Cause, Compared
from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.reports.yaml_text import yaml_text
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.compare import Basis, compare
from provisioner.workflow.lift import lift
from provisioner.workflow.options import Options
from provisioner.workflow.promote import Errand, promote
from provisioner.workflow.survey import Survey, altered, configuration_of, survey
from provisioner.workflow.written import PROTECT, Layers

KEYS = ("app", "web")
SHARED: dict[str, Any] = {
    "bots": {"name": "Bot", "uri": "https://${vars.host}/8x8"},
    "web": {"name": "Web", "description": "Chat", "webhook": "bot", "queue": "sales"},
}
TEXTS = st.sampled_from(["Web", "Shop: chat", "it's", "Chat", "on", "${vars.host} chat"])
QUEUES = st.sampled_from(["sales", "billing"])
OPTIONAL = st.fixed_dictionaries({}, optional={"name": TEXTS, "queue": QUEUES, "protect": st.just(True)})
OVERLAYS = st.one_of(
    st.none(),
    st.builds(
        lambda one, description: one | description,
        OPTIONAL,
        st.fixed_dictionaries({}, optional={"description": st.one_of(TEXTS, st.none())}),
    ),
)
WHOLE = st.builds(
    lambda name, queue, more: {"name": name, "webhook": "bot", "queue": queue, **more},
    TEXTS,
    QUEUES,
    st.fixed_dictionaries({}, optional={"description": TEXTS, "protect": st.just(True)}),
)
FILES = st.fixed_dictionaries({}, optional={"web": OVERLAYS, "app": WHOLE})
ENVIRONMENTS = st.fixed_dictionaries({"dev": FILES, "prod": FILES, "staging": FILES})


def written(environments: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """One shared file, and a file for each environment."""
    home = folder / "environments"
    (home / "shared").mkdir(parents=True)
    shared = {
        "format_version": 1,
        "webhooks": {"bot": SHARED["bots"]},
        "channels": {"web": SHARED["web"]},
    }
    (home / "shared/all.yaml").write_text(yaml_text(shared), encoding="utf-8")
    for name, channels in environments.items():
        file: dict[str, Any] = {
            "format_version": 1,
            "environment": name,
            "tenant": {"id": name, "endpoint": "simulator"},
            "include": ["shared"],
            "vars": {"host": f"{name}.example.com"},
            "queues": {"sales": {"id": 1}, "billing": {"id": 2}},
        }
        if channels:
            file["channels"] = channels
        (home / f"{name}.yaml").write_text(yaml_text(file), encoding="utf-8")


def read(folder: Path) -> Survey:
    return survey(Reader(folder, RESOURCE_TYPES))


def but_protect(reading: Layers, address: Address) -> dict[str, Any] | None:
    whole = reading.whole(address)
    return None if whole is None else {name: value for name, value in whole.items() if name != PROTECT}


@settings(max_examples=50)
@given(ENVIRONMENTS, st.sets(st.sampled_from(KEYS)))
def test_what_was_promoted_is_the_same_and_nothing_else_changed(
    environments: dict[str, dict[str, Any]], keys: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        written(environments, folder)
        before = read(folder)
        named = tuple(Address("channel", key) for key in sorted(keys))
        try:
            promotion = promote(Options(folder, "staging"), Errand("dev", named, offline=True))
        except (RefusedError, UsageError):
            assert all(not altered(*pair) for pair in pairs(before, read(folder)))
            return
        after = read(folder)
        carried = {one.address for one in promotion.edits.edited}
        source, target = Layers(after["dev"]), Layers(after["staging"])
        assert all(but_protect(source, one) == but_protect(target, one) for one in named or carried)
        for (one, other), name in zip(pairs(before, after), before, strict=True):
            moved = {address for address, _ in altered(one, other)}
            assert moved == (carried if name == "staging" else set())
        sides = [Options(folder, name) for name in ("dev", "staging")]
        differing = compare(sides, Basis.CONFIG).comparison.compared
        assert not [one for one in differing if one.first.address in carried and not same(one)]
        again = promote(Options(folder, "staging"), Errand("dev", named, offline=True))
        assert again.edits.edited == ()


@settings(max_examples=50)
@given(ENVIRONMENTS)
def test_lifting_changes_no_environment_and_leaves_nothing_to_lift(
    environments: dict[str, dict[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        written(environments, folder)
        before = read(folder)
        lift(folder)
        after = read(folder)
        assert all(not altered(*pair) for pair in pairs(before, after))
        assert lift(folder).edits.edited == ()
        for address in (Address("channel", key) for key in KEYS):
            wholes = [layers.whole(address) for layers in map(Layers, after.values())]
            if None not in wholes and all(whole == wholes[0] for whole in wholes):
                assert not any(layers.own(address) for layers in map(Layers, after.values()))


def same(compared: Compared) -> bool:
    """Whether two environments differ in nothing but what their variables stand for."""
    return not compared.uneven and all(one.cause is Cause.VARIABLES for one in compared.divergences)


def pairs(before: Survey, after: Survey) -> list[tuple[Any, Any]]:
    return [(configuration_of(before[name]), configuration_of(after[name])) for name in before]
