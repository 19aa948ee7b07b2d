"""Where notes lie, in the themes that are in use now."""

from __future__ import annotations

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.themes import Placement, Taxonomy


def living_placements(store: Store, taxonomy: Taxonomy) -> dict[str, Placement]:
    """Return every placement by the note's id; what lay in a merged theme lies where it went."""
    placements = {p.note: p for p in store.all(Placement)}
    if not taxonomy.merged:
        return placements
    return {note: _living(placement, taxonomy) for note, placement in placements.items()}


def placed_by(placement: Placement) -> str:
    """Return ``"person"`` or ``"machine"``, and ``""`` where a note is still to be sorted."""
    if placement.locked:
        return "person"
    return "machine" if placement.theme else ""


def _living(placement: Placement, taxonomy: Taxonomy) -> Placement:
    theme = taxonomy.living(placement.theme)
    also = tuple(dict.fromkeys(map(taxonomy.living, placement.also)))
    also = tuple(other for other in also if other != theme)
    if theme == placement.theme and also == placement.also:
        return placement
    return msgspec.structs.replace(placement, theme=theme, also=also)
