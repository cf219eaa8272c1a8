"""The resource types, one file each; a new type is one file and one line here."""

from provisioner.model.resource_type import ResourceType
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK

RESOURCE_TYPES: tuple[ResourceType, ...] = (WEBHOOK, CHANNEL)
"""In order of creation: a type stands after the types it refers to."""
