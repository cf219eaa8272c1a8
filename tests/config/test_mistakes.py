"""One mistake in the shape of a file gives one error, with its place and the way out."""

from __future__ import annotations

import pytest

from tests.config.project import PROD, SHARED, Project, place

UNQUOTED = ("0101", "12:30", "no", "1_000", "0x1F", "2024-01-01", "~", "true", "5", "1.50")


@pytest.mark.parametrize("text", UNQUOTED)
def test_fault_02_a_text_that_needs_quotes_is_shown_as_written(project: Project, text: str) -> None:
    project.channels("name: Web chat", f"name: {text}")
    error = project.error()
    assert (error.summary, place(error)) == ("Text without quotes", text)
    assert error.detail == f"`{text}` is not text to every YAML reader"
    assert error.hint == f'quote it: "{text}"'


@pytest.mark.parametrize("text", UNQUOTED)
def test_fault_02_in_quotes_it_is_a_text(project: Project, text: str) -> None:
    project.channels("name: Web chat", f'name: "{text}"')
    assert project.definition("channel.web").name == text


def test_fault_06_an_unknown_attribute_asks_what_was_meant(project: Project) -> None:
    project.webhooks("uri:", "url:")
    error = project.error()
    assert (error.summary, place(error)) == ("Unknown attribute", "url")
    assert (error.detail, error.hint) == ('"url" is not an attribute of a webhook', 'did you mean "uri"?')


def test_fault_06_where_nothing_is_near_the_known_attributes_are_listed(project: Project) -> None:
    project.channels("    webhook: bot\n", "    webhook: bot\n    zzz: 1\n")
    assert project.error().hint == "a channel takes protect, name, description, webhook, queue"


@pytest.mark.parametrize("section", ["pipeline: {}\n", "schedule: {}\n"])
def test_a_section_nothing_implements_is_unknown(project: Project, section: str) -> None:
    project.overlay(section)
    error = project.error()
    assert (error.summary, place(error)) == ("Unknown section", section.partition(":")[0])
    assert error.detail.endswith("is not a section of an environment file")


def test_a_shared_file_takes_no_section_of_an_environment(project: Project) -> None:
    project.channels("channels:\n", "vars: { a: b }\nchannel: {}\nchannels:\n")
    assert [(place(error), error.hint) for error in project.errors()] == [
        ("vars", "it belongs in the file of each environment"),
        ("channel", 'did you mean "channels"?'),
    ]


