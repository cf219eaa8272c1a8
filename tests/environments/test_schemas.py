"""The schemas and the loader say the same about good files and about broken ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.config.schema import Schema, schemas
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.validate import validate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "environments"
CHECKER = Path(sys.executable).with_name("check-jsonschema")
STAGING, WEBHOOKS, CHANNELS = "staging.yaml", "shared/webhooks.yaml", "shared/channels.yaml"

BROKEN = {
    "an unknown attribute": (WEBHOOKS, "    name: Orders bot", "    nme: Orders bot"),
    "an unknown section": (STAGING, "vars:", "promoted_from: dev\nvars:"),
    "a missing section": (STAGING, "environment: staging", "# environment: staging"),
    "another format": (CHANNELS, "format_version: 1", "format_version: 2"),
    "a key in capitals": (CHANNELS, "  orders-web:", "  Orders-Web:"),
    "an empty name": (CHANNELS, "name: Orders web chat", 'name: ""'),
    "a name that is too long": (CHANNELS, "name: Orders web chat", f"name: {'x' * 256}"),
    "a number for a text": (CHANNELS, "name: Orders web chat", "name: 1043"),
    "a queue that is no key": (CHANNELS, "queue: orders", "queue: Orders Tier 1"),
    "a binding by id and name": (STAGING, "{ id: 201 }", "{ id: 201, name: Orders }"),
    "a binding by nothing": (STAGING, "{ id: 201 }", "{}"),
    "null where nothing can be removed": (STAGING, "id: acmestaging01", "id: null"),
    "a share over everything": (STAGING, '"50%"', '"150%"'),
    "an unknown choice": (STAGING, "id: acmestaging01", "id: acmestaging01\n  region: uk"),
    "a section of an environment in a shared file": (CHANNELS, "channels:", "vars: {}\nchannels:"),
}


def schema_of(path: Path) -> Path:
    return FOLDER / ".schema" / ("resources.json" if path.parent.name == "shared" else "environment.json")


def problems(*paths: Path) -> int:
    """How many errors an editor would show."""
    flags = ["--output-format", "json", "--schemafile", str(schema_of(paths[0]))]
    ended = subprocess.run([CHECKER, *flags, *map(str, paths)], capture_output=True, text=True, check=False)
    report = json.loads(ended.stdout)
    assert report.get("parse_errors", []) == []
    assert (report["status"] == "ok") is (ended.returncode == 0)
    return len(report.get("errors", []))


@pytest.mark.parametrize("pattern", ["*.yaml", "shared/*.yaml"])
def test_every_file_of_the_project_satisfies_its_schema(pattern: str) -> None:
    assert problems(*FOLDER.glob(pattern)) == 0


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gives_one_error_in_the_editor_and_fails_in_the_loader(
    tmp_path: Path, case: str
) -> None:
    name, before, after = BROKEN[case]
    shutil.copytree(FOLDER, tmp_path / "environments")
    path = tmp_path / "environments" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert problems(path) == 1
    assert not validate(tmp_path, ["staging"]).valid


@pytest.mark.parametrize("name", ["environment.json", "resources.json"])
def test_a_schema_is_flat_closed_and_explains_itself(name: str) -> None:
    for part in parts(schemas(RESOURCE_TYPES)[name]):
        assert {"title", "$ref", "$defs", "anyOf", "oneOf", "allOf"}.isdisjoint(part)
        assert part.get("default", "") is not None
        if "properties" in part or "patternProperties" in part:
            assert part.get("additionalProperties") is False
        for attribute in part.get("properties", {}).values():
            assert attribute.get("description"), attribute


def test_null_stands_only_where_it_removes() -> None:
    environment = schemas(RESOURCE_TYPES)["environment.json"]["properties"]
    nullable = {
        name for name, section in environment.items() for part in parts(section) if "null" in part["type"]
    }
    assert nullable == {"webhooks", "channels", "queue_assignments"}


def parts(schema: Schema) -> Iterator[Schema]:
    """A schema and every schema inside it."""
    yield schema
    for members in ("properties", "patternProperties"):
        for part in schema.get(members, {}).values():
            yield from parts(part)
    if "items" in schema:
        yield from parts(schema["items"])
