"""What the files declare, and the ways in which they are edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.machine.names import CHANNEL_NAMES, CHANNELS, DESCRIPTIONS, QUEUES, URIS, WEBHOOK_NAMES, WEBHOOKS

Attributes = dict[str, str]
Definitions = dict[str, Attributes]


@dataclass
class Files:
    """Definitions by type and key; no two of a type have one name, and every channel has its webhook."""

    webhooks: Definitions = field(default_factory=dict)
    channels: Definitions = field(default_factory=dict)

    def of(self, type: str) -> Definitions:
        return self.webhooks if type == "webhook" else self.channels

    def get(self, address: str) -> Attributes | None:
        type, _, key = address.partition(".")
        return self.of(type).get(key)

    def declare(self, type: str, key: str, attributes: Attributes) -> None:
        """Write a definition; whoever has its name already takes the one that becomes free."""
        definitions = self.of(type)
        namesake = next((one for one in definitions.values() if one["name"] == attributes["name"]), None)
        former = definitions.get(key)
        if namesake is not None and namesake is not former:
            if former is None:
                return
            namesake["name"] = former["name"]
        definitions[key] = attributes

    def remove(self, type: str, key: str) -> None:
        """Take a definition away, a webhook with its channels."""
        self.of(type).pop(key, None)
        if type == "webhook":
            self.channels = {name: one for name, one in self.channels.items() if one["webhook"] != key}

    def rename(self, type: str, key: str, after: str) -> None:
        """Give a definition another key, if that is free."""
        definitions = self.of(type)
        if key not in definitions or after in definitions:
            return
        definitions[after] = definitions.pop(key)
        for channel in self.channels.values() if type == "webhook" else ():
            channel["webhook"] = after if channel["webhook"] == key else channel["webhook"]


@dataclass(frozen=True)
class Webhook:
    """Declare a webhook."""

    key: str
    name: str
    uri: str

    def on(self, files: Files) -> None:
        files.declare("webhook", self.key, {"name": self.name, "uri": self.uri})


@dataclass(frozen=True)
class Channel:
    """Declare a channel; without its webhook it takes another one, without any it is not written."""

    key: str
    name: str
    webhook: str
    queue: str
    description: str | None = None

    def on(self, files: Files) -> None:
        if files.webhooks:
            webhook = self.webhook if self.webhook in files.webhooks else min(files.webhooks)
            described = {} if self.description is None else {"description": self.description}
            attributes = {"name": self.name, "webhook": webhook, "queue": self.queue}
            files.declare("channel", self.key, attributes | described)


@dataclass(frozen=True)
class Removed:
    type: str
    key: str

    def on(self, files: Files) -> None:
        files.remove(self.type, self.key)


@dataclass(frozen=True)
class Renamed:
    type: str
    key: str
    after: str

    def on(self, files: Files) -> None:
        files.rename(self.type, self.key, self.after)


Edit = Webhook | Channel | Removed | Renamed


def _of_each_type(build: Callable[..., Edit], *members: str) -> st.SearchStrategy[Edit]:
    def of(type: str, keys: tuple[str, ...]) -> st.SearchStrategy[Edit]:
        return st.builds(build, st.just(type), *(st.sampled_from(keys) for _ in members))

    return of("webhook", WEBHOOKS) | of("channel", CHANNELS)


_WEBHOOK = st.builds(
    Webhook, st.sampled_from(WEBHOOKS), st.sampled_from(WEBHOOK_NAMES), st.sampled_from(URIS)
)
_CHANNEL = st.builds(
    Channel,
    st.sampled_from(CHANNELS),
    st.sampled_from(CHANNEL_NAMES),
    st.sampled_from(WEBHOOKS),
    st.sampled_from(QUEUES),
    st.none() | st.sampled_from(DESCRIPTIONS),
)
EDITS: st.SearchStrategy[list[Edit]] = st.lists(
    st.one_of(
        _WEBHOOK, _CHANNEL, _CHANNEL, _of_each_type(Removed, "key"), _of_each_type(Renamed, "key", "after")
    ),
    min_size=1,
    max_size=4,
)
