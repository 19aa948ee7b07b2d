"""The engine's model: where notes go, what decisions do, and what never changes."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_feedback.api import Localized, Taxonomy, Theme, Words
from naho_themes.model import ThemeModel
from naho_themes.results import ModelFileError

NOTES = (
    "Formation trop courte, deux heures ne suffisent pas",
    "La formation vient trop tôt, on aura oublié",
    "Un tutoriel court pour les remplaçants",
    "Wifi absent au fond du couloir",
    "Pas assez d'ordinateurs en salle de soins",
    "Chariots sans batterie dès midi",
    "Encore un mot de passe à retenir",
    "Badge oublié : impossible de se connecter",
    "Le logiciel rame le matin",
    "Tout plante pendant la relève",
    "Le parking est plein à huit heures",
    "Parking toujours plein, on tourne en rond",
    "Plus de place au parking du personnel",
    "La cantine ferme trop tôt",
    "Cantine froide et chère",
    "Rien de chaud à la cantine le soir",
)

SOME = st.lists(st.sampled_from(NOTES), min_size=0, max_size=16)


def decided(*themes: tuple[int, str]) -> list[str | None]:
    """Decisions for :data:`NOTES` by position."""
    found: list[str | None] = [None] * len(NOTES)
    for at, theme in themes:
        found[at] = theme
    return found


def small(*themes: Theme) -> Taxonomy:
    return Taxonomy(version=1, themes=themes)


def theme(id_: str, *keywords: str) -> Theme:
    label = Localized(id_, id_)
    return Theme(id=id_, label=label, definition=Localized("", ""), keywords=Words(fr=keywords))


@pytest.fixture(name="model", scope="module")
def _model() -> ThemeModel:
    """A model of the shipped taxonomy, fitted once."""
    from naho_feedback.workspace.taxonomy import load_taxonomy

    return ThemeModel(load_taxonomy()).fit(NOTES)


class TestPlacing:
    @pytest.mark.parametrize(
        ("text", "theme_id"),
        [
            ("Formation trop courte", "formation"),
            ("les formateurs sont patients", "formation"),
            ("formtion bâclée", "formation"),
            ("Wifi absent", "materiel"),
            ("Encore un mot de passe", "acces"),
            ("Not enough training", "formation"),
        ],
    )
    def test_a_clear_keyword_decides_on_an_empty_wall(
        self, taxonomy: Taxonomy, text: str, theme_id: str
    ) -> None:
        """The first note of a wall finds its theme by the taxonomy alone, misspelt or not."""
        assert ThemeModel(taxonomy).fit([]).predict([text]) == [theme_id]

    def test_what_fits_nowhere_stays_to_be_sorted(self, taxonomy: Taxonomy) -> None:
        assert ThemeModel(taxonomy).fit([]).predict(["xyz", "", "!!!", "😀"]) == [""] * 4

    def test_words_stand_in_the_note_as_typed(self, model: ThemeModel) -> None:
        for text in (*NOTES, "ENCORE un MOT de PASSE", "le Wi-Fi, ça coupe"):
            (placed,) = model.place([text])
            assert all(word in text for word in placed.words)
            assert 0 <= placed.confidence <= 1
            assert len(placed.also) <= 2
            assert placed.theme not in placed.also

    def test_the_deciding_keyword_is_among_the_words(self, model: ThemeModel) -> None:
        (placed,) = model.place(["Encore un MOT DE PASSE à retenir"])
        assert placed.theme == "acces"
        assert "MOT DE PASSE" in placed.words

    def test_one_by_one_is_as_all_at_once(self, model: ThemeModel) -> None:
        assert [model.place([text])[0] for text in NOTES] == model.place(NOTES)

    def test_placing_moves_nothing(self, model: ThemeModel) -> None:
        before = model.place(NOTES)
        model.place(["une note toute nouvelle sur le wifi"] * 20)
        assert model.place(NOTES) == before

    def test_probabilities_are_of_all_classes_and_none(self, model: ThemeModel) -> None:
        shares = model.predict_proba(NOTES)
        assert shares.shape == (len(NOTES), len(model.classes_) + 1)
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)

    def test_a_theme_without_examples_needs_few_keywords(self) -> None:
        """Files of others have three to six keywords a theme and nothing else."""
        taxonomy = small(theme("a", "parking", "voiture*"), theme("b", "cantine", "repas"))
        model = ThemeModel(taxonomy).fit(NOTES)
        assert model.predict(["Plus une place au parking", "La cantine est froide"]) == ["a", "b"]

    def test_similar_is_one_for_what_says_the_same(self, model: ThemeModel) -> None:
        same, near, far = model.similar(
            "Wifi absent au fond du couloir",
            ["wifi  ABSENT au fond du couloir", "Pas de wifi dans le couloir", "Cantine froide"],
        )
        assert same == 1.0
        assert same > near > far


class TestDecisions:
    @given(st.permutations(range(len(NOTES))), st.sampled_from(("acces", "", "à nous")))
    @settings(
        max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_a_decided_note_is_never_moved(
        self, taxonomy: Taxonomy, order: list[int], said: str
    ) -> None:
        """Whatever the theme, also one that no taxonomy knows, also "to be sorted"."""
        y: list[str | None] = [said if at < 5 else None for at in order]
        model = ThemeModel(taxonomy).fit([NOTES[at] for at in order], y)
        kept = [label for label, want in zip(model.labels_, y, strict=True) if want is not None]
        assert kept == [said] * 5
        assert set(model.predict([NOTES[at] for at in order if at < 5])) == {said}
        members = {at for group in model.proposed_ for at in group.members}
        assert members.isdisjoint(at for at, want in enumerate(y) if want is not None)

    def test_of_opposed_decisions_each_note_keeps_its_own(self, taxonomy: Taxonomy) -> None:
        model = ThemeModel(taxonomy).fit(["wifi", "wifi", "wifi"], ["acces", "sens", "sens"])
        assert model.labels_ == ["acces", "sens", "sens"]
        assert model.predict(["Wifi"]) == ["sens"]

    def test_what_says_the_same_as_a_decided_note_is_placed_like_it(
        self, taxonomy: Taxonomy
    ) -> None:
        model = ThemeModel(taxonomy).fit([*NOTES, NOTES[3]], [*decided((3, "sens")), None])
        assert model.labels_[-1] == "sens"

    def test_decisions_teach_notes_that_look_alike(self) -> None:
        taxonomy = small(theme("outil", "logiciel"), theme("salle"), theme("vie"))
        before = ThemeModel(taxonomy).fit(NOTES)
        assert {before.labels_[at] for at in (11, 12, 14, 15)} == {""}
        model = ThemeModel(taxonomy).fit(NOTES, decided((10, "salle"), (13, "vie")))
        assert [model.labels_[at] for at in (11, 12)] == ["salle"] * 2
        assert [model.labels_[at] for at in (14, 15)] == ["vie"] * 2

    def test_learning_later_is_as_learning_at_once(self, taxonomy: Taxonomy) -> None:
        y = decided((10, "calendrier"), (3, ""), (13, "à nous"))
        at_once = ThemeModel(taxonomy).fit(NOTES, y)
        later = ThemeModel(taxonomy).fit(NOTES)
        known = [at for at, said in enumerate(y) if said is not None]
        later.relearn([NOTES[at] for at in known], [y[at] or "" for at in known])
        assert later.place(NOTES) == at_once.place(NOTES)

    def test_an_undone_decision_is_forgotten(self, taxonomy: Taxonomy) -> None:
        model = ThemeModel(taxonomy).fit(NOTES)
        before = model.place(NOTES)
        model.relearn([NOTES[10]], ["calendrier"])
        model.relearn([], [])
        assert model.place(NOTES) == before


class TestRepeatable:
    @given(SOME, st.randoms(use_true_random=False), st.booleans())
    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_the_order_of_notes_changes_nothing(
        self, taxonomy: Taxonomy, notes: list[str], chance: random.Random, known: bool
    ) -> None:
        """Labels and proposed groups are those of the notes, not of their places."""
        pairs = [(text, "vecu" if "Badge" in text else None) for text in notes]
        shuffled = chance.sample(pairs, len(pairs))
        themes = taxonomy if known else None
        first = ThemeModel(themes).fit([t for t, _ in pairs], [y for _, y in pairs])
        second = ThemeModel(themes).fit([t for t, _ in shuffled], [y for _, y in shuffled])
        assert _by_text(pairs, first) == _by_text(shuffled, second)
        assert _groups(pairs, first) == _groups(shuffled, second)
        assert first.place(NOTES) == second.place(NOTES)

    def test_copies_of_a_note_get_the_same(self, model: ThemeModel) -> None:
        copies = ThemeModel(model.taxonomy).fit([*NOTES, *NOTES])
        assert copies.labels_[: len(NOTES)] == copies.labels_[len(NOTES) :]


class TestFinding:
    def test_groups_are_found_among_notes_that_fit_nowhere(self) -> None:
        taxonomy = small(theme("formation", "formation*", "tutoriel*"))
        model = ThemeModel(taxonomy, min_theme_size=2, n_themes=2).fit(NOTES[:3] + NOTES[10:])
        groups = {frozenset(group.members) for group in model.proposed_}
        assert groups == {frozenset({3, 4, 5}), frozenset({6, 7, 8})}
        assert {group.label.split(",")[0].split()[0] for group in model.proposed_} == {
            "parking",
            "cantine",
        }
        for group in model.proposed_:
            assert set(group.central) <= set(group.members)
            assert len(set(group.central)) == 2

    def test_without_a_taxonomy_the_groups_are_the_themes(self) -> None:
        model = ThemeModel(n_themes=2).fit(NOTES[10:])
        assert model.labels_[:3] == [model.labels_[0]] * 3
        assert model.labels_[3:] == [model.labels_[3]] * 3
        assert model.predict(["Le parking du personnel est plein"]) == [model.labels_[0]]

    def test_discovery_can_be_left_out(self, taxonomy: Taxonomy) -> None:
        assert ThemeModel(taxonomy, discovery=False).fit(NOTES).proposed_ == []


ODD: tuple[list[str], ...] = (
    [],
    [""],
    ["", "  ", "!!!", "😀", "\x00"],
    ["formation"] * 10,
    ["x y z"] * 3 + ["u v w"] * 3,
    ["mot " * 3000],
    ["été", "ete", "ÉTÉ", "İstanbul"],
    [f"note {number}" for number in range(7)],
)


class TestOdd:
    @pytest.mark.parametrize("notes", ODD, ids=range(len(ODD)))
    @pytest.mark.parametrize("themes", [0, 1, 9])
    def test_odd_walls_are_answered(
        self, taxonomy: Taxonomy, tmp_path: Path, notes: list[str], themes: int
    ) -> None:
        for given_taxonomy in (taxonomy, None):
            model = ThemeModel(given_taxonomy, n_themes=themes).fit(notes)
            assert len(model.labels_) == len(notes)
            assert len(model.place([*notes, "autre chose"])) == len(notes) + 1
            assert len(model.similar("wifi", notes)) == len(notes)
            model.relearn(notes[:2], ["formation", "à nous"][: len(notes[:2])])
            model.save(tmp_path / "kept")
            assert ThemeModel.load(tmp_path / "kept").place(notes) == model.place(notes)


class TestKeeping:
    def test_a_saved_model_answers_and_learns_the_same(
        self, taxonomy: Taxonomy, tmp_path: Path
    ) -> None:
        model = ThemeModel(taxonomy).fit(NOTES, decided((10, "à nous")))
        model.save(tmp_path / "kept")
        again = ThemeModel.load(tmp_path / "kept")
        assert again.classes_ == model.classes_
        assert again.place(NOTES) == model.place(NOTES)
        for one in (model, again):
            one.relearn([NOTES[3], NOTES[4]], ["vecu", "une autre"])
        assert again.place(NOTES) == model.place(NOTES)

    def test_it_holds_no_note(self, model: ThemeModel, tmp_path: Path) -> None:
        model.save(tmp_path)
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert set(files) == {"model.json", "model.npz"}
        for content in files.values():
            assert not any(note.encode() in content for note in NOTES[9:])
            assert b"couloir cantine" not in content

    @pytest.mark.parametrize(
        "harm",
        [
            lambda folder: (folder / "model.json").unlink(),
            lambda folder: (folder / "model.npz").write_bytes(b"PK\x03\x04 torn"),
            lambda folder: (folder / "model.json").write_bytes(b"{}"),
            lambda folder: (folder / "model.json").write_bytes(b'{"kind": "other"'),
            lambda folder: _edit(folder, b'"version":1', b'"version":999'),
            lambda folder: _edit(folder, b'"kind":"naho-themes"', b'"kind":"something"'),
            lambda folder: _cut(folder / "model.npz"),
            lambda folder: np.savez(folder / "model.npz", ratio=np.zeros(3)),
            lambda folder: np.savez(
                folder / "model.npz", allow_pickle=True, ratio=np.array([{"a": 1}], dtype=object)
            ),
        ],
    )
    def test_what_is_broken_is_said(self, model: ThemeModel, tmp_path: Path, harm: object) -> None:
        model.save(tmp_path)
        assert callable(harm)
        harm(tmp_path)
        with pytest.raises(ModelFileError) as caught:
            ThemeModel.load(tmp_path)
        assert "Regroupez" in caught.value.hint

    def test_tables_of_another_model_are_refused(self, model: ThemeModel, tmp_path: Path) -> None:
        model.save(tmp_path)
        ThemeModel(model.taxonomy).fit(NOTES[:3]).save(tmp_path / "other")
        (tmp_path / "model.npz").write_bytes((tmp_path / "other" / "model.npz").read_bytes())
        with pytest.raises(ModelFileError):
            ThemeModel.load(tmp_path)


def _edit(folder: Path, old: bytes, new: bytes) -> None:
    path = folder / "model.json"
    content = path.read_bytes()
    assert content.count(old)
    path.write_bytes(content.replace(old, new, 1))


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _by_text(pairs: list[tuple[str, str | None]], model: ThemeModel) -> set[tuple[str, str]]:
    return {(text, label) for (text, _), label in zip(pairs, model.labels_, strict=True)}


def _groups(pairs: list[tuple[str, str | None]], model: ThemeModel) -> list[tuple[object, ...]]:
    return [
        (
            group.label,
            group.words,
            sorted(pairs[at][0] for at in group.members),
            [pairs[at][0] for at in group.central],
        )
        for group in model.proposed_
    ]
