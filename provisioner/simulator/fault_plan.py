"""The injected faults, and how many requests each has seen."""

from __future__ import annotations

from threading import Lock

from provisioner.simulator.fault import Fault


class FaultPlan:
    """Counts matching requests per fault; safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: list[tuple[Fault, int]] = []

    def inject(self, fault: Fault) -> None:
        """Add a fault; it counts requests from now on."""
        with self._lock:
            self._seen.append((fault, 0))

    def clear(self) -> None:
        """Forget every fault."""
        with self._lock:
            self._seen.clear()

    @property
    def faults(self) -> tuple[tuple[Fault, int], ...]:
        """Every fault with the number of matching requests so far, in order of injection."""
        with self._lock:
            return tuple(self._seen)

    def fire(self, method: str, path: str) -> tuple[Fault, ...]:
        """Count one request and return the faults it meets, in order of injection."""
        with self._lock:
            matching = [fault.matches(method, path) for fault, _ in self._seen]
            self._seen = [
                (fault, seen + match) for (fault, seen), match in zip(self._seen, matching, strict=True)
            ]
            return tuple(
                fault
                for (fault, seen), match in zip(self._seen, matching, strict=True)
                if match and _open(fault, seen)
            )


def _open(fault: Fault, seen: int) -> bool:
    return seen >= fault.nth and (fault.times is None or seen < fault.nth + fault.times)
