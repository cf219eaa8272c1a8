"""Write the JSON Schemas of the files, or say which of them are not up to date."""

from __future__ import annotations

import json
from pathlib import Path

from provisioner.config.files import FOLDER
from provisioner.config.schema import schemas
from provisioner.resources import RESOURCE_TYPES


def texts() -> dict[str, str]:
    """The schemas as they stand on disk, by path relative to the folder that holds environments/."""
    return {
        f"{FOLDER}/.schema/{name}": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas(RESOURCE_TYPES).items()
    }


def write(folder: Path) -> tuple[str, ...]:
    """Write the schemas that differ and return their paths."""
    outdated = check(folder)
    for name in outdated:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts()[name], encoding="utf-8")
    return outdated


def check(folder: Path) -> tuple[str, ...]:
    """The paths of schemas that are missing or not what this version would write."""
    return tuple(name for name, text in texts().items() if _content(folder / name) != text.encode())


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