@pytest.mark.parametrize(
    ("before", "after", "summary", "detail"),
    [
        ("format_version: 1\n", "", "Missing attribute", 'the environment has no "format_version"'),
        ("format_version: 1", "format_version: 2", "Unknown format", "reads format_version 1"),
        ("format_version: 1", 'format_version: "1"', "Unknown format", "reads format_version 1"),
        ("environment: prod\n", "", "Missing attribute", 'the environment has no "environment"'),
        ("environment: prod", "environment: Prod", "Value not possible", '"Prod" is not possible as'),
        ("id: acmeprod01, ", "", "Missing attribute", '`tenant` has no "id"'),
        ("id: acmeprod01", "id: 0101", "Text without quotes", "`0101` is not text"),
        ("id: acmeprod01", 'id: "a b"', "Value not possible", '"a b" is not possible as "id"'),
        ("id: acmeprod01", "id: null", "null is not possible here", '"id" cannot be removed'),
        ("id: acmeprod01", "id: ", "Value left empty", '"id" has no value'),
        ("id: acmeprod01", "id: acmeprod01, regoin: us", "Unknown attribute", "of `tenant`"),
        (
            "id: acmeprod01",
            "id: acmeprod01, region: usa",
            "Value not possible",
            "is not one of us, eu, au or ca",
        ),
        (
            "id: acmeprod01",
            "id: acmeprod01, put: 1",
            "Value not possible",
            '"1" is not one of whole or documented',
        ),
        ("{ env: PROVISIONER_KEY }", "{ enw: KEY }", "Unknown attribute", "of `api_key`"),
        (
            "{ env: PROVISIONER_KEY }",
            "{}",
            "Exactly one is needed",
            '"api_key" takes exactly one of env, file',
        ),
        (
            "{ env: PROVISIONER_KEY }",
            "{ env: A, file: b }",
            "Exactly one is needed",
            "exactly one of env, file",
        ),
        ("{ env: PROVISIONER_KEY }", "KEY", "Value not possible", '"api_key" is a mapping, not KEY'),
        ("{ env: PROVISIONER_KEY }", "{ env: A-B }", "Value not possible", '"A-B" is not possible as "env"'),
        ("include: [shared]", "include: shared", "Value not possible", '"include" is a list, not shared'),
        ("host: bots.example.com", "host: 0101", "Text without quotes", "`0101` is not text"),
        ("host: bots.example.com", "host: [a]", "Value not possible", '"host" is a text, not a list'),
        ("vars: {", "vars: { 1a: x,", "Unusable key", '"1a" is not possible as a key'),
        ("{ id: 101 }", "{ id: abc }", "Value not possible", '"id" is an id made of digits, not abc'),
        ("{ id: 101 }", "{ id: -1 }", "Value not possible", '"id" is an id made of digits, not -1'),
        ("{ id: 101 }", "{ id: true }", "Value not possible", '"id" is an id made of digits, not true'),
        ("{ id: 101 }", "{ idd: 101 }", "Unknown attribute", '"idd" is not an attribute of a queue'),
        ("{ id: 101 }", "{}", "Exactly one is needed", '"sales" takes exactly one of id, name'),
        (
            "{ id: 101 }",
            "{ id: 1, name: x }",
            "Exactly one is needed",
            '"sales" takes exactly one of id, name',
        ),
        ("{ id: 101 }", "101", "Value not possible", '"sales" is a mapping, not 101'),
        ("{ id: 101 }", "null", "null is not possible here", '"sales" cannot be removed'),
        ("{ name: Support Tier 1 }", '{ name: "" }', "Value not possible", '"name" is empty'),
    ],
)
def test_a_mistake_in_a_header_is_one_error(
    project: Project, before: str, after: str, summary: str, detail: str
) -> None:
    project.environment(before, after)
    error = project.error()
    assert error.summary == summary
    assert detail in error.detail


@pytest.mark.parametrize(
    ("guards", "detail"),
    [
        ('max_creates: "5%"', '"max_creates" is a whole number, not 5%'),
        ("max_updates: -1", '"max_updates" is a whole number, not -1'),
        ("max_updates: true", '"max_updates" is a whole number, not true'),
        ("max_changes: 130%", '"max_changes" is a whole number, or a share such as "30%", not 130%'),
        ("deletes: yes", '"deletes" is true or false, not yes'),
        ('deletes: "true"', '"deletes" is true or false, not true'),
        ("confirm: yes", "`yes` is not text to every YAML reader"),
        ("adopt: always", '"always" is not one of by-name or never'),
        ('allowed_hosts: ["https://x"]', '"https://x" is not possible as "allowed_hosts"'),
        ("allowed_hosts: [5]", "`5` is not text to every YAML reader"),
        ("protect: []", '"protect" is not an attribute of `guards`'),
    ],
)
def test_a_mistake_in_the_guards_is_one_error(project: Project, guards: str, detail: str) -> None:
    project.overlay(f"guards: {{ {guards} }}\n")
    assert project.error().detail == detail


