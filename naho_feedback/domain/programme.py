"""Who is listened to: sites, roles, workshops, the series of go-lives, headcounts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from naho_feedback.i18n import Localized


class SessionKind(StrEnum):
    """How a sitting collects.

    ``WORKSHOP`` opens and closes once; ``EVENT`` (speech, tour) has attendance only;
    ``PERMANENCE`` (the project house) lasts for years and opens and closes each day.
    """

    WORKSHOP = "workshop"
    EVENT = "event"
    PERMANENCE = "permanence"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the programme as ``naho.toml`` gives it; unknown keys are refused."""


class Site(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One hospital.

    Attributes:
        id: short name without accents, such as ``"lens"``.
        name: as people say it; a proper name has one form in every language.
    """

    id: str
    name: str


class Role(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A broad profession; coarse on purpose, so that nobody is singled out."""

    id: str
    name: Localized


class Workshop(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that people come to.

    Attributes:
        kind: how its sessions collect.
        format: id of the wall's columns, or ``""`` where no notes are taken.
    """

    id: str
    name: Localized
    kind: SessionKind = SessionKind.WORKSHOP
    format: str = ""


class Headcount(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many people work at a site, when that was counted and by whom.

    Attributes:
        site: a site id, or ``"*"`` for all sites together.
        role: a role id, or ``""`` for all roles together.
        count: people.
        date: the day that the figure describes.
        source: where it comes from; printed beside every share.
    """

    site: str
    count: int
    date: dt.date
    source: str
    role: str = ""


class Milestone(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step on the way to a go-live, such as the end of training."""

    name: Localized
    date: dt.date | None = None
    done: bool = False


class GoLive(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of the roll-out.

    Attributes:
        site: where.
        functions: care functions in scope, such as ``medicament`` or ``bloc``.
        date: the day, or None while it is not fixed.
    """

    site: str
    functions: tuple[str, ...] = ()
    date: dt.date | None = None
    milestones: tuple[Milestone, ...] = ()


class SuperUsers(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many super-users of a unit are trained, against how many are wanted.

    Attributes:
        unit: as people say it, such as ``"Réanimation"``.
        site: a site id.
        target: people wanted.
        trained: people trained.
        date: the day that the figures describe.
    """

    unit: str
    site: str
    target: int
    date: dt.date
    trained: int = 0


class TeamMembers(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of the project's own officers come from one profession; never who.

    Attributes:
        profession: as it reads behind the number, such as ``"médecins"``.
        count: people.
    """

    profession: Localized
    count: int


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """Everything above, for one group of hospitals."""

    name: str
    title: Localized
    sites: tuple[Site, ...]
    roles: tuple[Role, ...]
    workshops: tuple[Workshop, ...]
    headcounts: tuple[Headcount, ...] = ()
    go_lives: tuple[GoLive, ...] = ()
    super_users: tuple[SuperUsers, ...] = ()
    team: tuple[TeamMembers, ...] = ()

    def site(self, id: str) -> Site | None:
        """Return the site, or None."""
        return next((site for site in self.sites if site.id == id), None)

    def role(self, id: str) -> Role | None:
        """Return the role, or None."""
        return next((role for role in self.roles if role.id == id), None)

    def workshop(self, id: str) -> Workshop | None:
        """Return the workshop, or None."""
        return next((shop for shop in self.workshops if shop.id == id), None)

    def site_name(self, id: str) -> str:
        """Return the site's name; the id itself where the programme no longer has it."""
        site = self.site(id)
        return site.name if site else id

    def headcount(self, site: str = "*", on: dt.date | None = None) -> Headcount | None:
        """Return the figure for a site (or ``"*"``, all) that was the latest on a day.

        A figure given for ``"*"`` wins over the sum of the sites; a sum is made only when
        every site has a figure. Where all figures are later than ``on``, the earliest counts.

        Args:
            site: a site id or ``"*"``.
            on: the day to look at; None takes the latest figure.
        """
        dated = sorted(
            (h for h in self.headcounts if h.site == site and not h.role), key=lambda h: h.date
        )
        if dated:
            return next((h for h in reversed(dated) if on is None or h.date <= on), dated[0])
        if site != "*":
            return None
        parts = [self.headcount(s.id, on) for s in self.sites]
        known = [part for part in parts if part is not None]
        if not known or len(known) < len(parts):
            return None
        return Headcount(
            site="*",
            count=sum(part.count for part in known),
            date=max(part.date for part in known),
            source=" ; ".join(dict.fromkeys(part.source for part in known)),
        )
