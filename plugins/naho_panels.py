"""The tiles of the dashboard: where things stand, in one look.

A tile gets a gated view and counts of work, and returns lines; the app draws them. Numbers are
written as the reader's language does, thousands parted by U+00A0 in French because terminals
draw the narrow U+202F two cells wide.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar, Final

import msgspec

from naho_feedback.api import (
    Count,
    Hidden,
    Localized,
    OpenSession,
    Panel,
    PanelData,
    PanelLine,
    PluginContext,
    Reach,
    SiteReach,
    ThemeFigure,
    View,
    WorkspaceStatus,
    hookimpl,
)

_NBSP: Final = "\u00a0"
_THEMES_SHOWN: Final = 5
_EVERYBODY: Final = "all"
_HOURS: Final = 24


class _Tile(Panel):
    """What the bundled tiles share: words and numbers in the reader's language."""

    label: ClassVar[Localized]
    """The tile's title."""

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        """Return what the tile shows now."""
        lines = self.lines(view, status)
        return PanelData(
            title=self._context.translate(self.label),
            lines=lines,
            empty="" if lines else self.empty(),
        )

    @abstractmethod
    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:
        """Return the lines, none where there is nothing."""

    @abstractmethod
    def empty(self) -> str:
        """Return what to do where there is nothing."""

    def say(self, fr: str, en: str) -> str:
        """Return the words in the reader's language."""
        return self._context.translate(Localized(fr, en))

    def number(self, value: float, digits: int = 0) -> str:
        """Return ``2 000`` and ``31,5``, or ``2,000`` and ``31.5``."""
        english = f"{value:,.{digits}f}"
        return self.say(english.replace(",", _NBSP).replace(".", ","), english)

    def percent(self, share: float) -> str:
        """Return ``31,5 %`` or ``31.5%``."""
        said = self.number(share * 100, 1)
        return self.say(f"{said}{_NBSP}%", f"{said}%")

    def count(self, count: Count, k: int) -> str:
        """Return a gated count of people."""
        if count.hidden == Hidden.SMALL:
            return self.say(f"moins de {k}", f"fewer than {k}")
        if count.value is None:
            return self.say("masqué", "hidden")
        return self.number(count.value)

    def plural(self, n: float | None, fr: tuple[str, str], en: tuple[str, str]) -> str:
        """Return the singular or plural that goes with a number; plural for a hidden one."""
        many_fr = n is None or abs(n) >= 2
        return self.say(fr[many_fr], en[n != 1])

    def noted(self, n: int) -> str:
        """Return ``27 post-it``, ``27 notes``."""
        said = self.number(n)
        return self.plural(n, (f"{said} post-it",) * 2, (f"{said} note", f"{said} notes"))