@pytest.mark.parametrize(
    ("section", "summary", "detail"),
    [
        ("channels: [a]\n", "Value not possible", '"channels" is a mapping of keys'),
        ("channels:\n", "Value left empty", '"channels" has no value'),
        ("channels: null\n", "Value not possible", '"channels" is a mapping of keys'),
        ("channels: { web: hello }\n", "Value not possible", '"web" is a mapping, not hello'),
        ("channels: { web: }\n", "Value left empty", '"web" has no value'),
        ("channels: { web: { name: } }\n", "Value left empty", '"name" has no value'),
        ("channels: { web: { name: {a: b} } }\n", "Value not possible", '"name" is a text, not a mapping'),
        (
            "channels: { web: { protect: null } }\n",
            "null is not possible here",
            '"protect" cannot be removed',
        ),
        ("channels: { web: { protect: no } }\n", "Value not possible", '"protect" is true or false, not no'),
        (
            "channels: { web: { queue: Sales Team } }\n",
            "Value not possible",
            '"Sales Team" is not possible as',
        ),
        ("channels: { web: { queue: 101 } }\n", "Text without quotes", "`101` is not text"),
        ("webhooks: { bot: { version: '' } }\n", "Value not possible", '"version" is empty'),
        ("queue_assignments: { web: [a] }\n", "Value not possible", '"web" is a text, not a list'),
        ("queue_assignments: { web: 101 }\n", "Text without quotes", "`101` is not text"),
        ("queue_assignments: { web: }\n", "Value left empty", '"web" has no value'),
        ("queue_assignments: { Web: sales }\n", "Unusable key", '"Web" is not possible as a key'),
        ("channels: { Web: { name: x } }\n", "Unusable key", '"Web" is not possible as a key'),
        (f"channels: {{ {'a' * 64}: {{ name: x }} }}\n", "Unusable key", "is not possible as a key"),
    ],
)
def test_a_mistake_in_a_definition_is_one_error(
    project: Project, section: str, summary: str, detail: str
) -> None:
    project.overlay(section)
    error = project.error()
    assert error.summary == summary
    assert detail in error.detail


@pytest.mark.parametrize(
    "text",
    [
        "vars: { host: bots.example.com, x: '${env.PROVISIONER_X}' }",
        "vars: { host: b.example.com, x: '${vars.host}' }",
    ],
)
def test_a_placeholder_outside_of_definitions_is_refused(project: Project, text: str) -> None:
    project.environment("vars: { host: bots.example.com }", text)
    assert project.error().summary == "Placeholder not possible here"


def test_every_mistake_of_every_file_is_told_in_one_run(project: Project) -> None:
    project.environment("id: 101", "id: abc")
    project.webhooks("uri:", "url:")
    project.channels("queue: sales", "queue: sails")
    project.write(f"{SHARED}/broken.yaml", "a: [\n")
    assert [(error.summary, error.position and error.position.file) for error in project.errors()] == [
        ("Value not possible", PROD),
        ("Not YAML", f"{SHARED}/broken.yaml"),
        ("Unknown attribute", f"{SHARED}/webhooks.yaml"),
    ]
    project.write(f"{SHARED}/broken.yaml", "format_version: 1\n")
    assert [error.summary for error in project.errors()] == [
        "Value not possible",
        "Unknown attribute",
        "Unbound queue",
    ]


@pytest.mark.parametrize("text", ["- a\n", "text\n", "5\n"])
def test_a_file_that_is_no_mapping_is_refused(project: Project, text: str) -> None:
    project.write(PROD, text)
    assert project.error().detail == "a file is a mapping of sections"


def test_an_id_takes_plain_digits_as_they_stand(project: Project) -> None:
    project.environment("{ id: 101 }", "{ id: 0101 }")
    assert project.load().environment.queues["sales"].id == "0101"


def test_a_very_long_line_is_cut_and_nothing_behind_the_cut_is_pointed_at(project: Project) -> None:
    project.overlay(f"guards: {{ allowed_hosts: [{'a.example.com, ' * 50}, 5] }}\n".replace(", ,", ","))
    error = project.error()
    assert error.source == ""
    assert error.position is not None
    assert error.position.column > 700
