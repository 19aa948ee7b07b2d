"""The grouper ``themes`` with the real model, on the demo's notes: it sorts, learns and obeys."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

import naho_themes
from naho_feedback.api import (
    FoundTheme,
    GroupingInput,
    Localized,
    Note,
    Placement,
    PluginContext,
    Proposal,
    Regrouped,
    Taxonomy,
    Theme,
    Words,
)
from naho_feedback.domain.themes import LocalTheme, Synonym, in_use
from naho_feedback.testing import check_grouper
from naho_themes.engine import Engine
from naho_themes.failures import EngineFailedError
from naho_themes.grouper import ThemesGrouper
from naho_themes.memory import _standing
from naho_themes.protocol import Placing
from tests.plugins.themes.conftest import EngineFactory, a_note, given

DEMO = Path(naho_themes.__file__).parents[2] / "naho_feedback" / "data" / "demo_week.json"
ODD = ("le camion de fleurs rose", "un camion de fleurs bleu", "camion de fleurs partout")


@pytest.fixture(scope="module", name="demo")
def _demo() -> tuple[Note, ...]:
    """A hundred notes of the demo, and three about nothing that a taxonomy knows."""
    said = [note["text"] for note in json.loads(DEMO.read_text("utf-8"))["notes"]]
    return tuple(a_note(at, text) for at, text in enumerate([*said[:100], *ODD], 1))


@pytest.fixture(scope="module", name="grouper")
def _grouper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThemesGrouper]:
    """One real engine for all tests: its start takes over a second."""
    grouper = ThemesGrouper(tmp_path_factory.mktemp("cache"))
    yield grouper
    grouper.close()


def all_of(notes: tuple[Note, ...], taxonomy: Taxonomy, *decisions: Placement) -> GroupingInput:
    by_id = {note.id: note for note in notes}
    return GroupingInput(
        notes=notes,
        decisions=decisions,
        decided=tuple(by_id[decision.note] for decision in decisions),
        taxonomy=taxonomy,
        languages=("fr", "en"),
    )


def decision(note: Note, theme: str) -> Placement:
    return Placement(note=note.id, theme=theme, by="person", locked=True)


def theme_of(grouper: ThemesGrouper, asked: GroupingInput) -> list[str]:
    return [proposal.theme for proposal in grouper.group(asked)]


class TestContract:
    def test_what_testing_checks(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        check_grouper(grouper, demo[:40], taxonomy)

    def test_registering_starts_nothing(self, context: PluginContext) -> None:
        (grouper,) = naho_themes.register_groupers(context=context)
        assert isinstance(grouper, ThemesGrouper)
        assert (grouper.name, grouper.label.fr) == ("themes", "Thèmes avec mémoire")
        assert grouper._engine.pid == 0
        assert not context.cache_dir.exists()
        grouper.close()

    def test_warming_starts_the_engine_before_anybody_asks(
        self, make_engine: EngineFactory, tmp_path: Path
    ) -> None:
        engine = make_engine()
        grouper = ThemesGrouper(tmp_path, engine)
        grouper.warm()
        assert engine.pid

    def test_warming_what_cannot_start_fails_for_nobody(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = Engine(tmp_path)
        monkeypatch.setattr(engine, "_command", ("/no/such/program",))
        ThemesGrouper(tmp_path, engine).warm()

    def test_an_empty_wall(self, grouper: ThemesGrouper, taxonomy: Taxonomy) -> None:
        assert grouper.group(given(taxonomy)) == []
        assert grouper.regroup(given(taxonomy)) == Regrouped(proposals=())
        assert grouper.similar(given(taxonomy), a_note(1, "seul")) == []

    def test_a_note_that_a_decision_names_gets_no_proposal(
        self, grouper: ThemesGrouper, taxonomy: Taxonomy
    ) -> None:
        asked = given(taxonomy, "pas assez de PC", "pas assez de PC", n1="formation")
        assert [proposal.note for proposal in grouper.group(asked)] == ["A7K2-2"]
        assert [p.note for p in grouper.regroup(asked).proposals] == ["A7K2-2"]
        assert grouper.similar(asked, asked.notes[1]) == []

    def test_decisions_about_notes_and_themes_that_are_gone_are_left_out(
        self, grouper: ThemesGrouper, taxonomy: Taxonomy
    ) -> None:
        asked = given(taxonomy, "pas assez de PC", n1="formation")
        gone = (
            Placement(note="A7K2-99", theme="formation", locked=True),
            Placement(note="A7K2-2", theme="no-such-theme", locked=True),
        )
        more = GroupingInput(
            notes=(*asked.notes, a_note(2, "x"), a_note(3, "manque un PC")),
            decisions=(*asked.decisions, *gone),
            decided=(*asked.decided, a_note(2, "x")),
            taxonomy=taxonomy,
            languages=("fr",),
        )
        assert [proposal.note for proposal in grouper.group(more)] == ["A7K2-3"]


class TestSorting:
    def test_a_keyword_decides_and_is_named(
        self, grouper: ThemesGrouper, taxonomy: Taxonomy
    ) -> None:
        (proposal,) = grouper.group(given(taxonomy, "Plus d'IMPRIMANTES svp"))
        assert proposal.theme == "materiel"
        assert "IMPRIMANTES" in proposal.words
        assert 0 < proposal.confidence <= 1

    def test_a_guess_is_left_to_be_sorted_and_what_is_just_surer_is_not(
        self, tmp_path: Path, taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = Engine(tmp_path)
        said = [
            Placing("materiel", ("acces",), (word,), confidence)
            for word, confidence in (("zinc", 0.14), ("zinc", 0.15), ("imprimantes", 0.14))
        ]
        monkeypatch.setattr(engine, "place", lambda _know, _texts: said)
        asked = given(taxonomy, "un", "deux", "trois")
        guess, placed, keyword = ThemesGrouper(tmp_path, engine).group(asked)
        assert (guess.theme, guess.also, guess.words) == ("", (), ())
        assert (placed.theme, placed.also) == ("materiel", ("acces",))
        assert keyword.theme == "materiel"

    def test_a_decision_is_learnt_at_once(self, grouper: ThemesGrouper, taxonomy: Taxonomy) -> None:
        said = "les zygomorphes du sous-sol"
        assert theme_of(grouper, given(taxonomy, said)) == [""]
        taught = given(taxonomy, said, said, n1="materiel")
        (proposal,) = grouper.group(taught)
        assert (proposal.note, proposal.theme) == ("A7K2-2", "materiel")

    def test_a_fit_finds_what_fits_nowhere(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        answer = grouper.regroup(all_of(demo, taxonomy))
        assert {p.note for p in answer.proposals} == {note.id for note in demo}
        known = {theme.id for theme in taxonomy.themes} | {""}
        assert {p.theme for p in answer.proposals} <= known | {f.id for f in answer.themes}
        odd = {p.theme for p in answer.proposals if p.note in {n.id for n in demo[-3:]}}
        (found,) = [theme for theme in answer.themes if theme.id in odd]
        assert odd == {found.id}
        assert "fleurs" in found.label or "camion" in found.label
        assert set(found.central) <= {note.id for note in demo[-3:]}
        words = {p.note: set(p.words) for p in answer.proposals}
        assert all("camion" in " ".join(words[note.id]) for note in demo[-3:])

    def test_similar_notes_are_few_and_sure(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        near = grouper.similar(all_of(demo, taxonomy), a_note(999, "Camion de fleurs !"))
        assert set(near) <= {note.id for note in demo[-3:]}
        assert near
        assert grouper.similar(all_of(demo, taxonomy), a_note(999, "xyzzy")) == []

    def test_words_are_named_as_they_stand_in_the_note(self) -> None:
        said = "L'ÉQUIPE de nuit, à minuit : équipe-de  Nuit"
        assert list(_standing(["équipe", "nuit", "équipe de nuit", "jour", ""], said)) == [
            "ÉQUIPE",
            "nuit",
            "ÉQUIPE de nuit",
        ]


class TestPeoplesThemes:
    """What people make of the themes is learnt by the model that there is."""

    SAID = "le zinzolin zygomorphe"

    @pytest.fixture(autouse=True)
    def _fitted(self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy) -> None:
        grouper.regroup(all_of(demo[:60], taxonomy))

    def test_a_word_of_this_house(self, grouper: ThemesGrouper, taxonomy: Taxonomy) -> None:
        assert theme_of(grouper, given(taxonomy, self.SAID)) == [""]
        more = in_use(taxonomy, (), [Synonym(word="zinzolin", theme="materiel")])
        assert theme_of(grouper, given(more, self.SAID)) == ["materiel"]
        assert theme_of(grouper, given(taxonomy, self.SAID)) == [""]

    def test_a_merge(self, grouper: ThemesGrouper, taxonomy: Taxonomy) -> None:
        said = "Plus d'imprimantes"
        assert theme_of(grouper, given(taxonomy, said)) == ["materiel"]
        merged = in_use(taxonomy, [LocalTheme(id="materiel", into="formation")], ())
        # What the file said of a theme that is no more is gone; what notes taught goes along.
        assert theme_of(grouper, given(merged, said)) != ["materiel"]
        decided = given(merged, said, said, n1="formation")
        assert theme_of(grouper, decided) == ["formation"]
        assert theme_of(grouper, given(taxonomy, said)) == ["materiel"]

    def test_a_theme_of_their_own(self, grouper: ThemesGrouper, taxonomy: Taxonomy) -> None:
        own = LocalTheme(id="A7K2-7", label="Zinzolin", words=("zinzolin",), found=True)
        more = in_use(taxonomy, [own], ())
        assert theme_of(grouper, given(more, self.SAID, "Plus d'imprimantes")) == [
            "A7K2-7",
            "materiel",
        ]

    def test_themes_in_another_order_are_the_same(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        before = theme_of(grouper, all_of(demo[60:], taxonomy))
        turned = Taxonomy(version=taxonomy.version, themes=taxonomy.themes[::-1])
        assert theme_of(grouper, all_of(demo[60:], turned)) == before

    def test_a_file_with_other_themes(self, grouper: ThemesGrouper) -> None:
        zinc = Theme(
            id="zinc",
            label=Localized("Zinc", "Zinc"),
            definition=Localized("", ""),
            keywords=Words(fr=("zinzolin",)),
        )
        only = Taxonomy(version=1, themes=(zinc,))
        assert theme_of(grouper, given(only, self.SAID, "Plus d'imprimantes")) == ["zinc", ""]


class TestSameWhateverTheOrder:
    @settings(max_examples=8, deadline=None)
    @for_any(
        draw=st.randoms(use_true_random=False), size=st.integers(5, 60), decisions=st.integers(0, 8)
    )
    def test_notes_and_decisions(
        self,
        grouper: ThemesGrouper,
        demo: tuple[Note, ...],
        taxonomy: Taxonomy,
        draw: random.Random,
        size: int,
        decisions: int,
    ) -> None:
        notes = draw.sample(demo, size)
        themes = [theme.id for theme in taxonomy.themes] + [""]
        decided = [decision(note, draw.choice(themes)) for note in notes[:decisions]]
        first = self._asked(grouper, notes, decided, taxonomy)
        draw.shuffle(notes)
        draw.shuffle(decided)
        assert self._asked(grouper, notes, decided, taxonomy) == first

    def _asked(
        self,
        grouper: ThemesGrouper,
        notes: list[Note],
        decided: list[Placement],
        taxonomy: Taxonomy,
    ) -> tuple[dict[str, Proposal], tuple[FoundTheme, ...], dict[str, Proposal]]:
        asked = all_of(tuple(notes), taxonomy, *decided)
        answer = grouper.regroup(asked)
        placed = grouper.group(asked)
        return {p.note: p for p in answer.proposals}, answer.themes, {p.note: p for p in placed}

    def test_notes_are_placed_as_at_rest_while_a_fit_is_made(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        asked = all_of(demo, taxonomy, decision(demo[0], "formation"))
        answer = grouper.regroup(asked)
        before = grouper.group(asked)
        placed = 0
        with ThreadPoolExecutor(1) as pool:
            fit = pool.submit(grouper.regroup, asked)
            while not fit.done():
                assert grouper.group(asked) == before
                placed += 1
            assert fit.result() == answer
        assert placed
        assert grouper.group(asked) == before

    def test_notes_that_say_the_same_get_the_same(
        self, grouper: ThemesGrouper, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        twice = tuple(
            Note(id=f"{note.id}-{copy}", text=note.text) for note in demo for copy in "ab"
        )
        answer = grouper.regroup(all_of(twice, taxonomy))
        by_note = {p.note: p for p in answer.proposals}
        for note in demo:
            one, other = (by_note[f"{note.id}-{copy}"] for copy in "ab")
            assert (one.theme, one.words) == (other.theme, other.words)


class TestOnDisk:
    def test_a_model_serves_the_next_start_and_tells_no_text(
        self, tmp_path: Path, demo: tuple[Note, ...], taxonomy: Taxonomy
    ) -> None:
        asked = all_of(demo, taxonomy, decision(demo[0], "formation"))
        first = ThemesGrouper(tmp_path)
        first.regroup(asked)
        before = first.group(asked)
        first.close()
        second = ThemesGrouper(tmp_path)
        assert second.group(asked) == before
        second.close()
        kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*.json"))
        texts = [note.text for note in demo if len(note.text.split()) > 3]
        assert texts
        assert not any(text.encode() in kept for text in texts)

    @pytest.mark.parametrize("name", ["model.json", "model.npz"])
    def test_a_torn_file_is_as_good_as_none(
        self, tmp_path: Path, demo: tuple[Note, ...], taxonomy: Taxonomy, name: str
    ) -> None:
        asked = all_of(demo[:20], taxonomy)
        first = ThemesGrouper(tmp_path)
        first.regroup(asked)
        first.close()
        file = tmp_path / "model" / name
        file.write_bytes(file.read_bytes()[:100])
        second = ThemesGrouper(tmp_path)
        assert len(second.group(asked)) == 20
        second.close()


def test_an_error_in_the_real_model_says_what_to_do(
    make_engine: EngineFactory, tmp_path: Path, taxonomy: Taxonomy
) -> None:
    grouper = ThemesGrouper(tmp_path, make_engine())
    with pytest.raises(EngineFailedError) as caught:
        grouper.group(given(taxonomy, "RAISE:secret"))
    assert "secret" not in str(caught.value)
    assert "keywords" in caught.value.hint