class SessionTile(_Tile):
    """The open sessions; opens the wall."""

    name: ClassVar[str] = "session"
    order: ClassVar[int] = 10
    screen: ClassVar[str] = "wall"
    label: ClassVar[Localized] = Localized("Séance ouverte", "Open session")

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        """Return what the tile shows, under a title in the right number."""
        plain = super().data(view, status)
        if len(status.open_sessions) < 2:
            return plain
        return msgspec.structs.replace(plain, title=self.say("Séances ouvertes", "Open sessions"))

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return two lines for each open session, the last opened first."""
        latest = sorted(status.open_sessions, key=lambda s: (-s.since, s.id))
        return tuple(line for session in latest for line in self._session(session))

    def empty(self) -> str:
        """Say to open one."""
        return self.say(
            "Aucune séance ouverte. Ouvrez-en une pour noter les post-it.",
            "No session is open. Open one to type notes.",
        )

    def _session(self, session: OpenSession) -> Iterable[PanelLine]:
        programme = self._context.programme
        workshop = programme.workshop(session.workshop)
        name = self._context.translate(workshop.name) if workshop else session.workshop
        audience = session.audience
        if audience == _EVERYBODY:
            audience = self.say("tous", "everybody")
        place = programme.site_name(session.site) if session.site else ""
        where = " · ".join(part for part in (name, place, audience) if part)
        yield PanelLine(label=where, value=self.noted(session.notes), strong=True)
        # The clock on the wall is what the room goes by.
        since = dt.datetime.fromtimestamp(session.since / 1000, tz=dt.UTC).astimezone()
        opened = self.say(
            f"depuis {since.hour}{_NBSP}h{_NBSP}{since.minute:02}",
            f"since {since.hour}:{since.minute:02}",
        )
        yield PanelLine(label=" · ".join(part for part in (opened, session.format) if part))


class TodayTile(_Tile):
    """Today's visits, notes and answers; opens the door, where visits are counted."""

    name: ClassVar[str] = "today"
    order: ClassVar[int] = 20
    screen: ClassVar[str] = "door"
    label: ClassVar[Localized] = Localized("Aujourd'hui", "Today")

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        """Return the lines, and the notes by hour as a small curve."""
        plain = super().data(view, status)
        hours = view.summary.today.note_hours
        busy = [hour for hour, notes in enumerate(hours) if notes]
        if not plain.lines or not busy:
            return plain
        first, last = busy[0], busy[-1] + 1
        return msgspec.structs.replace(
            plain,
            spark=tuple(hours[first:last]),
            spark_label=self.say(
                f"post-it, {first}{_NBSP}h → {last % _HOURS}{_NBSP}h",
                f"notes, {first}:00 → {last % _HOURS}:00",
            ),
        )

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return one line for each thing that is counted."""
        today, k = view.summary.today, view.k
        visits, answers = today.visits, today.responses
        if not today.notes and visits.value == 0 and answers.value == 0:
            return ()
        return (
            PanelLine(
                label=self.plural(visits.value, ("passage", "passages"), ("visit", "visits")),
                value=self.count(visits, k),
                strong=True,
            ),
            PanelLine(
                label=self.plural(today.notes, ("post-it", "post-it"), ("note", "notes")),
                value=self.number(today.notes),
            ),
            PanelLine(
                label=self.plural(answers.value, ("réponse", "réponses"), ("answer", "answers")),
                value=self.count(answers, k),
            ),
        )

    def empty(self) -> str:
        """Say what to begin with."""
        return self.say(
            "Rien encore aujourd'hui. Comptez les passages, ouvrez une séance.",
            "Nothing yet today. Count visits, open a session.",
        )


class ReachTile(_Tile):
    """Who came, site by site; opens the door."""

    name: ClassVar[str] = "reach"
    order: ClassVar[int] = 30
    screen: ClassVar[str] = "door"
    label: ClassVar[Localized] = Localized("Qui est venu", "Who came")

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return the total, a line for each site, and where the headcount comes from."""
        reach, k = view.summary.reach, view.k
        if reach.came.value == 0:
            return ()
        total = PanelLine(
            label=self._total(reach, k),
            value="" if reach.share is None else self.percent(reach.share),
            strong=True,
        )
        sites = [self._site(site, reach, k) for site in reach.sites]
        source = self._source(reach)
        return (total, *sites, *([PanelLine(label=source)] if source else []))

    def empty(self) -> str:
        """Say to count."""
        return self.say(
            "Aucun passage compté. Comptez-les à l'entrée.", "No visit counted. Count at the door."
        )

    def _total(self, reach: Reach, k: int) -> str:
        came = self.count(reach.came, k)
        n = reach.came.value
        if not reach.unique:
            # Entries are not people: one person may come three times, so no share is said.
            return self.plural(
                n, (f"{came} passage", f"{came} passages"), (f"{came} visit", f"{came} visits")
            )
        people = self.plural(
            n, (f"{came} personne", f"{came} personnes"), (f"{came} person", f"{came} people")
        )
        if not reach.headcount:
            return people
        staff = self.number(reach.headcount)
        return self.say(f"{people} sur {staff}", f"{people} of {staff}")

    def _site(self, site: SiteReach, reach: Reach, k: int) -> PanelLine:
        """Return the line of a site; the bar is its share, or its part of the busiest site."""
        came = self.count(site.came, k)
        if reach.unique:
            staff = f" / {self.number(site.headcount)}" if site.headcount else ""
            bar = None if site.share is None else min(1.0, max(0.0, site.share))
            return PanelLine(label=site.name, value=came + staff, bar=bar)
        most = max((s.came.value or 0 for s in reach.sites), default=0)
        bar = None if site.came.value is None or not most else site.came.value / most
        return PanelLine(label=site.name, value=came, bar=bar)

    def _source(self, reach: Reach) -> str:
        """Return whose headcount the shares rest on, to be read beside them."""
        if reach.share is None or not reach.headcount_source:
            return ""
        day = reach.headcount_date
        if day is None:
            return self.say("effectifs\u00a0: ", "headcount: ") + reach.headcount_source
        # The day first: a narrow tile cuts the end, and a source is known by its beginning.
        when = self.say(
            f"effectifs du {day.day:02}/{day.month:02}/{day.year}\u00a0: ",
            f"headcount of {day.isoformat()}: ",
        )
        return when + reach.headcount_source


