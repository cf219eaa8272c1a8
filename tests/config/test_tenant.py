"""What a header becomes, and which tenants it may reach."""

from __future__ import annotations

import pytest

from provisioner.config.endpoint import is_allowed, reaches_8x8
from provisioner.model.environment import Credential, Limit, Statistics, Tenant
from tests.config.project import PROD, Project, place

SIMULATED = ("{ id: acmeprod01, api_key: { env: PROVISIONER_KEY } }", "{ id: sandbox, endpoint: simulator }")


def test_the_smallest_header_has_the_defaults(project: Project) -> None:
    environment = project.load().environment
    assert (environment.name, environment.path) == ("prod", PROD)
    assert environment.tenant == Tenant("acmeprod01", api_key=Credential(env="PROVISIONER_KEY"))
    assert environment.tenant.endpoint == "https://api.8x8.com"
    assert not environment.guards.deletes
    assert environment.guards.require_https
    assert (environment.guards.adopt, environment.guards.confirm) == ("by-name", "yes")
    assert environment.simulator == {}


def test_everything_a_header_can_say_is_read(project: Project) -> None:
    project.environment(
        "{ id: acmeprod01, api_key: { env: PROVISIONER_KEY } }",
        "{ id: a, endpoint: https://eu.api.8x8.com/, region: eu, put: documented, "
        "api_key: { file: /run/key }, "
        "statistics: { client_id: { env: ID }, client_secret: { file: secret } } }",
    )
    project.overlay(
        'guards: { max_creates: 3, max_updates: "30%", max_deletes: 0, max_changes: "100%", deletes: true,\n'
        '  allowed_hosts: ["*.Example.com", a.b], require_https: false, adopt: never, confirm: name }\n'
    )
    environment = project.load().environment
    assert environment.tenant == Tenant(
        id="a",
        endpoint="https://eu.api.8x8.com",
        region="eu",
        api_key=Credential(file="/run/key"),
        put="documented",
        statistics=Statistics(Credential(env="ID"), Credential(file="secret")),
    )
    guards = environment.guards
    assert (guards.max_creates, guards.max_updates) == (Limit(3), Limit(30, percent=True))
    assert (guards.max_deletes, guards.max_changes) == (Limit(0), Limit(100, percent=True))
    assert guards.allowed_hosts == ("*.example.com", "a.b")
    assert (guards.deletes, guards.require_https, guards.adopt, guards.confirm) == (
        True,
        False,
        "never",
        "name",
    )


def test_queues_are_bound_by_id_or_by_name_as_written(project: Project) -> None:
    queues = project.load().environment.queues
    assert list(queues) == ["sales", "support"]
    assert [(queue.id, queue.name) for queue in queues.values()] == [("101", None), (None, "Support Tier 1")]
    assert str(queues["support"].position) == f"{PROD}:8:3"


def test_an_environment_bears_the_name_of_its_file(project: Project) -> None:
    project.environment("environment: prod", "environment: staging")
    error = project.error()
    assert (error.summary, place(error)) == ("Wrong environment name", "staging")
    assert error.hint == "write `environment: prod`, or rename the file"


def test_a_real_tenant_needs_a_key(project: Project) -> None:
    project.environment(", api_key: { env: PROVISIONER_KEY }", "")
    error = project.error()
    assert (error.summary, place(error), error.detail) == (
        "Missing attribute",
        "tenant",
        '`tenant` has no "api_key"',
    )


def test_a_simulated_tenant_needs_no_key(project: Project) -> None:
    project.environment(*SIMULATED)
    project.overlay(
        "simulator: { queues: { 101: Sales }, latency: 5ms, description: dropped, list_lag: 2 }\n"
    )
    environment = project.load().environment
    assert environment.tenant.simulated
    assert environment.simulator == {
        "queues": {"101": "Sales"},
        "latency": "5ms",
        "description": "dropped",
        "list_lag": 2,
    }


def test_only_a_simulated_tenant_has_a_simulator_section(project: Project) -> None:
    project.overlay("simulator: { queues: { 101: Sales } }\n")
    error = project.error()
    assert (error.summary, place(error)) == ("Section not possible here", "simulator")


