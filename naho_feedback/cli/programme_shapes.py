"""What ``--json`` prints of the programme and of the door; see :mod:`naho_feedback.cli.shapes`."""

from __future__ import annotations

import msgspec

from naho_feedback.cli.shapes import Out
from naho_feedback.domain.programme import (
    GoLive,
    Headcount,
    Programme,
    Role,
    Site,
    SuperUsers,
    TeamMembers,
    Workshop,
)
from naho_feedback.i18n import Localized
from naho_feedback.services.door import DoorCounts


class ProgrammeOut(Out, frozen=True, kw_only=True):
    """Who is listened to, as ``naho.toml`` says it."""

    name: str
    title: Localized
    sites: tuple[Site, ...]
    roles: tuple[Role, ...]
    workshops: tuple[Workshop, ...]
    headcounts: tuple[Headcount, ...]
    go_lives: tuple[GoLive, ...]
    super_users: tuple[SuperUsers, ...]
    team: tuple[TeamMembers, ...]

    @classmethod
    def of(cls, programme: Programme) -> ProgrammeOut:
        """Return the shape of a programme."""
        return cls(**msgspec.structs.asdict(programme))


class DoorCellOut(Out, frozen=True, kw_only=True):
    """The entries of one site and role."""

    site: str
    role: str
    count: int


class DoorOut(Out, frozen=True, kw_only=True):
    """The entries of one day, exactly as they were counted."""

    day: str
    total: int
    people: bool
    cells: tuple[DoorCellOut, ...]

    @classmethod
    def of(cls, counts: DoorCounts) -> DoorOut:
        """Return the shape of a day at the door."""
        return cls(
            day=counts.day,
            total=counts.total,
            people=bool(counts.declared),
            cells=tuple(
                DoorCellOut(site=site, role=role, count=count)
                for (site, role), count in sorted(counts.cells.items())
            ),
        )
