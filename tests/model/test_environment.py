from __future__ import annotations

from provisioner.model.environment import Credential, Limit, Tenant


def test_a_credential_is_told_by_where_it_is_found() -> None:
    assert str(Credential(env="PROVISIONER_KEY")) == "environment variable PROVISIONER_KEY"
    assert str(Credential(file="/run/secrets/key")) == "file /run/secrets/key"


def test_a_limit_is_told_as_it_is_written() -> None:
    assert (str(Limit(3)), str(Limit(30, percent=True))) == ("3", "30%")


def test_only_the_word_simulator_is_a_simulated_tenant() -> None:
    assert Tenant("sandbox", "simulator").simulated
    assert not Tenant("acme").simulated
