"""What is left to do when a state cannot be saved: put it where it can be written."""

from __future__ import annotations

import json
import shlex
import tempfile
from dataclasses import replace
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, StateTakenError
from provisioner.model.state import State
from provisioner.state.document import document_text, encode_state
from provisioner.state.files import write_private
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options


def recover(state: State, options: Options, failure: ProvisionerError) -> Diagnostic:
    """Write the state beside the files, else into the working folder, else into the temporary one.

    The diagnostic names the file, or holds the state itself where nothing can be written.
    """
    state = replace(state, serial=state.serial + 1)
    why = failure.diagnostics[0]
    path = _written(state, options)
    if path is None:
        hint = f"nothing else can be written either: keep the next line\n{json.dumps(encode_state(state))}"
        return replace(why, summary=f"{why.summary}; what was done stands below", hint=hint)
    taken = isinstance(failure, StateTakenError)
    hint = _left_alone(options) if taken else _put_back(path, options)
    return replace(why, summary=f"{why.summary}; what was done is saved in {path}", hint=hint)


def _written(state: State, options: Options) -> Path | None:
    name = f"provisioner-recovery-{options.environment}-{state.serial}.json"
    for place in (lambda: options.folder, Path.cwd, tempfile.gettempdir):
        try:
            path = Path(place()).absolute() / name
            write_private(path, document_text(state))
        except OSError:
            continue
        return path
    return None


def _left_alone(options: Options) -> str:
    return (
        "the other run's state is left as it is; apply again once that run is over: "
        f"provisioner apply -e {options.environment}"
    )


def _put_back(path: Path, options: Options) -> str:
    home = store_of(options).document
    return f"when it can be written again: mv {shlex.quote(str(path))} {shlex.quote(str(home))}"
