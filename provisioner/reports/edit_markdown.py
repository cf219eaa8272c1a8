"""Edited files as Markdown: the unified diff in a fence that no line of it can end."""

from __future__ import annotations

import re

from provisioner.reports.edit import change_words, diff_lines, edit_summary, edited_words
from provisioner.reports.escape import code
from provisioner.reports.shape import EditDocument


def edit_markdown(document: EditDocument) -> str:
    """A heading, the diff of all files, a list of the values, what a plan then shows, the summary."""
    parts = [f"### {document['verb'].capitalize()} for {code(document['environment'])}"]
    lines = [line for one in document["files"] for line in diff_lines(one)]
    if lines:
        longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
        fence = "`" * max(3, longest + 1)
        parts.append("\n".join([f"{fence}diff", *lines, fence]))
    parts.append("\n".join(f"- {code(edited_words(one))}" for one in document["edits"]))
    parts.append(
        "\n".join(f"- then: {code(line)}" for change in document["changes"] for line in change_words(change))
    )
    parts.append("\n".join(f"- not checked: {code(one)}" for one in document["unchecked"]))
    parts.append("\n".join(f"{code(line)}  " for line in edit_summary(document)))
    return "\n\n".join(part for part in parts if part) + "\n"
