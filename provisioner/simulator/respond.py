"""From a request to its answer: faults, the service itself, the log."""

from __future__ import annotations

from provisioner.simulator import controls
from provisioner.simulator.distort import bend, meet
from provisioner.simulator.exchange import Answer, Exchange, Request
from provisioner.simulator.problem import Refusal, answer_to
from provisioner.simulator.routes import carry_out
from provisioner.simulator.simulation import Simulation


def respond(simulation: Simulation, request: Request) -> Answer:
    """Answer one request, whatever it is, and log it; the controls are neither logged nor met by faults."""
    if request.path == controls.ROOT or request.path.startswith(f"{controls.ROOT}/"):
        return controls.control(simulation, request)
    exchange = Exchange(request, simulation.faults.fire(request.method, request.path))
    answer = meet(exchange, "before", simulation.stopped) or _served(simulation, exchange)
    answer = meet(exchange, "after", simulation.stopped) or bend(exchange, answer)
    simulation.log.add(exchange, answer)
    return answer


def _served(simulation: Simulation, exchange: Exchange) -> Answer:
    try:
        answer = carry_out(simulation, exchange)
    except Refusal as refusal:
        answer = answer_to(refusal, _shape(simulation, exchange))
    except Exception as error:
        # A caller must get an answer and the connection must live on, whatever went wrong here.
        answer = answer_to(Refusal(500, f"The simulator failed: {error!r}"))
    return answer.with_headers(exchange.limits)


def _shape(simulation: Simulation, exchange: Exchange) -> str:
    """The shape of errors of the tenant a request names, or of the first one."""
    named = simulation.tenant(exchange.request.headers.get("x-8x8-tenant", ""))
    tenant = exchange.tenant or named or next(iter(simulation.tenants), None)
    return tenant.switches.error_shape if tenant else "documented"
