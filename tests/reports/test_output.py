"""Ids in the forms a client application reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.reports.output import output_document, output_dotenv
from tests.reports.samples import MANAGED


def test_dotenv_names_a_variable_after_each_address() -> None:
    text = output_dotenv(output_document("prod", MANAGED))
    assert text == "WEBHOOK_SALES_BOT_ID=9f1Zk2\nCHANNEL_SALES_WEB_ID=-Kd03x\n"


def test_an_id_that_a_shell_would_read_is_quoted() -> None:
    text = output_dotenv(output_document("prod", [replace(MANAGED[0], id="a $(b)\nc")]))
    assert text == "WEBHOOK_SALES_BOT_ID='a $(b)\\nc'\n"


def test_two_ids_of_one_variable_are_refused() -> None:
    twins = [replace(MANAGED[0], address=Address("channel", key)) for key in ("a-b", "a_b")]
    with pytest.raises(ProvisionerError) as caught:
        output_dotenv(output_document("prod", twins))
    assert caught.value.diagnostics[0].detail == "channel.a-b and channel.a_b would both be CHANNEL_A_B_ID"
