"""`--report KIND=PATH`: the report of a run as files, each whole or not there at all."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from provisioner.diagnostics import Diagnostic
from provisioner.model.record import record
from provisioner.reports.kinds import Kind, report_text
from provisioner.reports.shape import AnyDocument

LOG = "-"


@record
class ReportFile:
    """What is written where; a path of None is the log, which only GitHub reads."""

    kind: Kind
    path: Path | None


@dataclass(frozen=True)
class Desk:
    """What writing needs: `time` is now, `root` leads from a repository to the folder of the files."""

    time: str
    root: str
    environ: Mapping[str, str]
    log: Callable[[str], None]


def report_file(text: str) -> ReportFile:
    """Read KIND=PATH; raises click.BadParameter also for a path that can be seen not to work."""
    word, _, path = text.partition("=")
    if word not in set(Kind):
        raise click.BadParameter(f"{word!r} is no kind of report; there are {', '.join(Kind)}")
    kind = Kind(word)
    if kind is Kind.GITHUB and path in ("", LOG):
        return ReportFile(kind, None)
    if not path:
        raise click.BadParameter(f"{text!r} names no file: write {kind}=PATH")
    if path == LOG:
        raise click.BadParameter(f"{LOG} is no file: what goes to stdout is chosen with -o")
    if hindrance := _hindrance(Path(path)):
        raise click.BadParameter(f"{path}: {hindrance}")
    return ReportFile(kind, Path(path))


def distinct(
    context: click.Context, parameter: click.Parameter, files: tuple[ReportFile, ...]
) -> tuple[ReportFile, ...]:
    """The files as they are; raises click.BadParameter when one would replace another."""
    paths = [one.path.absolute() for one in files if one.path]
    if len(set(paths)) < len(paths):
        raise click.BadParameter("two reports would go to one file")
    return files


def repository_root(environ: Mapping[str, str], folder: Path | None) -> str:
    """What leads from a workflow's workspace to the folder of the files; empty where it is that folder."""
    workspace = environ.get("GITHUB_WORKSPACE")
    if not workspace or folder is None or not folder.resolve().is_relative_to(Path(workspace).resolve()):
        return ""
    way = folder.resolve().relative_to(Path(workspace).resolve()).as_posix()
    return "" if way == "." else f"{way}/"


def write_reports(files: Iterable[ReportFile], document: AnyDocument, desk: Desk) -> Iterator[Diagnostic]:
    """Write all of them; what cannot be written is told and stops no other."""
    for file in files:
        try:
            _write(file, document, desk)
        except OSError as error:
            yield _unwritten(file.path or error.filename, error.strerror or str(error))
        except Exception as error:
            # A view that fails is a defect; it must not stand in the way of how an apply ended.
            yield _unwritten(file.path or file.kind, f"{type(error).__name__}: a defect of provisioner")


def _unwritten(where: object, reason: str) -> Diagnostic:
    return Diagnostic(f"The report {where} could not be written", reason)


def _write(file: ReportFile, document: AnyDocument, desk: Desk) -> None:
    text = report_text(document, file.kind, desk.time, desk.root)
    if file.path is None:
        desk.log(text)
    else:
        _replace(file.path, text)
    if file.kind is Kind.GITHUB:
        _tell_github(document, desk)


def _tell_github(document: AnyDocument, desk: Desk) -> None:
    """The files that a step of a workflow may append to."""
    from provisioner.reports.github import outputs_text

    if path := desk.environ.get("GITHUB_OUTPUT"):
        _append(Path(path), outputs_text(document))
    if path := desk.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(path), report_text(document, Kind.MARKDOWN, desk.time))


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _replace(path: Path, text: str) -> None:
    """A whole new file in place of the old one: who reads meanwhile sees one of the two.

    It is readable as the umask says: dashboards and browsers read it as somebody else.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _hindrance(path: Path) -> str:
    """Why no report can be put there, as far as can be seen beforehand; empty if it can."""
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"nothing can be written to {folder}"
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    return "" if stat.S_ISREG(mode) else "it is no regular file, and would be replaced by one"
