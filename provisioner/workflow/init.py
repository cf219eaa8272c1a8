"""Write a configuration that works at once, on a simulated tenant."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from provisioner.config.files import FOLDER
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.record import record
from provisioner.workflow import schema

STATE_FOLDER = ".provisioner/"


@record
class Written:
    """The files written, relative to the folder, and what is left to the person."""

    files: tuple[str, ...]
    advice: tuple[str, ...]


def init(folder: Path) -> Written:
    """Write `environments/` with its schemas; raises ProvisionerError when a file is in the way."""
    texts = dict(_starter(files("provisioner.workflow") / "starter")) | schema.texts()
    in_the_way = [name for name in texts if (folder / name).exists() or (folder / name).is_symlink()]
    if in_the_way:
        hint = f"nothing was written; remove them, or use the {FOLDER}/ that is there"
        raise ProvisionerError(Diagnostic("Files in the way", ", ".join(in_the_way), hint))
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    return Written(tuple(texts), tuple(advice(folder)))


def _starter(root: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(root.iterdir(), key=lambda one: one.name):
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from _starter(entry, f"{name}/")
        else:
            yield name, entry.read_text(encoding="utf-8")


def advice(folder: Path) -> Iterator[str]:
    """What is left to the person once a configuration stands in a folder."""
    ignored = folder / ".gitignore"
    lines = ignored.read_text(encoding="utf-8", errors="replace").split() if ignored.is_file() else []
    if STATE_FOLDER not in lines and STATE_FOLDER.rstrip("/") not in lines:
        yield f"add {STATE_FOLDER} to .gitignore: it holds the state of this machine"
