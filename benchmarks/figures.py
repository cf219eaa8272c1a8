"""What one program cost, and two programs beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import median

from benchmarks.case import Case


@dataclass(frozen=True, slots=True)
class Figures:
    """One run, or the medians of several: seconds, and the peak of resident memory in bytes (0: not known).

    `requests` counts calls that were answered, also the `refused` ones (429); `writes` those that changed
    something; `duplicates` resources that bear a name already taken.
    """

    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    requests: float = 0
    writes: float = 0
    refused: float = 0
    duplicates: float = 0

    @classmethod
    def median(cls, runs: Sequence[Figures]) -> Figures:
        """Figure by figure."""
        return cls(**{one.name: median(getattr(run, one.name) for run in runs) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class Measurement:
    """One case: the product beside the least it could have cost."""

    case: Case
    least: Figures
    product: Figures
    repetitions: int

    @classmethod
    def of(cls, case: Case, runs: Sequence[tuple[Figures, Figures]]) -> Measurement:
        """The medians of runs made turn by turn."""
        least, product = (Figures.median([run[side] for run in runs]) for side in (0, 1))
        return cls(case, least, product, len(runs))

    @property
    def wall_ratio(self) -> float:
        return self.product.wall / self.least.wall
