"""The kinds of parts that a programme has, each declared once for screen and commands."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any, Final

from naho_feedback.domain.notes import FORMATS
from naho_feedback.domain.programme import (
    GoLive,
    Headcount,
    Milestone,
    Programme,
    Role,
    SessionKind,
    Site,
    SuperUsers,
    TeamMembers,
    Workshop,
)
from naho_feedback.domain.text import is_blank
from naho_feedback.i18n import N_, Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_fields import Choices, Entry, Field, PartKind, Values
from naho_feedback.services.typed import day_text, typed_day, typed_number
from naho_feedback.services.wording import number
from naho_feedback.workspace.checks import id_for

_ALL_SITES: Final = "*"
_YES: Final = "yes"
_NO: Final = "no"


# ---- choices -------------------------------------------------------------------------------


def _sites(programme: Programme) -> Choices:
    return tuple((site.id, site.name) for site in programme.sites)


def _sites_or_all(programme: Programme) -> Choices:
    return (*_sites(programme), (_ALL_SITES, _("all sites")))


def _roles_or_all(programme: Programme) -> Choices:
    return (("", _("all roles")), *((r.id, str(r.name)) for r in programme.roles))


def _kinds(_programme: Programme) -> Choices:
    return tuple((kind.value, kind_words(kind)) for kind in SessionKind)


def _formats(_programme: Programme) -> Choices:
    return (("", _("no notes")), *((f.id, str(f.name)) for f in FORMATS))


def _go_lives(programme: Programme) -> Choices:
    return tuple(
        (str(place), f"{place}. {programme.site_name(step.site)}")
        for place, step in enumerate(programme.go_lives, 1)
    )


def _yes_no(_programme: Programme) -> Choices:
    return ((_NO, _("no")), (_YES, _("yes")))


def kind_words(kind: SessionKind) -> str:
    """Return what people call the way in which a workshop collects."""
    return {
        SessionKind.WORKSHOP: _("workshop"),
        SessionKind.EVENT: _("event"),
        SessionKind.PERMANENCE: _("permanence"),
    }[kind]


# ---- fields that several kinds have --------------------------------------------------------


def _choice(id: str, label: str, help: str, choices: Callable[[Programme], Choices]) -> Field:
    """Return a field that takes the first choice where it is left out."""
    return Field(id, label, help, Entry.CHOICE, required=False, choices=choices)


_ID: Final = Field(
    "id",
    N_("Short name"),
    N_("Small letters without accents; left out: made from the name. It never changes."),
    required=False,
    once=True,
)
_NAME_FR: Final = Field("name", N_("Name"), N_("In French."))
_NAME_EN: Final = Field("name_en", N_("Name in English"), N_("Left out: the same."), required=False)
_SITE: Final = Field("site", N_("Site"), N_("The site."), Entry.CHOICE, choices=_sites)
_DATE: Final = Field("date", N_("Date"), N_("The day that the figure describes."), Entry.DAY)


def _name(values: Values) -> Localized:
    return Localized(values["name"], values["name_en"] or values["name"])


def _name_values(name: Localized) -> dict[str, str]:
    return {"name": name.fr, "name_en": "" if name.en == name.fr else name.en}


def _id(values: Values, taken: Container[str]) -> str:
    return values["id"] or id_for(values["name"], taken)


def _day_words(part: GoLive | Milestone) -> str:
    return day_text(part.date) if part.date else _("no date yet")


# ---- kinds ---------------------------------------------------------------------------------


class SiteKind(PartKind[Site]):
    """Hospitals."""

    name = "site"
    list = "sites"
    title = N_("Sites")
    about = N_("The hospitals that the programme speaks to; each has a row at the door.")
    columns = (N_("Name"), N_("Short name"), N_("Headcount"))
    fields = (Field("name", N_("Name"), N_("As people say it.")), _ID)

    def values(self, part: Site) -> dict[str, str]:
        """Return name and id."""
        return {"name": part.name, "id": part.id}

    def cells(self, part: Site, programme: Programme) -> tuple[str, ...]:
        """Return name, id and the latest headcount."""
        staff = programme.headcount(part.id)
        return (part.name, part.id, number(staff.count) if staff else "")

    def make(self, values: Values, programme: Programme) -> Site:
        """Return the site."""
        return Site(id=_id(values, {s.id for s in programme.sites}), name=values["name"])


class RoleKind(PartKind[Role]):
    """Broad professions."""

    name = "role"
    list = "roles"
    title = N_("Roles")
    about = N_("Broad families, on purpose: nobody should be alone in a figure.")
    columns = (N_("Name"), N_("Name in English"), N_("Short name"))
    fields = (_NAME_FR, _NAME_EN, _ID)

    def values(self, part: Role) -> dict[str, str]:
        """Return names and id."""
        return {**_name_values(part.name), "id": part.id}

    def cells(self, part: Role, programme: Programme) -> tuple[str, ...]:  # noqa: ARG002
        """Return names and id."""
        return (part.name.fr, part.name.en, part.id)

    def make(self, values: Values, programme: Programme) -> Role:
        """Return the role."""
        return Role(id=_id(values, {r.id for r in programme.roles}), name=_name(values))


class WorkshopKind(PartKind[Workshop]):
    """What people come to."""

    name = "workshop"
    list = "workshops"
    title = N_("Workshops")
    about = N_("What people come to. An event counts people and takes no notes.")
    columns = (N_("Name"), N_("Kind"), N_("Columns of the wall"))
    fields = (
        _NAME_FR,
        _NAME_EN,
        Field(
            "kind", N_("Kind"), N_("How it collects."), Entry.CHOICE, required=False, choices=_kinds
        ),
        _choice("format", N_("Columns"), N_("The columns of its wall."), _formats),
        _ID,
    )

    def values(self, part: Workshop) -> dict[str, str]:
        """Return names, kind, format and id."""
        plain = {"kind": part.kind.value, "format": part.format, "id": part.id}
        return {**_name_values(part.name), **plain}

    def cells(self, part: Workshop, programme: Programme) -> tuple[str, ...]:
        """Return name, kind and the wall's columns."""
        format_ = dict(_formats(programme)).get(part.format, part.format)
        return (str(part.name), kind_words(part.kind), format_)

    def make(self, values: Values, programme: Programme) -> Workshop:
        """Return the workshop."""
        return Workshop(
            id=_id(values, {w.id for w in programme.workshops}),
            name=_name(values),
            kind=SessionKind(values["kind"]),
            format=values["format"],
        )


