"""A queue: made in the vendor's Configuration Manager, looked up here by id or by name."""

from provisioner.model.resource_type import DataSource

QUEUE = DataSource(name="queue", plural="queues")
