"""What people do to themes at the wall: names, merges, words; and regroupings that are due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from textual import on

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.themes import Theme
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.regrouping import Regrouping
from naho_feedback.services.theme_desk import TakenBack
from naho_feedback.services.wording import fallback_notice
from naho_feedback.tui.screens.wall_moves import WallMoves
from naho_feedback.tui.screens.wall_reading import quoted, theme_heads
from naho_feedback.tui.widgets.theme_line import ThemeLine
from naho_feedback.tui.widgets.wall import WallView

R = TypeVar("R")

_RENAME: Final = "rename"
_MERGE: Final = "merge"


class WallThemes(WallMoves):
    """A screen with a wall whose themes are named, merged and taught words.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    def __init__(self, naho: Naho, session_id: str = "") -> None:
        super().__init__(naho, session_id)
        self._deeds: list[object] = []
        self._named = ""
        self._fell_back = ""

    def show_theme_names(self) -> None:
        """Show the themes under their names of now, wherever they were changed."""
        heads = theme_heads(self.naho.taxonomy)
        if heads != self.wall.theme_heads:
            self.wall.rename_themes(heads)

    def _name_of(self, theme: str) -> str:
        return next((head.name for head in self.wall.theme_heads if head.id == theme), theme)

    # ---- writing, and taking back --------------------------------------------------------

    def write_next(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all writes asked for before; what came last is undone first."""
        self._deeds = []
        super().write_next(task, then, doing=doing, failed=failed)

    def _write_theme(
        self,
        task: Callable[[], R],
        then: Callable[[R], str],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Change a theme; ``then`` returns the sentence about it."""
        deeds, desk = self._deeds, self.naho.theme_desk

        def done(result: R) -> None:
            self._deeds = [*deeds, desk.latest]
            self.tell(then(result))
            self.refresh_data()

        self.write_next(task, done, doing=doing, failed=failed)

    def take_back_theme(self) -> bool:
        """Take back what was done to a theme here if that came last; return whether it did."""
        desk = self.naho.theme_desk
        if not self._deeds or desk.latest is not self._deeds[-1]:
            return False
        deeds = self._deeds[:-1]

        def undone(taken: TakenBack) -> None:
            self._deeds = deeds
            self.tell(taken.said)
            self.refresh_data()

        self.write_next(desk.take_back, undone, doing="undo")
        return True

    # ---- names and merges ----------------------------------------------------------------

    @on(WallView.HeadAsked)
    def _ask_what(self, message: WallView.HeadAsked) -> None:
        """Show what can be done to the theme whose head was clicked."""
        message.stop()
        from naho_feedback.tui.screens.pick import PickScreen

        theme = message.theme
        choices = ((_RENAME, _("Rename the theme")), (_MERGE, _("Merge the theme")))

        def picked(choice: str | None) -> None:
            if choice == _RENAME:
                self._ask_name(theme)
            elif choice == _MERGE:
                self._pick_whole(theme)

        self.app.push_screen(PickScreen(self._name_of(theme), choices), picked)

    @on(WallView.RenameAsked)
    def _rename(self, message: WallView.RenameAsked) -> None:
        message.stop()
        self._ask_name(message.theme)

    def _ask_name(self, theme: str) -> None:
        self._named = theme
        name = self._name_of(theme)
        self.query_one(ThemeLine).ask(_RENAME, _("Name of {theme}").format(theme=name), name)

    @on(ThemeLine.Typed)
    def _name_typed(self, message: ThemeLine.Typed) -> None:
        message.stop()

    @on(ThemeLine.Answered)
    def _name_answered(self, message: ThemeLine.Answered) -> None:
        message.stop()
        self.query_one(ThemeLine).close(self.wall)
        theme, words = self._named, message.words
        if words is None or words.strip() == self._name_of(theme):
            return
        desk = self.naho.theme_desk

        def refused(error: NahoError) -> None:
            self.tell(f"{error.message} {error.hint}".strip(), "problem")
            self._ask_name(theme)
            self.query_one(ThemeLine).field.value = words

        def said(renamed: Theme) -> str:
            return _("It is called {theme} now.").format(theme=quoted(str(renamed.label)))

        self._write_theme(
            lambda: desk.rename(theme, words), said, doing="rename a theme", failed=refused
        )

    @on(WallView.MergeAsked)
    def _merge(self, message: WallView.MergeAsked) -> None:
        message.stop()
        self._pick_whole(message.theme)

    def _pick_whole(self, theme: str) -> None:
        """Let the theme be picked that another one becomes a part of."""
        from naho_feedback.tui.screens.theme_pick import ThemePick

        desk, name = self.naho.theme_desk, self._name_of(theme)
        choices = tuple(
            (head.id, head.name) for head in self.wall.theme_heads if head.id not in ("", theme)
        )

        def said(stays: Theme) -> str:
            words = _("{theme} is part of {other} now.")
            return words.format(theme=quoted(name), other=quoted(str(stays.label)))

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._write_theme(lambda: desk.merge(theme, choice), said, doing="merge themes")

        title = _("{theme} becomes part of").format(theme=name)
        self.app.push_screen(ThemePick(title, choices), picked)

    # ---- words of this house -------------------------------------------------------------

    @on(WallView.WordAsked)
    def _ask_word(self, message: WallView.WordAsked) -> None:
        """Let a word of the note be picked, or another one typed, that speaks of its theme."""
        message.stop()
        from naho_feedback.tui.screens.theme_pick import ThemePick
        from naho_feedback.tui.screens.themes_names import note_words

        placement = self.wall.contents.placements.get(message.note.id)
        theme = placement.theme if placement is not None else ""
        if not theme:
            return
        desk, name = self.naho.theme_desk, self._name_of(theme)
        words = [w for w in note_words(message.note.text) if not self.naho.taxonomy.knows(w)]

        def said(word: str) -> str:
            return _("{word} now speaks of {theme}.").format(word=quoted(word), theme=quoted(name))

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._write_theme(lambda: desk.add_word(theme, choice), said, doing="teach a word")

        title = _("A word that speaks of {theme}").format(theme=name)
        choices = tuple((word, word) for word in words)
        self.app.push_screen(ThemePick(title, choices, free=True), picked)

    # ---- regroupings ---------------------------------------------------------------------

    def look_whether_due(self) -> None:
        """Let a regrouping be proposed once enough new notes have come; nothing is applied."""
        desk = self.naho.theme_desk
        if desk.is_due and desk.proposed is None:
            self.work(
                desk.propose,
                self._proposed,
                group="regroup",
                failed=lambda _error: None,  # nobody asked; whoever does on F6 is told
                description="propose a regrouping",
            )

    def _proposed(self, regrouping: Regrouping) -> None:
        if regrouping.instead_of and regrouping.instead_of != self._fell_back:
            self._fell_back = regrouping.instead_of  # once, not at every proposal
            self.say(fallback_notice(regrouping.instead_of), "warning")
        if not regrouping.is_empty:
            from naho_feedback.tui.screens.themes_regroup import summed_up

            self.tell(_("{what}: F6 shows it.").format(what=summed_up(regrouping)), "quiet")