class HeadcountKind(PartKind[Headcount]):
    """How many people work where."""

    name = "headcount"
    list = "headcounts"
    title = N_("Headcounts")
    about = N_("How many people work there. Date and source are printed beside every share.")
    columns = (N_("Site"), N_("Role"), N_("People"), N_("Date"), N_("Source"))
    fields = (
        Field(
            "site",
            N_("Site"),
            N_("The site; * for all sites together."),
            Entry.CHOICE,
            choices=_sites_or_all,
        ),
        _choice("role", N_("Role"), N_("Left out: all."), _roles_or_all),
        Field("count", N_("People"), N_("How many."), Entry.NUMBER),
        _DATE,
        Field("source", N_("Source"), N_("Where the figure comes from.")),
    )

    def values(self, part: Headcount) -> dict[str, str]:
        """Return all fields."""
        return {
            "site": part.site,
            "role": part.role,
            "count": str(part.count),
            "date": part.date.isoformat(),
            "source": part.source,
        }

    def cells(self, part: Headcount, programme: Programme) -> tuple[str, ...]:
        """Return site, role, count, day and source."""
        site = dict(_sites_or_all(programme)).get(part.site, part.site)
        role = dict(_roles_or_all(programme)).get(part.role, part.role)
        return (site, role, number(part.count), day_text(part.date), part.source)

    def make(self, values: Values, programme: Programme) -> Headcount:  # noqa: ARG002
        """Return the headcount."""
        return Headcount(
            site=values["site"],
            role=values["role"],
            count=typed_number(values["count"]),
            date=typed_day(values["date"]),
            source=values["source"],
        )


class GoLiveKind(PartKind[GoLive]):
    """The steps of the roll-out."""

    name = "go-live"
    list = "go_lives"
    title = N_("Go-lives")
    about = N_("The steps of the roll-out in their order, each with its care functions.")
    columns = (N_("Site"), N_("Date"), N_("Care functions"), N_("Milestones"))
    fields = (
        _SITE,
        Field("date", N_("Date"), N_("Left out: not fixed yet."), Entry.DAY, required=False),
        Field(
            "functions",
            N_("Care functions"),
            N_("What changes on that day, with commas between, such as: medicament, bloc"),
            required=False,
        ),
    )

    def values(self, part: GoLive) -> dict[str, str]:
        """Return site, date and functions."""
        date = part.date.isoformat() if part.date else ""
        return {"site": part.site, "date": date, "functions": ", ".join(part.functions)}

    def cells(self, part: GoLive, programme: Programme) -> tuple[str, ...]:
        """Return site, day, functions, and how many milestones are behind."""
        done = sum(step.done for step in part.milestones)
        steps = f"{done} / {len(part.milestones)}" if part.milestones else ""
        site = programme.site_name(part.site)
        return (site, _day_words(part), ", ".join(part.functions), steps)

    def make(self, values: Values, programme: Programme) -> GoLive:  # noqa: ARG002
        """Return the go-live, without milestones."""
        named = [name for name in values["functions"].split(",") if not is_blank(name)]
        return GoLive(
            site=values["site"],
            date=typed_day(values["date"]) if values["date"] else None,
            functions=tuple(dict.fromkeys(id_for(name, ()) for name in named)),
        )


