"""Who runs this, and from which commit."""

from __future__ import annotations

import getpass
import subprocess
from pathlib import Path

import pytest

from provisioner.workflow.owner import commit, owner

CI = ("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION", "BITBUCKET_COMMIT", "GIT_COMMIT")


@pytest.mark.parametrize("name", CI)
def test_the_commit_is_what_ci_says(tmp_path: Path, name: str) -> None:
    assert commit(tmp_path, {name: "c0ffee"}) == "c0ffee"


def test_the_commit_is_what_git_says(tmp_path: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], [*identity, "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)
    found = commit(tmp_path, {})
    assert len(found) == 40
    assert commit(tmp_path, {"GITHUB_SHA": ""}) == found


def test_without_ci_and_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert commit(tmp_path, {}) == ""
    monkeypatch.setenv("PATH", "")
    assert commit(tmp_path, {}) == ""


def test_the_owner_is_a_user_at_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    assert owner().startswith("ann@")
    assert not owner().endswith("@")


def test_a_user_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert owner().startswith("unknown@")
