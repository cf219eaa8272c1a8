"""The base of what a user writes about one resource."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from provisioner.model.attribute import (
    Attribute,
    MaybeUnreadable,
    Protected,
    ReferenceTo,
    Required,
    Sensitive,
)


class Resource(BaseModel):
    """One definition in a file; every attribute may be absent until the layers are merged.

    Attribute docstrings become the editor's hover texts.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )

    protect: bool = False
    """Never deleted or re-pointed without `--allow-protected ADDRESS`."""

    @classmethod
    @cache
    def attributes(cls) -> tuple[Attribute, ...]:
        """The attributes in the order they are declared; `protect` is about the resource, not one of them."""
        return tuple(_attribute(name, field) for name, field in cls.model_fields.items() if name != "protect")


def _attribute(name: str, field: FieldInfo) -> Attribute:
    marks = field.metadata
    reference = next((mark.type for mark in marks if isinstance(mark, ReferenceTo)), None)

    def marked(mark: type) -> bool:
        return any(isinstance(one, mark) for one in marks)

    return Attribute(
        name=name,
        required=marked(Required),
        reference=reference,
        sensitive=marked(Sensitive),
        maybe_unreadable=marked(MaybeUnreadable),
        protected=marked(Protected),
    )
