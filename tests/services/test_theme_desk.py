"""Sorting by hand, and the way back; the table that it is done in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naho_feedback.api import Grouper, GroupingInput, Localized, Proposal, hookimpl
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import UNSORTED, LocalTheme, Placement
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.services.placement_history import placement_steps
from naho_feedback.services.second_coding import compared, sample, told
from naho_feedback.services.sureness import Sure, sure_bar, sure_word, sureness, why_sentence
from naho_feedback.services.theme_table import counted, in_order, recounted, week_of
from naho_feedback.store.memory import MemoryStore
from naho_feedback.workspace import init_demo_workspace


class _Everything(Grouper):
    name = "keywords"
    label = Localized("Essai", "Trial")

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        return [
            Proposal(note=n.id, theme="materiel", words=("x",), confidence=0.6) for n in given.notes
        ]


class _Plugin:
    @hookimpl
    def register_groupers(self) -> Iterable[Grouper]:
        return [_Everything()]


@pytest.fixture
def naho(tmp_path: Path) -> Naho:
    made = Naho(init_demo_workspace(tmp_path / "ws"), plugins=False, store=MemoryStore())
    made.plugins.register(_Plugin(), "fake")
    return made


def hang(naho: Naho, count: int, site: str = "lens") -> list[str]:
    session = naho.capture.open_session("post-it", site)
    return [naho.capture.add_note(session, "freins", f"note {n}").id for n in range(count)]


State = tuple[dict[str, tuple[str, bool, tuple[str, ...]]], dict[str, str], list[str]]


def state(naho: Naho) -> State:
    """Return everything that sorting by hand changes, as people see it."""
    places = {n: (p.theme, p.locked, p.words) for n, p in naho.theming.placements().items()}
    names = {t.id: str(t.label) for t in naho.taxonomy.themes}
    return places, names, [w.word for w in naho.themes.words()]


class TestTakingBack:
    def test_everything_is_taken_back_in_the_end(self, naho: Naho) -> None:
        """Placing, splitting, naming, merging, teaching, accepting: the last one first."""
        notes = hang(naho, 6)
        naho.theming.group(grouper="keywords")
        before, desk = [state(naho)], naho.theme_desk
        desk.place(notes[:2], "formation")
        before.append(state(naho))
        desk.split(notes[2:4], "Nuit", split_from="materiel")
        before.append(state(naho))
        desk.rename("formation", "Apprendre")
        before.append(state(naho))
        desk.rename("formation", "Apprendre mieux")
        before.append(state(naho))
        desk.merge("formation", "materiel")
        before.append(state(naho))
        desk.add_word("materiel", "potence")
        before.append(state(naho))
        naho.theming.place(notes[5], UNSORTED)
        for places, names, words in reversed(before[:-1]):
            assert desk.take_back().said
            now = state(naho)
            assert now[1:] == (names, words)
            assert now[0] == {**places, notes[5]: now[0][notes[5]]}
        with pytest.raises(RefusedError):
            desk.take_back()

    def test_a_theme_that_somebody_else_uses_stays(self, naho: Naho) -> None:
        """A split is taken back; the note that came meanwhile keeps its theme."""
        notes = hang(naho, 2)
        placed = naho.theme_desk.split(notes[:1], "Nuit")
        naho.theming.place(notes[1], placed.theme)
        naho.theme_desk.take_back()
        assert naho.taxonomy.theme(placed.theme) is not None
        assert {p.theme for p in naho.theming.placements().values()} == {placed.theme}

    def test_what_failed_is_not_remembered_and_what_could_not_be_taken_back_is(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A full disk: the next try finds it still there."""
        notes = hang(naho, 1)
        with pytest.raises(NotFoundError):
            naho.theme_desk.place(notes, "nowhere")
        assert not naho.theme_desk.can_take_back
        naho.theme_desk.place(notes, "formation")
        with monkeypatch.context() as broken:

            def full(*_args: object) -> tuple[str, ...]:
                raise RefusedError("full")

            broken.setattr(naho.store, "append", full)
            with pytest.raises(RefusedError):
                naho.theme_desk.take_back()
        naho.theme_desk.take_back()
        assert naho.theming.placements() == {}

    def test_notes_of_two_walls_are_one_step_here_and_one_a_wall_there(self, naho: Naho) -> None:
        """An undo in one room must not change another."""
        notes = hang(naho, 1) + hang(naho, 1, "bethune")
        naho.theme_desk.place(notes, "formation")
        assert len(naho.gestures.latest(limit=2)) == 2
        assert naho.theme_desk.take_back().notes == tuple(notes)
        assert naho.theming.placements() == {}

    @settings(max_examples=25, deadline=None)
    @given(
        steps=st.lists(
            st.tuples(
                st.sets(st.integers(0, 4), min_size=1),
                st.sampled_from(["formation", "materiel", "support", UNSORTED]),
            ),
            max_size=8,
        )
    )
    def test_any_placings_are_taken_back_in_turn(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[set[int], str]]
    ) -> None:
        """Each undo gives the state before its step."""
        folder = tmp_path_factory.mktemp("desk")
        naho = Naho(init_demo_workspace(folder / "ws"), plugins=False, store=MemoryStore())
        notes = hang(naho, 5)
        seen = []
        for which, theme in steps:
            seen.append(state(naho))
            naho.theme_desk.place([notes[n] for n in sorted(which)], theme)
        for wanted in reversed(seen):
            naho.theme_desk.take_back()
            assert state(naho) == wanted


