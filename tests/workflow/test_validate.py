"""Checking files offline tells everything at once and needs no secret."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from provisioner.diagnostics import Severity
from provisioner.workflow.validate import Checked, validate
from tests.config.project import ENVIRONMENT, SHARED, Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("PROVISIONER_ALLOW_ENDPOINT", raising=False)
    project = Project(tmp_path)
    project.write("environments/dev.yaml", ENVIRONMENT.replace("prod", "dev"))
    return project


def test_all_environments_are_checked_and_counted(project: Project) -> None:
    validation = validate(project.folder)
    counts = {"webhooks": 1, "channels": 1, "queues": 2}
    assert validation.environments == (Checked("dev", True, counts), Checked("prod", True, counts))
    assert (validation.valid, validation.diagnostics) == (True, ())


def test_only_the_named_environments_are_checked(project: Project) -> None:
    project.environment("environment: prod", "environment: nonsense")
    assert validate(project.folder, ["dev"]).valid
    assert not validate(project.folder, ["dev", "prod"]).valid


def test_a_missing_secret_is_no_mistake(project: Project) -> None:
    project.webhooks("/8x8", "/8x8?token=${env.PROVISIONER_NEVER_SET}")
    assert validate(project.folder).valid


def test_a_mistake_in_a_shared_file_is_told_once_for_all_environments(project: Project) -> None:
    project.webhooks("uri:", "url:")
    validation = validate(project.folder)
    assert [one.summary for one in validation.diagnostics] == ["Unknown attribute"]
    assert validation.environments == (Checked("dev", False, {}), Checked("prod", False, {}))


def test_what_is_unbound_is_told_for_each_environment(project: Project) -> None:
    project.channels("queue: sales", "queue: billing")
    details = [one.detail for one in validate(project.folder).diagnostics]
    assert details == [
        'channel.web: "billing" is not bound in environments/dev.yaml',
        'channel.web: "billing" is not bound in environments/prod.yaml',
    ]


def test_a_warning_counts_only_when_strict(project: Project) -> None:
    project.write(f"{SHARED}/old.yml", "x")
    validation = validate(project.folder)
    assert [one.severity for one in validation.diagnostics] == [Severity.WARNING]
    assert validation.valid
    assert not validate(project.folder, strict=True).valid


def test_errors_stand_before_warnings(project: Project) -> None:
    project.write(f"{SHARED}/old.yml", "x")
    project.environment("id: 101", "id: abc")
    severities = [one.severity for one in validate(project.folder).diagnostics]
    assert severities == [Severity.ERROR, Severity.WARNING]


def test_fault_08_without_files_there_is_no_configuration(tmp_path: Path) -> None:
    validation = validate(tmp_path)
    assert (validation.valid, [one.summary for one in validation.diagnostics]) == (
        False,
        ["No configuration"],
    )
    (tmp_path / "environments").mkdir()
    validation = validate(tmp_path)
    assert (validation.valid, [one.detail for one in validation.diagnostics]) == (
        False,
        ["there is no environment file"],
    )


def test_an_environment_that_does_not_exist_is_a_mistake(project: Project) -> None:
    (error,) = validate(project.folder, ["prdo"]).diagnostics
    assert error.hint == 'did you mean "prod"?'


def test_every_file_is_read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    open_file = os.open

    def recorded(path: Path, flags: int) -> int:
        opened.append(path.name)
        return open_file(path, flags)

    monkeypatch.setattr("os.open", recorded)
    assert validate(project.folder).valid
    assert sorted(opened) == ["channels.yaml", "dev.yaml", "prod.yaml", "webhooks.yaml"]


def test_an_entry_of_ignore_that_is_over_is_a_warning(project: Project) -> None:
    entry = "{ attribute: channel.web.name, reason: theirs, until: 2027-03-31 }"
    project.overlay(f"ignore: [{entry}]\n")
    assert validate(project.folder, today=date(2027, 3, 31), strict=True).valid
    (warning,) = validate(project.folder, today=date(2027, 4, 1)).diagnostics
    assert (warning.severity, warning.summary) == (Severity.WARNING, "channel.web.name is no longer ignored")
