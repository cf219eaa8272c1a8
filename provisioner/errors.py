"""Every error the tool raises on purpose; each knows its exit code.

ProvisionerError                1   failed, nothing was changed
|-- UsageError                 64   wrong flags or arguments
|-- ConfigurationError         78   a file is wrong
|-- StateError                 78   a state file is wrong or belongs to something else
|-- TenantError                69   unreachable, or a read that is not complete
|   `-- CredentialError        77   key missing, refused, or without the permission
|-- LockedError                 4   somebody else holds the lock
|-- BrokenOffError              3   a defect ended an apply that had begun to write
|-- RefusedError                6   a guard, or a plan that no longer holds
|-- StateNotSavedError          7   written, but state or lock could not be saved
|   `-- StateTakenError         7   another run saved this state in between
`-- StoppedError          129-143   stopped by a signal, saved
"""

from __future__ import annotations

from provisioner.diagnostics import Diagnostic

GRAVEST_FIRST = (7, 5, 3, 129, 130, 143, 1, 69, 77, 78, 64, 4, 6, 2, 0)
"""Exit codes in the order in which one stands for others."""


class ProvisionerError(Exception):
    """An error with one or more diagnostics; a bare text becomes a diagnostic's summary."""

    exit_code = 1

    def __init__(self, *what: Diagnostic | str) -> None:
        self.diagnostics = tuple(Diagnostic(one) if isinstance(one, str) else one for one in what)
        super().__init__("; ".join(diagnostic.summary for diagnostic in self.diagnostics))


def gravity(exit_code: int) -> int:
    """Sorts exit codes, the gravest first."""
    return GRAVEST_FIRST.index(exit_code)


class UsageError(ProvisionerError):
    exit_code = 64


class ConfigurationError(ProvisionerError):
    exit_code = 78


class StateError(ProvisionerError):
    exit_code = 78


class TenantError(ProvisionerError):
    exit_code = 69


class CredentialError(TenantError):
    exit_code = 77


class LockedError(ProvisionerError):
    exit_code = 4


class BrokenOffError(ProvisionerError):
    """Raised from the defect itself, of which only its name and its place may be told."""

    exit_code = 3


class RefusedError(ProvisionerError):
    exit_code = 6


class StateNotSavedError(ProvisionerError):
    exit_code = 7


class StateTakenError(StateNotSavedError):
    pass


class StoppedError(ProvisionerError):
    """A signal ended the run after its state was saved; `signal_number` decides the exit code."""

    def __init__(self, signal_number: int, *what: Diagnostic | str) -> None:
        super().__init__(*what)
        self.exit_code = 128 + signal_number
