"""Any sequence of changes, undos and redos of a wall equals a model with two stacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from naho_feedback.contracts.plugins import Grouper, GroupingInput, Proposal
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.programme import Programme, SessionKind, Site, Workshop
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.services.bin import Bin
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.gestures import Gestures
from naho_feedback.services.theming import PERSON, Theming
from naho_feedback.services.undo import redo_change, undo_change
from naho_feedback.store import open_store
from tests.conftest import TODAY, FakePlugins

THEMES = ("formation", "materiel")
COLUMNS = ("freins", "leviers", "idees")
TAXONOMY = Taxonomy(
    version=1,
    themes=tuple(
        Theme(id=id_, label=Localized(id_, id_), definition=Localized("", ""), keywords=Words())
        for id_ in THEMES
    ),
)
PROGRAMME = Programme(
    name="n@hô",
    title=Localized("Portes ouvertes", "Open doors"),
    sites=(Site(id="lens", name="Lens"),),
    roles=(),
    workshops=(
        Workshop(
            id="post-it",
            name=Localized("Post-it", "Post-it"),
            kind=SessionKind.WORKSHOP,
            format="freins-leviers",
        ),
    ),
)


class Always(Grouper):
    """Places every note in the same theme."""

    name = "always"
    label = Localized("Toujours", "Always")

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        for note in given.notes:
            yield Proposal(note=note.id, theme="materiel", confidence=0.5)


class Walls(RuleBasedStateMachine):
    """One wall that people change, beside another one and beside machines that write too."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[Any, Any]] = []
        self.taken_back: list[tuple[Any, Any]] = []
        self.folder = TemporaryDirectory()
        self.stores = [open_store(Path(self.folder.name) / "data") for _window in range(2)]

    @initialize()
    def open_walls(self) -> None:
        self.use(0)
        self.session = self.capture.open_session("post-it", "lens")
        self.other = self.capture.open_session("post-it", "lens")
        for number in range(4):
            self.add(COLUMNS[number % 3], "déjà")

    def use(self, window: int) -> None:
        """Go on in another window: nothing but the journal is shared."""
        plugins = FakePlugins()
        plugins.all_groupers["always"] = Always()
        now = dt.datetime.combine(TODAY, dt.time(9)).astimezone()
        clock = Clock(now=lambda: now)
        self.store = store = self.stores[window]
        store.refresh()
        self.capture = Capture(store, PROGRAMME, clock)
        self.clustering = Clustering(store, self.capture, clock)
        self.theming = Theming(store, plugins, TAXONOMY, grouper="always", languages=("fr",))
        self.bin = Bin(store)

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.folder.cleanup()

    # ---- the model -----------------------------------------------------------------------

    def wall(self) -> Any:
        """Return everything that people decided about the wall."""
        notes = {n.id: n for n in self.capture.notes(self.session.id)}
        clusters = {c.id: c for c in self.clustering.clusters(self.session.id)}
        placed = {
            p.note: p.theme
            for p in self.theming.placements().values()
            if p.by == PERSON and p.note in notes
        }
        return notes, clusters, placed

    def change(self, act: Callable[[], object]) -> None:
        """Do something that may change the wall, and expect one step if it wrote anything."""
        before, events = self.wall(), self.events()
        act()
        if self.events() != events:
            assert self.events() == events + 1
            self.done.append((before, self.wall()))
            self.taken_back.clear()

    def beside(self, act: Callable[[], object]) -> None:
        """Do something that is no step of this wall."""
        before = self.wall()
        act()
        assert self.wall() == before

    def events(self) -> int:
        return len({entry.event for entry in self.store.history()})

    def notes(self, data: st.DataObject, least: int = 1) -> list[Note]:
        """Choose some notes of the wall; fewer than asked where there are too few."""
        notes = self.capture.notes(self.session.id)
        if not notes:
            return []
        few = st.lists(st.sampled_from(notes), min_size=least, max_size=3)
        return data.draw(few)

    # ---- changes of the wall -------------------------------------------------------------

    @rule(column=st.sampled_from(COLUMNS), text=st.sampled_from(["clics", "badge", "été"]))
    def add(self, column: str, text: str) -> None:
        self.change(lambda: self.capture.add_note(self.session, column, text))

    @rule(
        data=st.data(),
        text=st.none() | st.sampled_from(["clics", "autre"]),
        dots=st.none() | st.integers(0, 3),
        review=st.none() | st.sampled_from(Review),
    )
    def edit(
        self, data: st.DataObject, text: str | None, dots: int | None, review: Review | None
    ) -> None:
        for note in self.notes(data)[:1]:
            edit_note = self.capture.edit_note
            self.change(partial(edit_note, note.id, text=text, dots=dots, review=review))

    @rule(data=st.data(), column=st.sampled_from(COLUMNS))
    def move(self, data: st.DataObject, column: str) -> None:
        notes = self.notes(data)
        self.change(lambda: self.capture.move_notes(notes, column))

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        notes = self.notes(data)
        self.change(lambda: self.capture.remove_notes(notes))

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        binned = [b.note.id for b in self.bin.notes(self.session.id)]
        if binned:
            names = data.draw(st.lists(st.sampled_from(binned), min_size=1, max_size=3))
            self.change(lambda: self.bin.restore(names))

    @rule(data=st.data(), theme=st.sampled_from(["", *THEMES]))
    def place(self, data: st.DataObject, theme: str) -> None:
        ids = [note.id for note in self.notes(data)]
        self.change(lambda: self.theming.place_all(ids, theme))

    @rule(data=st.data(), title=st.sampled_from(["", "Le matin", "La nuit"]))
    def group(self, data: st.DataObject, title: str) -> None:
        notes = self.notes(data, least=2)
        if len({note.id for note in notes}) > 1:
            self.change(lambda: self.clustering.group(notes, title))

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        notes = self.notes(data)
        if any(note.cluster for note in notes):
            self.change(lambda: self.clustering.split(notes))

    @rule(data=st.data(), title=st.sampled_from(["", "Autrement"]))
    def rename(self, data: st.DataObject, title: str) -> None:
        clusters = self.clustering.clusters(self.session.id)
        if clusters:
            cluster = data.draw(st.sampled_from(clusters))
            self.change(lambda: self.clustering.rename(cluster, title))

    # ---- what is no step of it -----------------------------------------------------------

    @rule(what=st.sampled_from(["other wall", "grouper", "door", "import", "other undo"]))
    def something_happens_beside(self, what: str) -> None:
        note = put(Note(session=self.other.id, column="freins", text="importé"))
        acts: dict[str, Callable[[], object]] = {
            "other wall": lambda: self.capture.add_note(self.other, "", "ailleurs"),
            "grouper": self.theming.group,
            "door": lambda: self.capture.add_visit("lens"),
            "import": lambda: self.store.append([note], Actor.IMPORT),
            "other undo": self.undo_on_the_other_wall,
        }
        self.beside(acts[what])

    def undo_on_the_other_wall(self) -> None:
        imported, others = self.elsewhere()
        if others:
            undo_change(self.store, session=self.other.id)
        else:
            with pytest.raises(RefusedError):
                undo_change(self.store, session=self.other.id)
        assert self.elsewhere() == (imported, max(0, others - 1))

    def elsewhere(self) -> tuple[int, int]:
        """Return how many notes of the other wall were imported, and how many were written."""
        texts = [note.text for note in self.capture.notes(self.other.id)]
        return texts.count("importé"), texts.count("ailleurs")

    @rule(window=st.integers(0, 1))
    def another_window_goes_on(self, window: int) -> None:
        self.beside(lambda: self.use(window))

    # ---- undo and redo -------------------------------------------------------------------

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _time in range(times):
            self.turn(undo_change, self.done, self.taken_back, 0)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _time in range(times):
            self.turn(redo_change, self.taken_back, self.done, 1)

    @rule(times=st.integers(1, 3), beside=st.booleans())
    def undo_and_redo(self, times: int, beside: bool) -> None:
        self.undo(times)
        if beside:
            self.beside(self.theming.group)
        self.redo(times)

    def turn(
        self,
        act: Callable[..., object],
        here: list[tuple[Any, Any]],
        there: list[tuple[Any, Any]],
        side: int,
    ) -> None:
        """Move a step from one stack to the other; refused where there is none."""
        if not here:
            with pytest.raises(RefusedError):
                act(self.store, session=self.session.id)
            return
        act(self.store, session=self.session.id)
        step = here.pop()
        there.append(step)
        assert self.wall() == step[side]

    @invariant()
    def groups_have_two_notes_and_notes_one_theme(self) -> None:
        if not hasattr(self, "session"):
            return
        sizes = dict.fromkeys((c.id for c in self.store.all(Cluster)), 0)
        for note in self.capture.notes(self.session.id):
            if note.cluster:
                sizes[note.cluster] += 1
        assert all(size > 1 for size in sizes.values())
        placed = [p.note for p in self.store.all(Placement)]
        assert len(placed) == len(set(placed))

    @invariant()
    def the_log_marks_what_is_taken_back(self) -> None:
        if not hasattr(self, "session"):
            return
        log = Gestures(self.store, self.capture, TAXONOMY).latest(self.session.id)
        assert sum(not gesture.undone for gesture in log) == len(self.done)


TestWalls = Walls.TestCase
TestWalls.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
