"""The engine's rooms: reading, spelling, keywords, names, grouping, correcting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from naho_feedback.api import Localized, Taxonomy, Theme, Words
from naho_themes import labels
from naho_themes.discovery import consensus
from naho_themes.features import Space
from naho_themes.linear import axes, grouped, one_thread
from naho_themes.seeds import Keywords
from naho_themes.spelling import Spelling, within_one
from naho_themes.text import Reader, grams

READER = Reader()
SUBJECTS = (
    ("parking", "voiture", "place", "barrière", "badge"),
    ("cantine", "repas", "froid", "chaise", "couvert"),
    ("wifi", "réseau", "coupure", "couloir", "borne"),
    ("lit", "matelas", "draps", "chambre", "oreiller"),
)


def planted(notes: int, seed: int = 0) -> tuple[list[str], list[int]]:
    """Notes of three words of one subject each, and their subjects."""
    chance = np.random.default_rng(seed)
    texts, subjects = [], []
    for at in range(notes):
        words = chance.permutation(SUBJECTS[at % len(SUBJECTS)])[:3]
        texts.append(" ".join(words))
        subjects.append(at % len(SUBJECTS))
    return texts, subjects


class TestReading:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Le wifi ne marche pas dans le couloir", "fr"),
            ("The wifi does not work in the corridor", "en"),
            ("wifi", "fr"),
            ("Équipe débordée", "fr"),
        ],
    )
    def test_small_words_tell_the_language(self, text: str, language: str) -> None:
        assert READER.read(text).language == language

    def test_the_first_language_is_assumed(self) -> None:
        assert Reader(("en", "fr")).read("wifi").language == "en"
        assert Reader(("en",)).read("le wifi de la salle").language == "en"
        assert Reader(("de",)).read("wifi").language == "fr"

    @given(st.text(max_size=60))
    def test_spans_hold_in_the_text(self, text: str) -> None:
        """Also where lower case is longer than upper case."""
        reading = READER.read(text)
        assert len(reading.words) == len(reading.spans) == len(reading.plain) == len(reading.stems)
        for word, (start, end) in zip(reading.words, reading.spans, strict=True):
            assert text[start:end].lower() == word

    def test_accents_and_endings_do_not_part(self) -> None:
        first, second = READER.read("Les formations sont bonnes"), READER.read("la FORMATION")
        assert first.stems[1] == second.stems[1] != ""

    def test_small_words_carry_no_subject(self) -> None:
        assert set(READER.read("il y a de la et c'est pour nous").stems) == {""}

    @given(st.text("abcdeéèç", min_size=1, max_size=12))
    def test_letter_runs_are_those_of_scikit_learn(self, word: str) -> None:
        theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False)
        assert list(grams(word)) == list(theirs.build_analyzer()(word))


class TestSpelling:
    @given(st.text("abcde", min_size=1, max_size=7), st.integers(0, 6), st.sampled_from("abcde"))
    def test_one_slip_is_within_one(self, word: str, at: int, letter: str) -> None:
        at = min(at, len(word) - 1)
        for slip in (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ):
            assert within_one(word, slip)
            assert within_one(slip, word)

    def test_two_slips_are_not(self) -> None:
        assert not within_one("formation", "formtoin")
        assert not within_one("formation", "fortion")

    def test_a_lone_word_is_read_as_the_frequent_one_it_nearly_is(self) -> None:
        notes = [READER.read("la formation du matin")] * 3 + [READER.read("la formtion du soir")]
        spelling = Spelling.learnt(notes, ())
        stem = READER.stem("formation", "fr")
        assert spelling.meant("formtion", "formtion") == stem
        assert spelling.meant("formations", "x") == stem
        assert spelling.meant("cantine", "cantin") == "cantin"

    def test_a_word_that_stands_twice_is_left(self) -> None:
        notes = [READER.read("formation")] * 3 + [READER.read("formation, fermation")] * 2
        assert Spelling.learnt(notes, ()).meant("fermation", "fermat") == "fermat"


class TestKeywords:
    @pytest.mark.parametrize(
        ("text", "weight"),
        [
            ("la surcharge", True),
            ("surchargés de travail", True),
            ("deux mots de passe", True),
            ("mot, de, passe", True),
            ("mot de la passe", False),
            ("imprimente en panne", True),
            ("impression", False),
        ],
    )
    def test_what_counts_as_a_keyword(self, text: str, weight: bool) -> None:
        themes = (_theme("a", "surcharge*", "mots de passe", "mot de passe", "imprimante"),)
        assert bool(Keywords(themes, READER).found(READER.read(text))) == weight

    def test_a_phrase_wins_over_the_words_in_it(self) -> None:
        themes = (_theme("a", "passe"), _theme("b", "mot de passe"))
        (found,) = Keywords(themes, READER).found(READER.read("un mot de passe"))
        assert (found.theme, found.first, found.last) == (1, 1, 4)


class TestNames:
    def test_the_most_frequent_form_with_its_accents(self) -> None:
        notes = ["la relève du soir", "relève trop longue", "releve oubliée", "wifi", "wifi coupé"]
        (terms,) = labels.names([READER.read(note) for note in notes], [[0, 1, 2]])
        assert terms[0] == "relève"

    def test_small_words_stay_inside_a_name(self) -> None:
        notes = ["compte épargne temps perdu", "mon compte épargne temps", "bac à sable fermé"]
        notes += ["le bac à sable est lent", "carte d'accès", "carte d’accès perdue", "cantine"]
        readings = [READER.read(note) for note in notes]
        first, second, third = labels.names(readings, [[0, 1], [2, 3], [4, 5]])
        assert first[0] in {"compte épargne", "épargne temps"}
        assert second[0] == "bac à sable"
        assert third[0] == "carte d'accès"

    def test_no_stem_twice_and_nothing_that_says_nothing(self) -> None:
        notes = ["parler du parking", "parler des parkings pleins", "parking plein", "le wifi"]
        (terms,) = labels.names([READER.read(note) for note in notes], [[0, 1, 2]])
        stems = [READER.stem(word, "fr") for term in terms for word in term.split()]
        assert len(stems) == len(set(stems))
        assert "parler" not in terms

    def test_a_word_of_one_note_names_no_group(self) -> None:
        notes = ["parking plein", "parking loin", "cantine froide", "wifi lent"]
        (terms,) = labels.names([READER.read(note) for note in notes], [[0, 1]])
        assert terms == ("parking",)


class TestGrouping:
    @pytest.mark.parametrize("notes", [40, 900])
    def test_planted_groups_are_found(self, notes: int) -> None:
        """Below and above what is done exactly."""
        texts, subjects = planted(notes)
        measured = Space.fitted([READER.read(text) for text in texts], ()).notes
        with one_thread():
            found = consensus(measured, 0).groups(len(SUBJECTS), 0)
        pairs = {(int(group), subject) for group, subject in zip(found, subjects, strict=True)}
        assert len(pairs) == len(SUBJECTS)

    def test_the_number_of_groups_is_near_what_was_planted(self) -> None:
        texts, _subjects = planted(60)
        measured = Space.fitted([READER.read(text) for text in texts], ()).notes
        with one_thread():
            assert 3 <= consensus(measured, 0).count() <= 6

    @pytest.mark.parametrize("rows", [40, 300, 900])
    def test_main_directions_are_those_of_the_textbook(self, rows: int) -> None:
        """Few rows, few columns, and many of both, each computed in its own way."""
        chance = np.random.default_rng(0)
        dense = chance.random((rows, 600)) * (chance.random((rows, 600)) < 0.05)
        dense[:, :3] += chance.random((rows, 3)) * [9, 6, 3]
        matrix = sparse.csr_matrix(dense.astype(np.float32))
        theirs = np.linalg.svd(dense, full_matrices=False)[2][:3]
        assert np.allclose(np.abs((axes(matrix, 3, 0) * theirs).sum(axis=1)), 1, atol=1e-3)

    def test_groups_of_few_rows_are_compact(self) -> None:
        values = np.repeat(np.eye(3, dtype=np.float32), 5, axis=0)
        assert len({tuple(grouped(values, 3, seed, starts=3)[::5]) for seed in range(3)}) >= 1
        for seed in range(5):
            found = grouped(values, 3, seed, starts=3).reshape(3, 5)
            assert len({row[0] for row in found.tolist()}) == 3
            assert all(len(set(row)) == 1 for row in found.tolist())

    def test_more_groups_than_rows(self) -> None:
        assert sorted(grouped(np.eye(3, dtype=np.float32), 9, 0).tolist()) == [0, 1, 2]


def _theme(id_: str, *keywords: str) -> Theme:
    label = Localized(id_, id_)
    return Theme(id=id_, label=label, definition=Localized("", ""), keywords=Words(fr=keywords))


def test_a_taxonomy_is_read_once(taxonomy: Taxonomy) -> None:
    """Reading it takes as long as grouping a wall."""
    from naho_themes.taxonomy import read_themes

    first = read_themes(taxonomy.themes, READER)
    assert read_themes(tuple(taxonomy.themes), READER) is first
    assert read_themes(taxonomy.themes[:3], READER) is not first
