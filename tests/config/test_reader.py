"""Each file is read once, however many environments include it and however many threads ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from provisioner.config.load import load
from provisioner.config.reader import Reader
from provisioner.resources import RESOURCE_TYPES
from tests.config.project import ENVIRONMENT, SHARED, Project

DEV = ENVIRONMENT.replace("prod", "dev")


def test_a_second_environment_reads_no_shared_file_again(project: Project) -> None:
    project.write("environments/dev.yaml", DEV)
    reader = Reader(project.folder, RESOURCE_TYPES)
    first = load(project.folder, "prod", None, RESOURCE_TYPES, reader)
    for path in (project.folder / SHARED).iterdir():
        path.write_text("format_version: 1\n", encoding="utf-8")
    assert load(project.folder, "dev", None, RESOURCE_TYPES, reader).definitions == first.definitions
    assert load(project.folder, "dev", None, RESOURCE_TYPES).definitions == {}


def test_environments_read_side_by_side_say_what_they_say_alone(project: Project) -> None:
    names = [f"dev{number}" for number in range(8)]
    for name in names:
        project.write(f"environments/{name}.yaml", ENVIRONMENT.replace("prod", name))
    alone = [load(project.folder, name, None, RESOURCE_TYPES) for name in names]
    reader = Reader(project.folder, RESOURCE_TYPES)
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda name: load(project.folder, name, None, RESOURCE_TYPES, reader), names)
    assert list(together) == alone