class TestDue:
    def test_twenty_new_notes_or_a_tenth(self, naho: Naho) -> None:
        """max(20, 10 %) since the last one; the first look only counts."""
        hang(naho, 300)
        desk = naho.theme_desk
        assert not desk.is_due
        hang(naho, 29)
        assert not desk.is_due
        hang(naho, 1)
        assert desk.is_due
        assert desk.propose().moves
        assert not desk.is_due
        assert desk.proposed is not None
        assert naho.theming.placements() == {}

    def test_a_proposal_is_gone_once_somebody_agreed(self, naho: Naho) -> None:
        """What was left for later is proposed anew."""
        notes = hang(naho, 2)
        desk = naho.theme_desk
        regrouping = desk.propose()
        accepted = desk.accept(regrouping, notes=notes[:1], themes=(), names={})
        assert list(accepted.before) == notes[:1]
        assert desk.proposed is None
        assert {m.note for m in desk.propose().moves} == {notes[1]}

    def test_nothing_to_change_leaves_nothing_waiting(self, naho: Naho) -> None:
        """No sentence about nothing."""
        assert naho.theme_desk.propose().is_empty
        assert naho.theme_desk.proposed is None


class TestTable:
    def test_a_row_has_all_that_is_known(self, naho: Naho) -> None:
        """Site, sign, theme and what a filter looks in."""
        (note,) = hang(naho, 1)
        naho.theming.place(note, "formation")
        table = naho.theme_table.read()
        (row,) = table.rows
        assert (row.site, row.theme, row.sure) == ("Lens", "formation", Sure.DECIDED)
        assert "note 0" in row.text
        assert "formation" in row.text
        assert "lens" in row.text

    def test_counts_are_those_of_a_fresh_reading(self, naho: Naho) -> None:
        """What is counted between two keys agrees with what is read afterwards."""
        notes = hang(naho, 4)
        naho.theming.group(grouper="keywords")
        before = naho.theme_table.read()
        naho.theming.place_all(notes[:3], "formation")
        after = naho.theme_table.read()
        quick = recounted(before.counts, before.rows, after.rows)
        assert [(c.id, c.notes, c.locked) for c in quick] == [
            (c.id, c.notes, c.locked) for c in after.counts
        ]

    def test_parts_stand_behind_their_whole_and_special_ones_last(self, naho: Naho) -> None:
        """As a list shows them."""
        import msgspec

        a, b, c, d, *_rest = naho.taxonomy.themes
        a = msgspec.structs.replace(a, special=True)
        b = msgspec.structs.replace(b, parent=d.id)
        assert [t.id for t in in_order([a, b, c, d])] == [c.id, d.id, b.id, a.id]

    def test_weeks_begin_on_monday(self) -> None:
        """Sunday 5 and Monday 6 March 2017, UTC."""
        sunday = int(dt.datetime(2017, 3, 5, 23, tzinfo=dt.UTC).timestamp() * 1000)
        monday = int(dt.datetime(2017, 3, 6, 1, tzinfo=dt.UTC).timestamp() * 1000)
        assert week_of(monday) == week_of(sunday) + 1

    def test_the_curve_has_the_last_weeks_the_latest_at_the_right(self, naho: Naho) -> None:
        """Eight at most, the same ones for each theme."""
        week = 7 * 86_400_000
        session = naho.capture.open_session("post-it", "lens")
        notes = [Note(session=session.id, text=str(n), at=(n + 1) * week) for n in range(12)]
        ids = naho.store.append([put(note) for note in notes], "import")
        naho.theming.place(ids[11], "formation")
        table = naho.theme_table.read()
        weeks = {count.id: count.weeks for count in counted(table.rows, naho.taxonomy.themes)}
        assert weeks[UNSORTED] == (1, 1, 1, 1, 1, 1, 1, 0)
        assert weeks["formation"] == (0, 0, 0, 0, 0, 0, 0, 1)


