"""À relire: may this be quoted? Each note as typed beside as it would be quoted."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import DataTable, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.review import Reviewed
from naho_feedback.services.wording import number
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.form import Filled, FormLine, FormScreen
from naho_feedback.tui.widgets.capture_fields import in_lines, in_one_line
from naho_feedback.tui.widgets.review_table import ReviewTable, SideBySide

MOST: Final = 200
"""Notes that are listed at a time; the others follow as these are decided."""


class ReviewScreen(NahoScreen):
    """The notes that nobody decided about; a workbench: records as they were typed."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "quote", N_("May be quoted")),
        Binding("r", "withhold", N_("Withhold")),
        Binding("e", "change", N_("Change the words")),
        Binding("ctrl+z", "undo", N_("Undo")),
    ]

    _table = query_one("#review", ReviewTable)
    _beside = query_one(SideBySide)
    _counts = query_one("#review-counts", Static)
    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._waiting: list[Reviewed] | None = None
        self._under_way: set[str] = set()
        self._done: list[tuple[Note, Note]] = []
        self._last = ""
        self._coming_back = ""
        self._came_back = False

    def body(self) -> ComposeResult:
        """Yield the counts, the list, and one note on both its sides."""
        yield Static(id="review-counts")
        yield ReviewTable(id="review")
        yield Static(id="empty", classes="empty")
        yield SideBySide()

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("To be read")

    def help(self) -> Help:
        """Say what a decision does, and what it does not."""
        return Help(
            _("May this be quoted outside the team?"),
            (
                _(
                    "Only notes that somebody allowed here are ever quoted to managers or "
                    "everybody, and what stands in brackets stays hidden. Those that may point "
                    "at somebody come first."
                ),
                _(
                    "A quote appears once there are {k} notes beside it; of fewer, everybody "
                    "would know whose it is."
                ).format(k=number(self.naho.thresholds.k_comment)),
                _(
                    "A bare name, a rare illness, “the lady from the first floor”: no machine "
                    "sees them. Take them out with e, or withhold the note."
                ),
                _(
                    "p allows, r withholds, ctrl+z takes the last decision back. Words that are "
                    "changed later wait here again."
                ),
            ),
        )

    def on_mount(self) -> None:
        """Show nothing until the notes are read."""
        self._table.display = False
        self._beside.show(None)

    # ---- showing -------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Read what waits again."""
        self.work(self.naho.reviewing.waiting, self._take, group="review")

    def _take(self, waiting: list[Reviewed]) -> None:
        self._waiting = [r for r in waiting if r.note.id not in self._under_way]
        self._show()
        if self._table.choose(self._coming_back) or self._came_back:
            self._coming_back = ""

    def _show(self) -> None:
        waiting = self._waiting or []
        self._table.show(waiting[:MOST], self.size.width)
        self._table.display = bool(waiting)
        self._empty.display = self._waiting == []
        self._empty.update(Content(_("Nothing waits to be read.")))
        said = [self._last] if self._last else []
        self._counts.update(Content(" · ".join([*said, *_counted(waiting)])))
        self._counts.display = bool(waiting)
        if self.focused is None and waiting:
            self._table.focus()
        self._show_chosen()
        self.refresh_bindings()

    @on(DataTable.RowHighlighted)
    def _show_chosen(self) -> None:
        self._beside.show(self._chosen())

    def on_resize(self) -> None:
        """Cut the cells for the new width."""
        if self._waiting is not None:
            self._show()

    def _chosen(self) -> Reviewed | None:
        if not self._waiting or not self.is_mounted:
            return None
        id_ = self._table.chosen
        return next((r for r in self._waiting if r.note.id == id_), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to decide only where something waits, and to undo what was decided here."""
        if action in {"quote", "withhold", "change"}:
            return self._chosen() is not None
        if action == "undo":
            return bool(self._done)
        return super().check_action(action, parameters)

    # ---- deciding ------------------------------------------------------------------------

    def action_quote(self) -> None:
        """Allow the note to be quoted."""
        self._decide(Review.QUOTABLE)

    def action_withhold(self) -> None:
        """Say that the note is never quoted."""
        self._decide(Review.WITHHELD)

    def _decide(self, decision: Review) -> None:
        chosen = self._chosen()
        if chosen is None or self._waiting is None or self._coming_back:
            return  # while a note comes back, a key could only mean a note that nobody looked at
        note = chosen.note
        # Off the list at once: a second key would mean the next one.
        self._under_way.add(note.id)
        self._waiting = [r for r in self._waiting if r.note.id != note.id]
        self._show()
        reviewing = self.naho.reviewing
        self.write(
            lambda: reviewing.decide(note.id, decision, seen=note.text, actor=Actor.WALL),
            partial(self._decided, note),
            group="review",
            failed=partial(self._not_decided, note.id),
        )

    def _decided(self, before: Note, after: Note) -> None:
        self._under_way.discard(before.id)
        self._done.append((before, after))
        allowed = after.review == Review.QUOTABLE
        said = _("{receipt} may be quoted") if allowed else _("{receipt} is withheld")
        self._last = said.format(receipt=after.receipt)
        self._show()

    def _not_decided(self, id: str, error: NahoError) -> None:
        self._under_way.discard(id)
        self.say_error(error)
        self.refresh_data()

    @on(DataTable.RowSelected)
    def action_change(self) -> None:
        """Give the note other words: a name taken out by hand."""
        if (chosen := self._chosen()) is not None:
            self.app.push_screen(_change_form(self.naho, chosen.note), self._changed)

    def _changed(self, changed: tuple[Note, Note] | None) -> None:
        if changed is not None:
            self._done.append(changed)
            self.refresh_data()

    def action_undo(self) -> None:
        """Take back what was done here last."""
        if self._done:
            before, after = self._done.pop()
            self._last, self._coming_back, self._came_back = "", before.id, False
            reviewing = self.naho.reviewing
            self.write(
                lambda: reviewing.put_back(before, after, actor=Actor.WALL),
                self._taken_back,
                group="review",
                failed=self._not_taken_back,
            )

    def _taken_back(self, note: Note) -> None:
        self.say(_("{receipt} is as it was before.").format(receipt=note.receipt))
        self._came_back = True  # beyond the notes that are listed it is not seen
        self.refresh_data()

    def _not_taken_back(self, error: NahoError) -> None:
        self._coming_back = ""
        self.say_error(error)
        self.refresh_data()


def _change_form(naho: Naho, note: Note) -> FormScreen[tuple[Note, Note]]:
    def words(filled: Filled) -> str:
        typed = filled["words"]
        if typed == in_one_line(note.text):
            return note.text
        return in_lines(typed) if in_one_line(note.text) != note.text else typed

    def save(filled: Filled) -> tuple[Note, Note]:
        return note, naho.reviewing.reword(note, words(filled), actor=Actor.WALL)

    def preview(filled: Filled) -> str:
        quoted = naho.detectors.redacted(words(filled))
        return _("It would be quoted as: {text}").format(text=one_line(quoted))

    return FormScreen(
        _("{receipt}: other words").format(receipt=note.receipt),
        (FormLine("words", _("Words"), value=in_one_line(note.text)),),
        save,
        preview=preview,
        about=_("No patient's name, no number, no colleague's name."),
    )


def _counted(waiting: list[Reviewed]) -> list[str]:
    """Return how many may point at somebody, and how many others wait."""
    hits = sum(bool(reviewed.kinds) for reviewed in waiting)
    others = len(waiting) - hits
    return [
        ngettext("{n} may point at somebody", "{n} may point at somebody", hits).format(
            n=number(hits)
        ),
        ngettext("{n} other waits", "{n} others wait", others).format(n=number(others)),
    ]
