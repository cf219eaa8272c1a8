"""The vendor's API on loopback, built from the vendor's documents alone."""

from provisioner.simulator.fault import (
    Action,
    AddMember,
    Delay,
    Drip,
    Drop,
    Fault,
    IgnoreWrite,
    Lag,
    LoseEmbedded,
    Raw,
    Redirect,
    Reset,
    SamePage,
    Shift,
    Status,
    Store,
    Totals,
    Truncate,
)
from provisioner.simulator.request_log import LoggedRequest
from provisioner.simulator.simulator import Simulator, serve
from provisioner.simulator.switches import SWITCHES, Switches, read_switch
from provisioner.simulator.tenant import EMBEDDED_KEY, Key, Queue, Tenant, TenantSetup

__all__ = [
    "EMBEDDED_KEY",
    "SWITCHES",
    "Action",
    "AddMember",
    "Delay",
    "Drip",
    "Drop",
    "Fault",
    "IgnoreWrite",
    "Key",
    "Lag",
    "LoggedRequest",
    "LoseEmbedded",
    "Queue",
    "Raw",
    "Redirect",
    "Reset",
    "SamePage",
    "Shift",
    "Simulator",
    "Status",
    "Store",
    "Switches",
    "Tenant",
    "TenantSetup",
    "Totals",
    "Truncate",
    "read_switch",
    "serve",
]
