"""Synthèse: the manager's page, readable from the back of the room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import Actor
from naho_feedback.domain.text import one_line, shown
from naho_feedback.domain.views import Selection, View
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_day
from naho_feedback.services.theming import Grouping
from naho_feedback.services.wording import long_day, number
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.pick import PickScreen
from naho_feedback.tui.screens.summary_rows import summary_rows
from naho_feedback.tui.widgets.page import Page, PageScroll

_ALL = "all"


@dataclass(frozen=True)
class _Found:
    """What the page is made of.

    Attributes:
        wrong: why new notes could not be placed, or ``""``.
    """

    view: View
    titles: dict[str, str]
    wrong: str


def _find(naho: Naho, selection: Selection) -> _Found:
    """Place notes that are new, then return the view; a grouper that fails costs no figures."""
    wrong = ""
    try:
        naho.theming.group(only_new=True, actor=Actor.WALL)
    except NahoError as error:
        wrong = str(error)
    titles = {survey.id: str(survey.title) for survey in naho.kiosk.surveys.values()}
    return _Found(naho.gate.view(Audience.MANAGER, selection), titles, wrong)


def _choices(naho: Naho) -> tuple[tuple[str, str], ...]:
    """Return what may be selected: all, each site, each workshop, each session."""
    programme = naho.programme
    sessions = tuple(
        (
            f"session:{session.id}",
            _("{session} · {site} · {day}").format(
                session=naho.capture.session_title(session),
                site=programme.site_name(session.site),
                day=long_day(local_day(session.opened)),
            ),
        )
        for session in naho.capture.sessions()
    )
    return (
        (_ALL, _("Everything")),
        *((f"site:{s.id}", _("Site: {name}").format(name=s.name)) for s in programme.sites),
        *(
            (f"workshop:{w.id}", _("Workshop: {name}").format(name=w.name))
            for w in programme.workshops
        ),
        *sessions,
    )


def _selection(choice: str) -> Selection:
    kind, _colon, value = choice.partition(":")
    return Selection(
        session=value if kind == "session" else "",
        site=value if kind == "site" else "",
        workshop=value if kind == "workshop" else "",
    )


class SummaryScreen(NahoScreen):
    """One page of gated figures; everything on it comes through the gate."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "group", N_("Sort by theme")),
        Binding("s", "select", N_("Part")),
    ]

    _page = query_one("#page", Page)
    _scroll = query_one("#scroll", PageScroll)
    _wrong = query_one("#wrong", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._choice = (_ALL, "")
        self._grouping = False
        self._found: _Found | None = None

    def body(self) -> ComposeResult:
        """Yield the page in its scroller."""
        yield Static(id="wrong", classes="problem")
        with PageScroll(id="scroll"):
            yield Page(id="page")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Summary")

    def screen_place(self) -> str:
        """Return what part of the records is shown."""
        return self._choice[1]

    def help(self) -> Help:
        """Say what the page shows and what it hides."""
        return Help(
            _("What did people say, who has not spoken, and what is asked?"),
            (
                _(
                    "Each theme shows its barriers to the left and its enablers to the right, "
                    "then how many notes, sessions and sites it comes from, and the words that "
                    "decided."
                ),
                _(
                    "A score comes with the range in which it lies, given how many answered. "
                    "Nothing is shown for fewer than {k} people; notes are counted exactly."
                ).format(k=self.naho.thresholds.k_score),
                _(
                    "New notes are sorted by theme when the page opens. Sorting again never "
                    "moves a note that a person placed."
                ),
            ),
        )

    def on_mount(self) -> None:
        """Be ready for the arrows."""
        self._wrong.display = False
        self._scroll.focus()

    def refresh_data(self) -> None:
        """Fetch the page."""
        selection = _selection(self._choice[0])
        self.work(partial(_find, self.naho, selection), self._show, group="summary")

    def _show(self, found: _Found) -> None:
        self._wrong.update(Content(shown(found.wrong)))
        self._wrong.display = bool(found.wrong)
        before, self._found = self._found, found
        if before is None or (before.view, before.titles) != (found.view, found.titles):
            self._page.show(partial(summary_rows, found.view, found.titles))
        self.refresh_bindings()

    async def language_changed(self) -> None:
        """Say everything again."""
        self._found = None
        await super().language_changed()
        self._wrong.display = False
        self._scroll.focus()

    # ---- doing ---------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One sorting at a time."""
        if action == "group":
            return not self._grouping
        return super().check_action(action, parameters)

    def action_group(self) -> None:
        """Let the grouper place all notes again; what a person decided stays."""
        self._grouping = True
        self.refresh_bindings()
        self.say(_("Sorting by theme…"))
        self.write(
            lambda: self.naho.theming.group(actor=Actor.WALL),
            self._grouped,
            failed=self._not_grouped,
            group="group",
            description="sort by theme",
        )

    def _grouped(self, done: Grouping) -> None:
        self._grouping = False
        self.say(
            _(
                "{placed} notes have a theme, {unsorted} are still to be sorted.\n"
                "Changed now: {changed}. Set by a person and kept: {kept}."
            ).format(
                placed=number(done.placed),
                unsorted=number(done.unsorted),
                changed=number(done.changed),
                kept=number(done.kept),
            )
        )
        self.refresh_data()
        self.refresh_bindings()

    def _not_grouped(self, error: NahoError) -> None:
        self._grouping = False
        self.refresh_bindings()
        self.say_error(error)

    def action_select(self) -> None:
        """Choose which part of the records the page is about."""
        self.work(partial(_choices, self.naho), self._ask_part, group="choices")

    def _ask_part(self, choices: tuple[tuple[str, str], ...]) -> None:
        def take(picked: str | None) -> None:
            if picked is not None:
                words = dict(choices).get(picked, "")
                self._choice = (picked, "" if picked == _ALL else one_line(words))
                self.update_header()
                self._scroll.scroll_home(animate=False)
                self.refresh_data()

        self.app.push_screen(PickScreen(_("Which part?"), choices, self._choice[0]), take)