class MilestoneKind(PartKind[Milestone]):
    """Steps on the way to a go-live; each is called ``1.2``: the second one of the first."""

    name = "milestone"
    list = "go_lives"
    title = N_("Milestones")
    about = N_("What must be done before a go-live, such as the end of training.")
    columns = (N_("Go-live"), N_("Milestone"), N_("Date"), N_("Done"))
    fields = (
        Field(
            "go_live",
            N_("Go-live"),
            N_("The go-live's number."),
            Entry.CHOICE,
            once=True,
            choices=_go_lives,
        ),
        _NAME_FR,
        _NAME_EN,
        Field("date", N_("Date"), N_("Left out: not fixed yet."), Entry.DAY, required=False),
        _choice("done", N_("Done"), N_("yes or no."), _yes_no),
    )

    def parts(self, programme: Programme) -> Sequence[tuple[str, Milestone]]:
        """Return the milestones of all go-lives."""
        return [
            (f"{place}.{number_}", milestone)
            for place, step in enumerate(programme.go_lives, 1)
            for number_, milestone in enumerate(step.milestones, 1)
        ]

    def values(self, part: Milestone) -> dict[str, str]:
        """Return all fields but the go-live."""
        date = part.date.isoformat() if part.date else ""
        return {**_name_values(part.name), "date": date, "done": _YES if part.done else _NO}

    def cells(self, part: Milestone, programme: Programme) -> tuple[str, ...]:
        """Return the go-live's site, name, day and state."""
        word = next((word for word, found in self.parts(programme) if found is part), "")
        site = programme.go_lives[int(word.partition(".")[0]) - 1].site if word else ""
        done = "✓" if part.done else ""
        return (programme.site_name(site), str(part.name), _day_words(part), done)

    def make(self, values: Values, programme: Programme) -> Milestone:  # noqa: ARG002
        """Return the milestone."""
        return Milestone(
            name=_name(values),
            date=typed_day(values["date"]) if values["date"] else None,
            done=values["done"] == _YES,
        )


class SuperUsersKind(PartKind[SuperUsers]):
    """Super-users trained, unit by unit."""

    name = "super-users"
    list = "super_users"
    title = N_("Super-users")
    about = N_("How many are trained in each unit, of how many wanted; the latest figure counts.")
    columns = (N_("Unit"), N_("Site"), N_("Trained"), N_("Date"))
    fields = (
        Field("unit", N_("Unit"), N_("As people say it.")),
        _SITE,
        Field("target", N_("Wanted"), N_("How many super-users are wanted."), Entry.NUMBER),
        Field("trained", N_("Trained"), N_("How many are trained."), Entry.NUMBER),
        _DATE,
    )

    def values(self, part: SuperUsers) -> dict[str, str]:
        """Return all fields."""
        return {
            "unit": part.unit,
            "site": part.site,
            "target": str(part.target),
            "trained": str(part.trained),
            "date": part.date.isoformat(),
        }

    def cells(self, part: SuperUsers, programme: Programme) -> tuple[str, ...]:
        """Return unit, site, trained of wanted, and the day."""
        trained = f"{number(part.trained)} / {number(part.target)}"
        return (part.unit, programme.site_name(part.site), trained, day_text(part.date))

    def make(self, values: Values, programme: Programme) -> SuperUsers:  # noqa: ARG002
        """Return the figures."""
        return SuperUsers(
            unit=values["unit"],
            site=values["site"],
            target=typed_number(values["target"]),
            trained=typed_number(values["trained"]),
            date=typed_day(values["date"]),
        )


class TeamKind(PartKind[TeamMembers]):
    """The project's own officers, profession by profession."""

    name = "team"
    list = "team"
    title = N_("Team")
    about = N_("The project officers as a count by profession; nobody's name.")
    columns = (N_("Profession"), N_("In English"), N_("People"))
    fields = (
        Field(
            "profession",
            N_("Profession"),
            N_("As it reads after the number: médecins"),
        ),
        Field(
            "profession_en",
            N_("In English"),
            N_("Left out: the same."),
            required=False,
        ),
        Field("count", N_("People"), N_("How many."), Entry.NUMBER),
    )

    def values(self, part: TeamMembers) -> dict[str, str]:
        """Return all fields."""
        words = part.profession
        english = "" if words.en == words.fr else words.en
        return {"profession": words.fr, "profession_en": english, "count": str(part.count)}

    def cells(self, part: TeamMembers, programme: Programme) -> tuple[str, ...]:  # noqa: ARG002
        """Return the profession in both languages and how many."""
        return (part.profession.fr, part.profession.en, number(part.count))

    def make(self, values: Values, programme: Programme) -> TeamMembers:  # noqa: ARG002
        """Return the members."""
        french = values["profession"]
        return TeamMembers(
            profession=Localized(french, values["profession_en"] or french),
            count=typed_number(values["count"]),
        )


KINDS: Final[tuple[PartKind[Any], ...]] = (
    SiteKind(),
    RoleKind(),
    WorkshopKind(),
    HeadcountKind(),
    GoLiveKind(),
    MilestoneKind(),
    SuperUsersKind(),
    TeamKind(),
)
