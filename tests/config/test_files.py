"""Nothing outside of environments/ is read, and nothing that is no file."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from provisioner.config.discover import discover
from provisioner.config.load import environments
from provisioner.config.yaml_file import MAX_BYTES
from provisioner.errors import ConfigurationError
from tests.config.project import PROD, SHARED, Project

CANARY = "canary: hunter2\n"


@pytest.mark.parametrize(
    "folder",
    [
        "/etc",
        "..",
        "../..",
        "../outside",
        "shared/../../outside",
        '"~"',
        "~root",
        "/proc/self",
        ".schema",
        "shared/",
        '""',
        '"a\\0b"',
    ],
)
def test_fault_05_an_include_that_leads_elsewhere_is_refused(project: Project, folder: str) -> None:
    project.write("outside/x.yaml", CANARY)
    project.environment("[shared]", f"[{folder}]")
    error = project.error()
    assert error.summary == "Include refused"
    assert error.detail.endswith("is not a folder inside environments/")
    assert "hunter2" not in str(error)


def test_fault_05_a_folder_linked_from_outside_is_refused(project: Project) -> None:
    project.write("outside/x.yaml", CANARY)
    (project.folder / "environments/linked").symlink_to(project.folder / "outside")
    project.environment("[shared]", "[linked]")
    error = project.error()
    assert error.detail == '"linked" leads out of environments/'


@pytest.mark.parametrize("target", ["/proc/self/environ", "outside.yaml", "missing.yaml"])
@pytest.mark.parametrize("link", [f"{SHARED}/linked.yaml", "environments/linked.yaml"])
def test_fault_05_a_file_linked_from_outside_is_refused(project: Project, target: str, link: str) -> None:
    project.write("outside.yaml", CANARY)
    (project.folder / link).symlink_to(project.folder / target)
    errors = project.errors(name="linked" if "shared" not in link else "prod")
    assert [error.summary for error in errors] == ["File refused"]
    assert errors[0].detail == f"{link} leads out of environments/"


def test_a_link_that_stays_inside_is_followed(project: Project) -> None:
    (project.folder / "environments/eu").symlink_to(project.folder / SHARED)
    project.environment("[shared]", "[eu]")
    assert len(project.load().definitions) == 2


def test_fault_05_a_pipe_is_refused_without_waiting(project: Project) -> None:
    os.mkfifo(project.folder / SHARED / "pipe.yaml")
    error = project.error()
    assert (error.summary, error.detail) == ("File refused", f"{SHARED}/pipe.yaml is not a regular file")


def test_a_file_that_cannot_be_opened_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.folder / SHARED)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        error = project.error()
    assert error.summary == "File not readable"
    assert error.detail.startswith(f"{SHARED}/socket.yaml: ")


def test_a_link_in_a_circle_is_told(project: Project) -> None:
    circle = project.folder / SHARED / "circle.yaml"
    circle.symlink_to(circle)
    assert project.error().summary in ("File not readable", "File refused")


def test_fault_03_a_file_of_50_mb_is_not_read_to_its_end(project: Project) -> None:
    with (project.folder / PROD).open("ab") as file:
        file.truncate(50_000_000)
    error = project.error()
    assert (error.summary, error.detail) == ("File too large", f"{PROD} is over {MAX_BYTES // 2**20} MiB")


def test_an_included_folder_must_exist(project: Project) -> None:
    project.environment("[shared]", "[shared, eu]")
    assert project.error().detail == "there is no folder environments/eu"


def test_what_a_missing_folder_would_define_is_not_missed_as_well(project: Project) -> None:
    project.environment("[shared]", "[sharde]")
    project.overlay("channels: { web: null }\n")
    assert project.error().detail == "there is no folder environments/sharde"


def test_fault_08_an_included_folder_without_files_is_no_configuration(project: Project) -> None:
    (project.folder / "environments/eu").mkdir()
    project.environment("[shared]", "[shared, eu]")
    error = project.error()
    assert (error.summary, error.detail) == ("No configuration", "no *.yaml file in environments/eu")


def test_a_folder_included_twice_is_an_error(project: Project) -> None:
    project.environment("[shared]", "[shared, shared]")
    assert "Included twice" in [error.summary for error in project.errors()]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
@pytest.mark.parametrize("path", [PROD, f"{SHARED}/channels.yaml"])
def test_fault_08_an_empty_file_is_no_configuration(project: Project, text: str, path: str) -> None:
    project.write(path, text)
    error = project.error()
    assert (error.summary, error.detail) == ("No configuration", "this file is empty")


@pytest.mark.parametrize("name", ["prdo", "../prod", "shared/webhooks", "", "prod.yaml"])
def test_fault_08_a_missing_environment_is_no_configuration(project: Project, name: str) -> None:
    (error,) = project.errors(name=name)
    assert (error.summary, error.detail) == (
        "No configuration",
        f'there is no file for the environment "{name}"',
    )
    assert error.hint in ('did you mean "prod"?', "there are prod")


def test_fault_08_a_folder_without_environments_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No configuration") as refused:
        environments(tmp_path)
    assert refused.value.diagnostics[0].hint == "write one with `provisioner init`"


def test_fault_08_a_configuration_that_is_gone_is_one_mistake(project: Project) -> None:
    shutil.rmtree(project.folder / "environments")
    error = project.error()
    assert (error.summary, error.detail) == ("No configuration", "there is no environments/ here")


def test_environments_are_the_files_by_name(project: Project) -> None:
    for name in ("dev", "zulu", ".hidden"):
        project.write(f"environments/{name}.yaml", "x")
    project.write("environments/notes.txt", "x")
    assert environments(project.folder) == ("dev", "prod", "zulu")


def test_the_folder_is_found_from_below(project: Project) -> None:
    (project.folder / ".git").mkdir()
    below = project.folder / "src/deep"
    below.mkdir(parents=True)
    assert discover(below) == discover(project.folder) == project.folder


def test_the_nearest_folder_is_found(project: Project) -> None:
    (project.folder / ".git").mkdir()
    inner = project.folder / "inner"
    (inner / "environments").mkdir(parents=True)
    assert discover(inner / "environments") == inner


@pytest.mark.parametrize("mark", ["inner/.git", "none"])
def test_nothing_is_looked_for_beyond_the_repository(project: Project, mark: str) -> None:
    below = project.folder / "inner/src"
    below.mkdir(parents=True)
    (project.folder / mark).mkdir()
    with pytest.raises(ConfigurationError) as refused:
        discover(below)
    assert "-C DIR" in refused.value.diagnostics[0].hint
