"""What is left to do when a state cannot be saved: put it where it can be written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import StateNotSavedError
from provisioner.model.state import State
from provisioner.state.document import document_text
from provisioner.state.files import write_private
from provisioner.workflow.options import Options


def recover(state: State, options: Options, failure: StateNotSavedError) -> Diagnostic:
    """Write the state beside the files, else in the working folder, else in the temporary one.

    The diagnostic names the file, or holds the state itself where nothing can be written.
    """
    text = document_text(replace(state, serial=state.serial + 1))
    why = failure.diagnostics[0]
    for folder in _places(options):
        path = folder / f"provisioner-recovery-{options.environment}-{state.serial + 1}.json"
        try:
            write_private(path, text)
        except OSError:
            continue
        hint = f"when it can be written again: mv {path} {_home(options)}"
        return replace(why, summary=f"{why.summary}; what was done is saved in {path}", hint=hint)
    hint = f"save this as {_home(options)}: {text}"
    return replace(why, summary=f"{why.summary}, nor can anything else", hint=hint)


def _places(options: Options) -> Iterator[Path]:
    yield options.folder
    yield Path.cwd()
    yield Path(tempfile.gettempdir())


def _home(options: Options) -> Path:
    return options.folder / ".provisioner" / "state" / f"{options.environment}.json"
