"""Regroupings on the screen of themes, and what was done to a theme."""

from __future__ import annotations

from functools import partial

from naho_feedback.bootstrap import Naho
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.regrouping import Accepted, Regrouping
from naho_feedback.services.theme_words import told
from naho_feedback.services.themes import ThemeStep
from naho_feedback.services.wording import fallback_notice, moment, number
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.themes_names import ThemeNames
from naho_feedback.tui.screens.themes_regroup import RegroupScreen, summed_up
from naho_feedback.tui.widgets.theme_diff import Choice


class ThemeProposals(ThemeNames):
    """A screen that asks what would change, shows it, and does what people agreed to.

    Args:
        naho: the workspace's services.
    """

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._thinking = False
        self._fell_back = ""
        self._told: Regrouping | None = None
        self._sort_anew = False

    def say_counts(self) -> None:
        """Say how much is shown; given by the screen."""

    def thinking_words(self) -> str:
        """Return the calm sign that the machine is at work, or ``""``."""
        return _("the machine reads all notes…") if self._thinking else ""

    def look_whether_due(self) -> None:
        """Let a regrouping be proposed once enough new notes have come; nothing is applied."""
        desk = self.naho.theme_desk
        if desk.is_due and not self._thinking and desk.proposed is None:
            self._propose(pressed=-1)

    def tell_waiting(self) -> None:
        """Say once that a proposal waits, wherever it was made."""
        waiting = self.naho.theme_desk.proposed
        if waiting is not None and waiting is not self._told:
            self._told = waiting
            self.tell(_("{what}: r shows it.").format(what=summed_up(waiting)))

    def on_screen_resume(self) -> None:
        """Say what waits; it may have been proposed at the wall meanwhile."""
        if self.naho.is_open:
            self.tell_waiting()

    def regroup(self) -> None:
        """Show the proposal that waits, else ask for one; sorting goes on meanwhile."""
        self.close_offer()
        waiting = self.naho.theme_desk.proposed
        if waiting is not None:
            self._show_proposal(waiting)
        elif not self._thinking:
            self._propose(pressed=self.grid.pressed)

    def _propose(self, *, pressed: int) -> None:
        self._thinking = True
        self.say_counts()
        self.work(
            self.naho.theme_desk.propose,
            partial(self._proposed, pressed),
            group="regroup",
            failed=self._not_proposed,
            description="propose a regrouping",
        )

    def _not_proposed(self, error: NahoError) -> None:
        self._thinking = False
        self.say_counts()
        self.say_error(error)

    def _proposed(self, pressed: int, regrouping: Regrouping) -> None:
        self._thinking = False
        self.say_counts()
        if regrouping.instead_of and regrouping.instead_of != self._fell_back:
            self._fell_back = regrouping.instead_of  # once, not at every proposal
            self.say(fallback_notice(regrouping.instead_of), "warning")
        if regrouping.is_empty:
            if pressed >= 0:
                self.tell(_("Nothing would change."))
        elif pressed == self.grid.pressed and self.is_current:
            self._show_proposal(regrouping)  # whoever asked has waited for it
        else:
            self.tell_waiting()

    def _show_proposal(self, regrouping: Regrouping) -> None:
        self._told = regrouping
        rows = self.grid.rows
        wanted = {move.note for move in regrouping.all_moves}
        wanted |= {note for theme in regrouping.themes for note in theme.found.central}
        texts = {id_: row.note.text for id_ in wanted if (row := rows.row(id_)) is not None}

        def chosen(choice: Choice | None) -> None:
            if choice is not None:
                self._agreed(regrouping, choice)
            else:
                self.tell(_("Nothing has changed; r shows it again."))

        self.app.push_screen(RegroupScreen(regrouping, self._names, texts), chosen)

    def _agreed(self, regrouping: Regrouping, choice: Choice) -> None:
        desk = self.naho.theme_desk

        def task() -> Accepted:
            accepted = desk.accept(
                regrouping, notes=choice.notes, themes=choice.themes, names=choice.names
            )
            if choice.refused_notes or choice.refused_themes:
                desk.refuse(regrouping, notes=choice.refused_notes, themes=choice.refused_themes)
            return accepted

        self.write_next(task, self._accepted, doing="accept a regrouping")

    def _accepted(self, accepted: Accepted) -> None:
        moved = len(accepted.before)
        if not moved:
            self.tell(_("Nothing has changed."))
            return
        self.grid.remember("")
        self._sort_anew = True  # so much moved that the old order means nothing any more
        said = ngettext(
            "{n} note moved. u takes it back.", "{n} notes moved. u takes it back.", moved
        )
        self.tell(said.format(n=number(moved)))

    # ---- history -------------------------------------------------------------------------

    def show_history(self, theme: str) -> None:
        """Show where a theme comes from and what people did to it."""
        self.work(
            partial(self.naho.themes.history, theme),
            partial(self._show_history, theme),
            group="history",
        )

    def _show_history(self, theme: str, steps: list[ThemeStep]) -> None:
        from naho_feedback.tui.screens.help import HelpScreen

        taxonomy, today = self.naho.taxonomy, self.naho.clock.today()
        lines = [
            _("{when}: {what}").format(
                when=moment(local_time(step.at), today), what=told(step, taxonomy)
            )
            for step in steps
        ]
        known = taxonomy.theme(theme)
        if known is not None and str(known.definition):
            lines.insert(0, str(known.definition))
        if not steps:
            lines.append(_("Nobody changed it so far."))
        page = Help(_("Where does this theme come from?"), tuple(lines))
        self.app.push_screen(HelpScreen(self._names.get(theme, theme), page, ()))
