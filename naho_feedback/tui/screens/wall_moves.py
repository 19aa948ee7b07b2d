"""What people do to the notes of a wall: each wish becomes one call of a service."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from textual import getters, on

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.clusters import SMALLEST, Cluster
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import UNSORTED, Placement
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.tui.screens.wall_past import WallPast
from naho_feedback.tui.screens.wall_reading import quoted
from naho_feedback.tui.screens.wall_writes import InOrder, write_in_order
from naho_feedback.tui.widgets.capture_line import CaptureLine, Tone
from naho_feedback.tui.widgets.wall import WallView
from naho_feedback.tui.widgets.wall_title import WallTitle

R = TypeVar("R")

_MOST_DOTS: Final = 9999


class WallMoves(WallPast):
    """A screen with a wall whose notes are counted, carried, grouped and taken down.

    Args:
        naho: the workspace's services.
        session_id: which session.
    """

    capture: getters.query_one[CaptureLine] = getters.query_one(CaptureLine)

    def __init__(self, naho: Naho, session_id: str = "") -> None:
        super().__init__(naho)
        self._session_id = session_id
        self._writes = InOrder("wall")
        self._written = -1

    def say_counts(self) -> None:
        """Say how much hangs on the wall."""

    # ---- writing -------------------------------------------------------------------------

    def write_next(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all writes asked for before; results come back in that order."""
        write_in_order(
            self,
            self._writes,
            task,
            partial(self._take, then),
            failed or self._not_written,
            doing=doing,
        )

    def _take(self, then: Callable[[R], None], version: int, result: R) -> None:
        self._written = max(self._written, version)
        then(result)
        self.say_counts()

    def _not_written(self, error: NahoError) -> None:
        self.tell(f"{error.message} {error.hint}", "problem")
        self.refresh_data()

    def tell(self, text: str, tone: Tone = "done") -> None:
        """Say something below the line that people write on."""
        self.capture.say(text, tone)

    # ---- notes ---------------------------------------------------------------------------

    @on(WallView.RemoveAsked)
    def _remove(self, message: WallView.RemoveAsked) -> None:
        message.stop()
        notes, remove_notes = message.notes, self.naho.capture.remove_notes
        self.write_next(
            lambda: remove_notes(notes, actor=Actor.WALL), self._removed, doing="remove notes"
        )

    def _removed(self, notes: list[Note]) -> None:
        for note in notes:
            self.wall.drop(note.id)
        if len(notes) == 1:
            said = _("{receipt} is off the wall: {text} ctrl+z brings it back.").format(
                receipt=notes[0].receipt, text=quoted(notes[0].text)
            )
        else:
            said = _("{n} notes are off the wall; ctrl+z brings them back.").format(
                n=wording.number(len(notes))
            )
        self.tell(said)
        if any(note.cluster for note in notes):  # a group that became too small is none any more
            self.refresh_data()

    @on(WallView.DotsAsked)
    def _count_dots(self, message: WallView.DotsAsked) -> None:
        message.stop()
        id_, exact, change = message.note.id, message.exact, message.change
        capture = self.naho.capture

        def task() -> Note:
            # Counted from what is kept, not from what is shown: keys may come faster than disks.
            kept = capture.find(Note, id_).dots
            dots = exact if exact is not None else max(0, min(_MOST_DOTS, kept + change))
            return capture.edit_note(id_, dots=dots, actor=Actor.WALL)

        self.write_next(task, self.wall.put, doing="count dots")

    @on(WallView.CarryAsked)
    def _carry(self, message: WallView.CarryAsked) -> None:
        message.stop()
        notes, column, move_notes = message.notes, message.column, self.naho.capture.move_notes
        self.write_next(
            lambda: move_notes(notes, column, actor=Actor.WALL),
            partial(self._carried, self._cursor()),
            doing="move notes",
        )

    def _carried(self, cursor: str, notes: list[Note]) -> None:
        self.wall.put_all(notes)
        self._follow([note.id for note in notes], cursor)
        if notes:
            self._tell_where(len(notes), self.wall.contents.column_name(notes[0]))

    def _cursor(self) -> str:
        """Return the note under the cursor; whoever has moved on meanwhile is left alone."""
        chosen = self.wall.chosen
        return chosen.id if chosen else ""

    def _follow(self, ids: list[str], cursor: str) -> None:
        """Select these notes no more, and go with the cursor's one, else with the newest.

        Args:
            ids: the notes that were changed.
            cursor: where the cursor stood when it was asked for.
        """
        self.wall.deselect(ids)
        if ids and self._cursor() == cursor:
            self.wall.choose(cursor if cursor in ids else ids[-1])

    # ---- themes --------------------------------------------------------------------------

    @on(WallView.PlaceAsked)
    def _place(self, message: WallView.PlaceAsked) -> None:
        message.stop()
        if message.theme is None:
            self._ask_theme(message.notes)
        else:
            self._place_in(message.notes, message.theme)

    def _ask_theme(self, notes: tuple[Note, ...]) -> None:
        """Let a theme be picked; ids in the list have a sign before them, for one is empty."""
        # Not at the top: the wall's first frame would wait for a list that it does not show.
        from naho_feedback.tui.screens.pick import PickScreen

        choices = tuple((f"#{head.id}", head.name) for head in self.wall.theme_heads)
        now = self.naho.theming.placements().get(notes[0].id)

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._place_in(notes, choice[1:])

        title = ngettext("Theme of the note", "Theme of {n} notes", len(notes)).format(
            n=wording.number(len(notes))
        )
        chosen = f"#{now.theme if now else UNSORTED}"
        self.app.push_screen(PickScreen(title, choices, chosen), picked)

    def _place_in(self, notes: tuple[Note, ...], theme: str) -> None:
        ids, place_all = [note.id for note in notes], self.naho.theming.place_all
        self.write_next(
            lambda: place_all(ids, theme, actor=Actor.WALL),
            partial(self._placed, self._cursor()),
            doing="place notes",
        )

    def _placed(self, cursor: str, placements: list[Placement]) -> None:
        self.wall.place(placements)
        self._follow([placement.note for placement in placements], cursor)
        if placements:
            names = {head.id: head.name for head in self.wall.theme_heads}
            self._tell_where(len(placements), names.get(placements[0].theme, ""))

    def _tell_where(self, count: int, name: str) -> None:
        """Say where notes hang now, which may be out of view."""
        said = ngettext("Now in {column}.", "{n} notes are now in {column}.", count)
        self.tell(said.format(n=wording.number(count), column=quoted(name)))

    # ---- groups --------------------------------------------------------------------------

    @on(WallView.GroupAsked)
    def _group(self, message: WallView.GroupAsked) -> None:
        message.stop()
        notes, group = message.notes, self.naho.clustering.group
        clusters = {note.cluster for note in notes}
        if len(notes) < SMALLEST or (len(clusters) == 1 and "" not in clusters):
            self.tell(_("Select the notes with Space first, then press g."), "quiet")
            return
        self.write_next(
            lambda: group(notes, actor=Actor.WALL),
            partial(self._grouped, notes, self._cursor()),
            doing="group notes",
        )

    def _grouped(self, notes: tuple[Note, ...], cursor: str, cluster: Cluster) -> None:
        self._follow([note.id for note in notes], cursor)
        if cluster.title:
            self.tell(_("Grouped: {title}").format(title=quoted(cluster.title)))
        else:
            self.tell(_("Grouped. t gives the group a title, s takes a note out."))
        self.refresh_data()

    @on(WallView.JoinAsked)
    def _join(self, message: WallView.JoinAsked) -> None:
        message.stop()
        notes, onto, join = message.notes, message.onto, self.naho.clustering.join
        self.write_next(
            lambda: join(notes, onto, actor=Actor.WALL),
            partial(self._grouped, (*notes, onto), self._cursor()),
            doing="group notes",
        )

    @on(WallView.SplitAsked)
    def _split(self, message: WallView.SplitAsked) -> None:
        message.stop()
        notes, split = message.notes, self.naho.clustering.split
        self.write_next(
            lambda: split(notes, actor=Actor.WALL),
            partial(self._were_split, self._cursor()),
            doing="split notes",
        )

    def _were_split(self, cursor: str, notes: list[Note]) -> None:
        self.wall.put_all(notes)
        self._follow([note.id for note in notes], cursor)
        said = ngettext("{n} note is on its own.", "{n} notes are on their own.", len(notes))
        self.tell(said.format(n=wording.number(len(notes))))
        self.refresh_data()

    @on(WallView.TitleAsked)
    def _ask_title(self, message: WallView.TitleAsked) -> None:
        message.stop()
        cluster = self.wall.contents.clusters.get(message.cluster)
        if cluster is not None:
            self.query_one(WallTitle).open(cluster.id, cluster.title)

    @on(WallTitle.Written)
    def _title(self, message: WallTitle.Written) -> None:
        message.stop()
        self.set_focus(self.wall)
        cluster = self.wall.contents.clusters.get(message.cluster)
        title = message.title
        if cluster is None or title is None or title == cluster.title:
            return
        rename = self.naho.clustering.rename
        self.write_next(
            lambda: rename(cluster, title, actor=Actor.WALL),
            self._titled,
            doing="name a group",
            failed=partial(self._title_refused, cluster.id, title),
        )

    def _titled(self, cluster: Cluster) -> None:
        self.tell(
            _("Grouped: {title}").format(title=quoted(cluster.title)) if cluster.title else ""
        )
        self.refresh_data()

    def _title_refused(self, cluster: str, title: str, error: NahoError) -> None:
        self.tell(f"{error.message} {error.hint}".strip(), "problem")
        self.query_one(WallTitle).open(cluster, title)
