"""Case 58: a key that is for another tenant changes nothing there."""

from __future__ import annotations

from typing import Literal

import pytest

from provisioner.errors import CredentialError
from provisioner.simulator import Switches
from tests.journeys.site import BOT, LIVE_BOT, WEB, Site

OTHER_KEY = "eght_the-key-of-globex"


@pytest.mark.parametrize("wrong_tenant", [403, 404])
def test_fault_58_the_key_of_another_tenant_ends_with_77_before_any_write(
    site: Site, wrong_tenant: Literal[403, 404]
) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    other = site.simulator.add_tenant("globex", OTHER_KEY, switches=Switches(wrong_tenant=wrong_tenant))
    other.put("webhooks", LIVE_BOT)
    before = other.list("webhooks")
    site.environ["PROVISIONER_KEY"] = OTHER_KEY
    for verb in (site.plan, site.apply):
        with pytest.raises(CredentialError) as refused:
            verb()
        assert refused.value.exit_code == 77
        assert OTHER_KEY not in str(refused.value.diagnostics)
    assert (site.writes, other.list("webhooks")) == ([], before)
    assert site.tenant.list("webhooks") == []
