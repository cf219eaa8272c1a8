"""Who runs this, and from which commit.

Only runs that write are asked: the modules that know are imported when they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_CI_COMMITS = ("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION", "BITBUCKET_COMMIT", "GIT_COMMIT")


def owner() -> str:
    """The user and the host, as `user@host`."""
    import getpass
    import platform

    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "unknown"
    return f"{user}@{platform.node() or 'unknown'}"


def commit(folder: Path, environ: Mapping[str, str]) -> str:
    """The commit the files stand at: what CI says, else what git says, else nothing."""
    told = next((environ[name] for name in _CI_COMMITS if environ.get(name)), None)
    if told is not None:
        return told
    import subprocess

    command = ["git", "-C", str(folder), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()
