"""The state of an environment is its own, or it is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.errors import LockedError, StateError
from provisioner.model.environment import Environment, Tenant
from provisioner.workflow.memory import locked, remembered, store_of
from provisioner.workflow.options import Options
from tests.apply.clock import Clock

PROD = Environment("prod", "environments/prod.yaml", Tenant("acme", "https://api.8x8.com"))
ELSEWHERE = Environment("prod", "environments/prod.yaml", Tenant("other", "https://api.8x8.com"))


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(tmp_path, "prod", {}, now=Clock().now)


def saved(options: Options) -> None:
    store = store_of(options)
    with locked(store, options, "apply"):
        store.save(remembered(store, PROD))


def test_a_first_run_begins_a_lineage_of_its_own(options: Options) -> None:
    one, other = (remembered(store_of(options), PROD) for _ in range(2))
    assert (one.tenant, one.endpoint, one.serial, one.bindings) == ("acme", "https://api.8x8.com", 0, {})
    assert one.lineage != other.lineage


def test_a_saved_state_is_remembered_with_its_lineage(options: Options) -> None:
    saved(options)
    one, other = (remembered(store_of(options), PROD) for _ in range(2))
    assert (one.lineage, one.serial) == (other.lineage, 1)


def test_the_state_of_another_tenant_says_both_and_the_way_out(options: Options) -> None:
    saved(options)
    with pytest.raises(StateError) as foreign:
        remembered(store_of(options), ELSEWHERE)
    assert foreign.value.diagnostics == (
        Diagnostic(
            "The state of prod belongs to another tenant",
            "it was made for acme, environments/prod.yaml says other",
            "put the file back, or move the state away: what has a unique name is found again by it",
        ),
    )


def test_a_lock_tells_who_runs_what_since_when(options: Options) -> None:
    with locked(store_of(options), options, "adopt"), pytest.raises(LockedError) as refused:
        store_of(options).force_unlock("another id")
    assert "runs adopt -e prod since 2026-09-21T" in refused.value.diagnostics[0].detail


def test_a_lock_is_given_back_when_its_run_fails(options: Options) -> None:
    with pytest.raises(ZeroDivisionError), locked(store_of(options), options, "apply"):
        raise ZeroDivisionError
    with locked(store_of(options), options, "apply"):
        pass
