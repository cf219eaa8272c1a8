"""A first configuration works at once and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.errors import ProvisionerError
from provisioner.workflow import schema
from provisioner.workflow.init import init
from provisioner.workflow.validate import validate

FILES = (
    "environments/sandbox.yaml",
    "environments/shared/channels.yaml",
    "environments/shared/webhooks.yaml",
    "environments/.schema/environment.json",
    "environments/.schema/resources.json",
)


def test_what_is_written_is_a_valid_simulated_tenant(tmp_path: Path) -> None:
    written = init(tmp_path)
    assert written.files == FILES
    assert sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    ) == sorted(FILES)
    validation = validate(tmp_path, strict=True)
    assert validation.diagnostics == ()
    assert [(one.environment, one.valid) for one in validation.environments] == [("sandbox", True)]
    assert schema.check(tmp_path) == ()


@pytest.mark.parametrize("there", [FILES[1], FILES[3]])
def test_what_is_in_the_way_is_named_and_nothing_is_written(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(ProvisionerError, match="Files in the way") as refused:
        init(tmp_path)
    assert refused.value.diagnostics[0].detail == there
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_a_dangling_link_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "environments").mkdir()
    (tmp_path / FILES[0]).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProvisionerError, match="Files in the way"):
        init(tmp_path)


@pytest.mark.parametrize(
    ("ignored", "advised"),
    [(None, True), ("dist/\n", True), (".provisioner/\n", False), ("a\n.provisioner\n", False)],
)
def test_the_state_folder_should_be_ignored(tmp_path: Path, ignored: str | None, advised: bool) -> None:
    if ignored is not None:
        (tmp_path / ".gitignore").write_text(ignored, encoding="utf-8")
    advice = init(tmp_path).advice
    assert bool(advice) is advised
    assert all(".provisioner/" in one for one in advice)