class ThemesTile(_Tile):
    """What comes back most; opens the summary."""

    name: ClassVar[str] = "themes"
    order: ClassVar[int] = 40
    screen: ClassVar[str] = "themes"
    label: ClassVar[Localized] = Localized("Ce qui revient", "What comes back")

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return the largest themes, then what is to be sorted, and what is about none."""
        figures = [theme for theme in view.summary.themes if theme.notes]
        named = sorted((t for t in figures if t.id), key=lambda t: (-t.notes, -t.dots, t.label))
        shown = named[:_THEMES_SHOWN] + [theme for theme in figures if not theme.id]
        most = max((theme.notes for theme in named), default=1)
        lines = [self._theme(theme, most) for theme in shown]
        if apart := view.summary.aside:  # no subject: one line, no bar
            said = ", ".join(f"{self.number(t.notes)} {t.label.lower()}" for t in apart)
            lines.append(PanelLine(label=said))
        return tuple(lines)

    def empty(self) -> str:
        """Say where notes come from."""
        return self.say(
            "Aucun post-it encore. Notez-les sur le mur, ils seront rangés par thème.",
            "No note yet. Type them on the wall; they will be sorted by theme.",
        )

    def _theme(self, theme: ThemeFigure, most: int) -> PanelLine:
        if not theme.id:  # no bar: it is no theme, and would flatten the others
            label = self.say("À classer", "To be sorted")
            return PanelLine(label=label, value=self.number(theme.notes))
        bar = theme.notes / most
        sessions, sites = self.number(theme.sessions), self.number(theme.sites)
        value = " · ".join(
            (
                self.number(theme.notes),
                self.say(f"{sessions} s.", f"{sessions} sess."),
                self.plural(
                    theme.sites,
                    (f"{sites} site", f"{sites} sites"),
                    (f"{sites} site", f"{sites} sites"),
                ),
            )
        )
        return PanelLine(label=theme.label, value=value, bar=bar)


class UnheardTile(_Tile):
    """Who has not been heard yet; opens the summary."""

    name: ClassVar[str] = "unheard"
    order: ClassVar[int] = 50
    screen: ClassVar[str] = "summary"
    label: ClassVar[Localized] = Localized("Pas ou peu entendus", "Little or not heard")

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return one line for each."""
        return tuple(PanelLine(label=name) for name in view.summary.unheard)

    def empty(self) -> str:
        """Say that all were heard, or that nobody said who there is."""
        if not self._context.programme.sites:
            return self.say(
                "Décrivez vos sites dans naho.toml.", "Describe your sites in naho.toml."
            )
        return self.say("Chaque site s'est fait entendre.", "Every site has been heard.")


class ToDoTile(_Tile):
    """What waits for somebody; opens the sending screen."""

    name: ClassVar[str] = "todo"
    order: ClassVar[int] = 60
    screen: ClassVar[str] = "send"
    label: ClassVar[Localized] = Localized("À faire", "To do")

    def lines(self, view: View, status: WorkspaceStatus) -> tuple[PanelLine, ...]:  # noqa: ARG002
        """Return what waits, then what is in order: backup and outbox are always said."""
        late, review = status.late_actions, status.to_review
        send, problems = status.to_send, status.problems
        waiting = (
            (
                late,
                ("action en retard", "actions en retard"),
                ("late action", "late actions"),
                "",
            ),
            (
                review,
                ("texte à relire", "textes à relire"),
                ("text to review", "texts to review"),
                "review",
            ),
            (
                send,
                ("envoi en attente", "envois en attente"),
                ("thing to send", "things to send"),
                "",
            ),
            (
                problems,
                ("extension en panne", "extensions en panne"),
                ("plugin failed", "plugins failed"),
                "",
            ),
        )
        lines = [
            PanelLine(
                label=self.plural(n, fr, en),
                value=self.number(n),
                strong=place == 0,
                screen=screen,
            )
            for place, (n, fr, en, screen) in enumerate(waiting)
            if n
        ]
        if not send:
            lines.append(PanelLine(label=self.say("rien à envoyer", "nothing to send")))
        backup = self.say("dernière sauvegarde", "last backup")
        lines.append(PanelLine(label=backup, value=self._ago(status.backup_age)))
        return tuple(lines)

    def empty(self) -> str:
        """Never shown: the backup is always said."""
        return ""

    def _ago(self, seconds: int | None) -> str:
        """Return how long ago, in the largest unit that fits."""
        if seconds is None:
            return self.say("aucune, à faire", "none, to be made")
        for unit, fr, en in ((86_400, "j", "d"), (3_600, "h", "h"), (60, "min", "min")):
            if seconds >= unit:
                n = self.number(seconds // unit)
                return self.say(f"il y a {n}{_NBSP}{fr}", f"{n}{_NBSP}{en} ago")
        return self.say("à l'instant", "just now")


@hookimpl
def register_panels(context: PluginContext) -> Iterable[Panel]:
    """Return the bundled tiles."""
    return (
        SessionTile(context),
        TodayTile(context),
        ReachTile(context),
        ThemesTile(context),
        UnheardTile(context),
        ToDoTile(context),
    )