class TestSure:
    @pytest.mark.parametrize(
        ("placement", "sure"),
        [
            (None, Sure.UNSORTED),
            (Placement(theme=UNSORTED, locked=True), Sure.UNSORTED),
            (Placement(theme="a", confidence=0.49), Sure.UNSURE),
            (Placement(theme="a", confidence=0.5), Sure.FAIRLY),
            (Placement(theme="a", confidence=0.75), Sure.SURE),
            (Placement(theme="a", confidence=0.1, locked=True), Sure.DECIDED),
        ],
    )
    def test_words_for_every_degree(self, placement: Placement | None, sure: Sure) -> None:
        """A word, a sign and a sentence; never a figure."""
        assert sureness(placement) == sure
        assert not any(char.isdigit() for char in why_sentence(placement))
        assert bool(sure_word(sure)) == bool(sure_bar(sure)) == (sure != Sure.UNSORTED)

    def test_the_words_that_decided_are_quoted(self) -> None:
        """As they stand in the note."""
        said = why_sentence(Placement(theme="a", words=("badge", "mot de passe"), confidence=0.6))
        assert "badge" in said
        assert "mot de passe" in said


class TestHistory:
    def test_each_place_is_one_step(self, naho: Naho) -> None:
        """The machine, a person, taken back; another note's are left out."""
        notes = hang(naho, 2)
        naho.theming.group(grouper="keywords")
        naho.theme_desk.place(notes[:1], "formation")
        naho.theme_desk.take_back()
        steps = [(s.theme, s.locked) for s in placement_steps(naho.store, notes[0])]
        assert steps == [("materiel", False), ("formation", True), ("materiel", False)]
        naho.store.append([put(LocalTheme(id="x", label="x"), "x")], "wall")
        assert len(placement_steps(naho.store, notes[1])) == 1


class TestSecondCoding:
    def test_a_sample_is_the_same_all_day_whatever_the_order(self, naho: Naho) -> None:
        """Notes that are still to be sorted are in none."""
        notes = hang(naho, 60)
        naho.theming.place_all(notes[:50], "formation")
        rows = naho.theme_table.read().rows
        day = dt.date(2017, 3, 3)
        ids = [row.id for row in sample(rows, day)]
        assert len(set(ids)) == 30
        assert ids == [row.id for row in sample(rows[::-1], day)]
        assert ids != [row.id for row in sample(rows, dt.date(2017, 3, 4))]
        assert set(ids) <= set(notes[:50])

    def test_the_result_names_what_was_told_apart(self, naho: Naho) -> None:
        """The most frequent pair first."""
        notes = hang(naho, 4)
        naho.theming.place_all(notes, "formation")
        rows = naho.theme_table.read().rows
        assert compared(rows, {}) is None
        second = dict(zip(notes, ["formation", "materiel", "materiel", "support"], strict=True))
        result = compared(rows, second)
        assert result is not None
        assert result.differ[0] == ("formation", "materiel", 2)
        assert (result.same, result.by_person) == (0.25, 4)
        assert len(told(result, {})) == 4 + 2
