"""Bursts: more questionnaires at one laptop within a few seconds than people could answer.

They are told to the team and never left out by themselves: nobody knows who it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Response

LEAST: Final = 5
"""Fewer in a row than this are no burst: one person may answer for a colleague too."""
APART_MS: Final = 10_000
"""Who walks up, reads and answers takes longer than this."""


class Burst(msgspec.Struct, frozen=True):
    """Questionnaires that came faster than people do.

    Attributes:
        first: when the first one was finished, Unix time in milliseconds.
        last: when the last one was.
        responses: the answers, oldest first.
    """

    first: int
    last: int
    responses: tuple[Response, ...]


def bursts(responses: Iterable[Response]) -> list[Burst]:
    """Return the bursts among the answers of kiosks, oldest first; each laptop for itself."""
    laptops: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        if response.origin == Origin.KIOSK:
            laptops[response.id.rpartition("-")[0]].append(response)
    found = [
        Burst(run[0].at, run[-1].at, tuple(run))
        for given in laptops.values()
        for run in _runs(sorted(given, key=lambda r: r.at))
        if len(run) >= LEAST
    ]
    return sorted(found, key=lambda burst: burst.first)


def _runs(given: Iterable[Response]) -> Iterator[list[Response]]:
    """Yield answers that follow each other closely, in time's order."""
    run: list[Response] = []
    for response in given:
        if run and response.at - run[-1].at >= APART_MS:
            yield run
            run = []
        run.append(response)
    if run:
        yield run
