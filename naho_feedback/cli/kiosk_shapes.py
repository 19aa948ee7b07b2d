"""What ``naho kiosk log --json`` prints, field by field; ``docs/json.md`` describes it."""

from __future__ import annotations

from naho_feedback.cli.shapes import Out, moment
from naho_feedback.domain.bursts import Burst


class BurstOut(Out, frozen=True, kw_only=True):
    """Questionnaires that came faster than people answer."""

    first: str
    last: str
    receipts: tuple[str, ...]

    @classmethod
    def of(cls, burst: Burst) -> BurstOut:
        """Return the shape of a burst."""
        return cls(
            first=moment(burst.first),
            last=moment(burst.last),
            receipts=tuple(response.receipt for response in burst.responses),
        )


class KioskLogOut(Out, frozen=True, kw_only=True):
    """What came in at kiosks; ``unfinished`` is None for fewer than k people."""

    unfinished: int | None
    bursts: tuple[BurstOut, ...]
