from __future__ import annotations

from provisioner.model.address import Address
from provisioner.model.references import References
from provisioner.model.value import Reference

SALES, BILLING = Address("queue", "sales"), Address("queue", "billing")
NAMES = {("queue", "101"): "Sales", ("webhook", "w9"): "Stranger"}


def test_a_key_becomes_its_id_and_name() -> None:
    assert repr(References({SALES: "101"}, NAMES).desired("queue", "sales")) == repr(
        Reference("sales", "101", "Sales")
    )


def test_what_does_not_exist_yet_has_no_id_and_no_name() -> None:
    references = References({}, NAMES)
    assert repr(references.desired("webhook", "bot")) == repr(Reference("bot", None, None))


def test_an_id_becomes_its_key_and_name() -> None:
    assert repr(References({SALES: "101"}, NAMES).live("queue", "101")) == repr(
        Reference("sales", "101", "Sales")
    )


def test_a_live_resource_that_no_file_names_has_no_key() -> None:
    assert repr(References({}, NAMES).live("webhook", "w9")) == repr(Reference(None, "w9", "Stranger"))


def test_an_id_that_two_keys_share_is_read_as_the_first() -> None:
    references = References({BILLING: "101", SALES: "101"}, NAMES)
    assert references.live("queue", "101").key == "billing"
    assert references.desired("queue", "sales") == Reference("sales", "101")


def test_one_id_in_two_types_is_two_resources() -> None:
    references = References({SALES: "1", Address("webhook", "bot"): "1"}, {})
    assert references.live("queue", "1").key == "sales"
    assert references.live("webhook", "1").key == "bot"
