"""`graph` draws the files, without a tenant and without a secret."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.cli.shell import Shell


@pytest.mark.parametrize(
    ("format", "beginning"),
    [("mermaid", "flowchart LR\n"), ("dot", 'digraph "sandbox" {\n'), ("svg", "<svg ")],
)
def test_the_map_is_written_as_asked_for(shell: Shell, format: str, beginning: str) -> None:
    ended = shell.run("graph", "-o", format)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(beginning)
    assert "Web chat" in ended.out
    assert not (shell.folder / ".provisioner").exists()


def test_a_drawing_brings_its_style_along_and_loads_nothing(shell: Shell) -> None:
    drawing = ElementTree.fromstring(shell.run("graph -o svg").out)
    assert not [one for one in drawing.iter() if {"href", "src", "style"} & one.attrib.keys()]
    assert [one.text for one in drawing.iter() if one.tag.endswith("}text")][:3] == [
        "Webhook",
        "Channel",
        "Queue",
    ]


def test_no_secret_is_needed(shell: Shell) -> None:
    shell.change("uri: https://bots.example.com/8x8", 'uri: "https://bots.example.com/${env.PROVISIONER_X}"')
    assert shell.run("graph").code == 0


def test_a_mistake_in_the_files_is_told(shell: Shell) -> None:
    shell.change("queue: sales", "queue: nowhere")
    ended = shell.run("graph")
    assert (ended.code, ended.out) == (78, "")
    assert "Unbound queue" in ended.err
