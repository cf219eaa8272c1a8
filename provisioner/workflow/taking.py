"""A live value as it would be written into a file, or why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from provisioner.config.interpolate import Surroundings
from provisioner.config.node import Node
from provisioner.config.spelling import block_lines
from provisioner.config.template import placeholders, template_for
from provisioner.diagnostics import Diagnostic
from provisioner.model.environment import Environment
from provisioner.model.live import LiveQueue
from provisioner.model.resource_type import ResourceType
from provisioner.model.uri import conceal_template
from provisioner.model.value import Reference, Secret
from provisioner.model.yaml_text import scalar
from provisioner.plan.acceptance import Drifted
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.queue_keys import QueueKeys


@dataclass(frozen=True)
class Setting:
    """What values are written for: the environment, its placeholders, the queues of its tenant if read."""

    environment: Environment
    around: Surroundings
    queues: tuple[LiveQueue, ...] | None

    def text_of(self, one: Drifted, former: Node) -> str | Diagnostic:
        """What is to stand where `former` stands."""
        live = one.difference.before
        match live:
            case Reference():
                return self._key(one, live)
            case None:
                unreadable = _type(one).attribute(one.attribute).maybe_unreadable
                hint = f"to put it back: provisioner apply -e {self.environment.name}; else remove the line"
                return "" if unreadable else _refused(one, "the tenant has no value for it", hint)
            case Secret(value=value):
                return self._template(one, str(former.value), value or "")
            case _:
                return self._template(one, str(former.value), live)

    def _template(self, one: Drifted, former: str, value: str) -> str | Diagnostic:
        text = template_for(value, former, self.around)
        if text is None:
            return self._without_placeholders(one, former)
        if conceal_template(Secret(None, text)).shown != text:
            return _refused(
                one,
                "the live value holds what looks like a credential, and no file does",
                f"export the credential, and write its name there\n{_paste(one, _shown(one))}",
            )
        return text

    def _without_placeholders(self, one: Drifted, former: str) -> Diagnostic:
        names = placeholders(former)
        secret = any(name.startswith("${env.") for name in names)
        ways = "set the variable to what the tenant has" if secret else f"change {names[0]}"
        return _refused(
            one,
            f"it is made of {' and '.join(names)}, which the live value does not hold where it stood",
            f"{ways}, or write it out:\n{_paste(one, _shown(one))}",
        )

    def _key(self, one: Drifted, live: Reference) -> str | Diagnostic:
        if live.key is not None:
            return live.key
        if one.attribute == QUEUE.name:
            return self._queue_key(one, live)
        return _refused(
            one,
            f"it leads to {_named(live)}, which no file declares",
            "declare that one, then bind it: "
            f"provisioner adopt -e {self.environment.name} {one.attribute}.KEY {live.id}",
        )

    def _queue_key(self, one: Drifted, live: Reference) -> str | Diagnostic:
        id, keys = str(live.id), QueueKeys(self.environment.queues, self.queues)
        objection = keys.objection(id)
        if objection is not None:
            return _refused(one, objection, f"to put it back: provisioner apply -e {self.environment.name}")
        binding = keys.binding(id)
        if binding is None:
            return keys.key(id)
        name = next((queue.name for queue in self.queues or () if queue.id == id), None)
        leads = f"it leads to queue {_named(replace(live, name=name))}"
        bound = ", ".join(f"{word}: {scalar(value)}" for word, value in binding.items())
        hint = f"add under `queues:` there\n  {keys.key(id)}: {{ {bound} }}"
        return _refused(one, f"{leads}, which {self.environment.path} does not bind", hint)


def _refused(one: Drifted, detail: str, hint: str = "") -> Diagnostic:
    return Diagnostic(f"{one} cannot be accepted", detail, hint, one.change.position)


def _paste(one: Drifted, text: str) -> str:
    lines = block_lines({_type(one).plural: {one.address.key: {one.attribute: text}}}, 0, 2)
    return "\n".join(lines)


def _shown(one: Drifted) -> str:
    """The live value as it may be seen."""
    return str(one.difference.before)


def _named(live: Reference) -> str:
    return f'"{live.name}" ({live.id})' if live.name else str(live.id)


def _type(one: Drifted) -> ResourceType:
    return next(type for type in RESOURCE_TYPES if type.name == one.address.type)