@pytest.mark.parametrize(
    ("section", "detail"),
    [
        ("latency: fast", '"fast" is not possible as "latency"'),
        ("description: kept", '"kept" is not one of returned or dropped'),
        ("page_size: 0", '"page_size" is a larger number, not 0'),
        ("wrong_tenant: 500", '"500" is not one of 403 or 404'),
        ("queues: { sales: Sales }", '"sales" is not possible as a key'),
        ("lag: 1", '"lag" is not an attribute of `simulator`'),
    ],
)
def test_a_mistake_in_the_simulator_section_is_one_error(project: Project, section: str, detail: str) -> None:
    project.environment(*SIMULATED)
    project.overlay(f"simulator: {{ {section} }}\n")
    assert project.error().detail == detail


ALLOWED = (
    "simulator",
    "https://api.8x8.com",
    "https://api.8x8.com/",
    "https://eu.api.8x8.com:443",
    "http://127.0.0.1:8080",
    "https://localhost:8443/base",
    "http://[::1]:8080",
)
REFUSED = (
    "http://api.8x8.com",
    "https://8x8.com.evil.example",
    "https://api.8x8.com.evil.example",
    "https://evil8x8.com",
    "https://8x8.com",
    "https://api.8x8.com@evil.example",
    "https://evil.example/api.8x8.com",
    "https://evil.example#.8x8.com",
    "https://evil.example?x=.8x8.com",
    "https://evil.example\\.8x8.com",
    "https://api.8x8.com:99999999",
    "http://127.0.0.1.evil.example",
    "http://[::1",
    "ftp://api.8x8.com",
    "api.8x8.com",
    "Simulator",
)


@pytest.mark.parametrize("endpoint", ALLOWED)
def test_the_key_may_go_to_8x8_and_to_this_machine(endpoint: str) -> None:
    assert is_allowed(endpoint, {})


@pytest.mark.parametrize("endpoint", REFUSED)
def test_the_key_may_go_nowhere_else(endpoint: str) -> None:
    assert not is_allowed(endpoint, {})


def test_an_operator_can_allow_an_endpoint() -> None:
    environ = {"PROVISIONER_ALLOW_ENDPOINT": "https://proxy.example/8x8/, https://other.example"}
    assert is_allowed("https://proxy.example/8x8", environ)
    assert is_allowed("https://other.example/", environ)
    assert not is_allowed("https://proxy.example", environ)


def test_a_refused_endpoint_is_told_at_its_place(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.environment("id: acmeprod01", "id: acmeprod01, endpoint: https://evil.example")
    error = project.error()
    assert (error.summary, place(error)) == ("Endpoint refused", "https://evil.example")
    monkeypatch.setenv("PROVISIONER_ALLOW_ENDPOINT", "https://evil.example")
    assert project.errors() == ()


@pytest.mark.parametrize("endpoint", REFUSED)
def test_a_refused_endpoint_is_the_only_mistake(project: Project, endpoint: str) -> None:
    project.environment("id: acmeprod01", f"id: acmeprod01, endpoint: '{endpoint}'")
    assert project.error().summary == "Endpoint refused"


@pytest.mark.parametrize(
    ("endpoint", "real"), [("simulator", False), ("http://127.1:80", False), ("https://api.8x8.com", True)]
)
def test_only_8x8_calls_webhooks_from_its_own_network(endpoint: str, real: bool) -> None:
    assert reaches_8x8(endpoint) is real


def test_webhooks_on_this_machine_are_for_tenants_on_this_machine(project: Project) -> None:
    project.environment("bots.example.com", "localhost")
    assert project.error().summary == "URI refused"
    project.environment("id: acmeprod01", 'id: acmeprod01, endpoint: "http://127.0.0.1:9000"')
    assert project.errors() == ()


def test_a_placeholder_may_not_read_a_credential(project: Project) -> None:
    project.webhooks("/8x8", "/8x8?key=${env.PROVISIONER_KEY}")
    error = project.error()
    assert (error.summary, place(error)) == ("Variable refused", "${env.PROVISIONER_KEY}")
