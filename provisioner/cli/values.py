"""What flags and arguments accept: durations, limits, addresses; each raises click.BadParameter."""

from __future__ import annotations

import math

import click

from provisioner.model.address import Address
from provisioner.model.environment import Limit
from provisioner.reports.drift import OF_RESOURCES, Word


def seconds(text: str) -> float:
    """A duration, 0 or more."""
    try:
        duration = float(text)
    except ValueError:
        duration = math.nan
    if not (math.isfinite(duration) and duration >= 0):
        raise click.BadParameter(f"{text!r} is not a number of seconds")
    return duration


def number(text: str) -> Limit:
    """A limit that only makes sense as a number."""
    if not (text.isascii() and text.isdecimal()):
        raise click.BadParameter(f"{text!r} is not a number")
    return Limit(int(text))


def limit(text: str) -> Limit:
    """A number, or a percentage such as 30%."""
    digits = text.removesuffix("%")
    if not (digits.isascii() and digits.isdecimal()):
        raise click.BadParameter(f"{text!r} is neither a number nor a percentage")
    return Limit(int(digits), percent=digits != text)


def words(text: str) -> frozenset[Word]:
    """Words of a drift report, apart by commas; `any` is every one but `in sync`."""
    known = {one.value: one for one in OF_RESOURCES if one is not Word.IN_SYNC}
    found: set[Word] = set()
    for word in text.split(","):
        if word != "any" and word not in known:
            raise click.BadParameter(f"{word!r} is not one of {', '.join(known)}, any")
        found.update(known.values() if word == "any" else (known[word],))
    return frozenset(found)


def address(text: str) -> Address:
    """An address such as channel.sales-web."""
    try:
        return Address.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def choice(text: str) -> Address | str:
    """The name of a resource type, or an address."""
    from provisioner.resources import RESOURCE_TYPES

    return text if text in {type.name for type in RESOURCE_TYPES} else address(text)
