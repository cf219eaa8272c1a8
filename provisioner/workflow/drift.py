"""`drift`: where the tenant departs from the files, and which side moved since the last apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from provisioner.config.collector import collector_paused
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import TenantError
from provisioner.model.configuration import Configuration
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.plan.drift import Drift, drift_of
from provisioner.plan.guards import Review, refuse_missing_resources
from provisioner.plan.sightings import Earlier, Since, since
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.earlier import EarlierReport, load_earlier
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import Prepared, configured, prepare
from provisioner.workflow.tenant import reached

__all__ = ["Detected", "DriftUnknown", "EarlierReport", "detect", "load_earlier"]


@record
class Detected:
    """The drift of one environment at one time (ISO, UTC), and beside an earlier report, if one was given."""

    drift: Drift
    time: str
    since: Since | None = None


class DriftUnknown(TenantError):
    """The tenant could not be read completely: nothing is known but what was known `earlier`.

    `code` is the exit code of what prevented it.
    """

    def __init__(
        self, error: TenantError, environment: Environment, time: str, earlier: Earlier | None
    ) -> None:
        super().__init__(*error.diagnostics)
        self.code = error.exit_code
        self.environment = environment
        self.time = time
        self.earlier = earlier


def detect(options: Options, report: EarlierReport | None = None) -> Detected:
    """Read the files, the state and the tenant; no guard refuses to look.

    Raises DriftUnknown when a read is not complete, ConfigurationError when `report` is about another tenant.
    """
    time = datetime.fromtimestamp(options.now(), UTC).isoformat(timespec="seconds")
    with collector_paused():
        configuration = configured(options)
        environment = configuration.environment
        earlier = report.about(environment) if report else None
        try:
            with reached(options, environment) as tenancy:
                load_state = partial(remembered, store_of(options), environment)
                prepared = prepare(options, configuration, load_state, tenancy)
        except TenantError as error:
            raise DriftUnknown(error, environment, time, earlier) from None
    notices = (*prepared.plan.notices, *_suspicion(prepared, configuration, options))
    if report and earlier is None:
        notices = (*notices, _not_told(report, environment))
    drift = drift_of(replace(prepared.plan, notices=notices))
    return Detected(drift, time, since(earlier, drift, time) if earlier else None)


def _suspicion(prepared: Prepared, configuration: Configuration, options: Options) -> Iterator[Diagnostic]:
    """What makes apply refuse an almost empty tenant is no drift to be put back without a thought."""
    review = Review(
        prepared.plan,
        configuration,
        prepared.state,
        prepared.snapshot,
        RESOURCE_TYPES,
        replace(options.allowances, missing=False),
    )
    hint = "check tenant.id and the key's products before anything is created anew"
    for one in refuse_missing_resources(review):
        yield replace(one, severity=Severity.WARNING, hint=hint)


def _not_told(report: EarlierReport, environment: Environment) -> Diagnostic:
    summary = f"{report.file} tells nothing of {environment.name}: what departs counts as seen now"
    return Diagnostic(summary, severity=Severity.NOTICE)
