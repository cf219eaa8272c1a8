"""Every section and attribute a file can hold is documented."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from provisioner.config.content import ASSIGNMENTS
from provisioner.config.definition_model import definition_model
from provisioner.config.environment_file import EnvironmentFile
from provisioner.config.sections import (
    CredentialSection,
    GuardsSection,
    IgnoreSection,
    QueueSection,
    StatisticsSection,
    TenantSection,
)
from provisioner.resources import RESOURCE_TYPES
from tests.docs.pages import page, rows, spans

FILES = page("docs/files.md")
TENANT = (TenantSection, StatisticsSection, CredentialSection)


def documented(heading: str) -> list[str]:
    return [name for row in rows(FILES.section(heading)) for name in spans(row[0])]


@pytest.mark.parametrize(
    ("heading", "models"),
    [
        ("tenant", TENANT),
        ("queues", (QueueSection,)),
        ("guards", (GuardsSection,)),
        ("ignore", (IgnoreSection,)),
    ]
    + [(type.plural, (definition_model(type),)) for type in RESOURCE_TYPES],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_attribute_of_a_section_is_documented_and_no_other(
    heading: str, models: tuple[type[BaseModel], ...]
) -> None:
    assert set(documented(heading)) == {name for model in models for name in model.model_fields}


def test_every_section_is_documented_and_no_other() -> None:
    overview = FILES.text.partition("### ")[0]
    listed = {spans(row[0])[0] for row in rows(overview)}
    assert listed == {*EnvironmentFile.model_fields, *(type.plural for type in RESOURCE_TYPES), ASSIGNMENTS}
