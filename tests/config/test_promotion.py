"""`promotes_from` names an environment that is there, and the order of environments has a beginning."""

from __future__ import annotations

import pytest

from provisioner.workflow.validate import validate
from tests.config.project import ENVIRONMENT, Project, place


def promote(project: Project, **sources: str) -> None:
    """Write one environment a name, each of which promotes from another."""
    for name, source in sources.items():
        text = ENVIRONMENT.replace("environment: prod", f"environment: {name}")
        promotes = f"promotes_from: {source}\n" if source else ""
        project.write(f"environments/{name}.yaml", text + promotes)


def test_an_environment_knows_where_its_changes_are_tried_before(project: Project) -> None:
    assert project.load().environment.promotes_from is None
    promote(project, dev="", staging="dev", prod="staging")
    assert project.load().environment.promotes_from == "staging"
    assert validate(project.folder).valid


def test_an_unknown_environment_is_answered_with_a_near_one(project: Project) -> None:
    promote(project, staging="", prod="stagign")
    error = project.error()
    assert (error.summary, place(error)) == ("Unknown environment", "stagign")
    assert error.hint == 'did you mean "staging"?'
    promote(project, prod="dev")
    assert project.error().hint == "there are prod, staging"


@pytest.mark.parametrize(
    ("sources", "chain"),
    [
        ({"prod": "prod"}, "prod promotes from prod"),
        ({"dev": "prod", "prod": "dev"}, "prod promotes from dev promotes from prod"),
        (
            {"dev": "prod", "prod": "qa", "qa": "dev"},
            "prod promotes from qa promotes from dev promotes from prod",
        ),
    ],
)
def test_fault_11_environments_that_promote_from_each_other_are_refused(
    project: Project, sources: dict[str, str], chain: str
) -> None:
    promote(project, **sources)
    error = project.error()
    assert (error.summary, place(error)) == ("Promotion in a circle", sources["prod"])
    assert error.detail == f"{chain}: none of them could ever be the first"
    told = validate(project.folder).diagnostics
    assert [one.summary for one in told] == ["Promotion in a circle"] * len(sources)


def test_a_circle_is_told_where_it_is_and_not_by_who_leads_into_it(project: Project) -> None:
    promote(project, dev="qa", qa="dev", prod="dev")
    assert project.errors() == ()
    assert [one.summary for one in project.errors(name="dev")] == ["Promotion in a circle"]


def test_a_file_that_cannot_be_read_ends_the_chain_and_tells_its_own_mistake(project: Project) -> None:
    promote(project, prod="dev")
    project.write("environments/dev.yaml", "format_version: [\n")
    assert project.errors() == ()
    assert [one.summary for one in project.errors(name="dev")] == ["Not YAML"]


@pytest.mark.parametrize(
    ("written", "summary"), [("null", "null is not possible here"), ("[dev]", "Value not")]
)
def test_only_a_name_is_possible(project: Project, written: str, summary: str) -> None:
    project.overlay(f"promotes_from: {written}\n")
    assert project.error().summary.startswith(summary)
