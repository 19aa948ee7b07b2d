"""The keyword grouper: which theme a note gets, and by which words."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naho_feedback.api import (
    GroupingInput,
    Localized,
    Note,
    Placement,
    Proposal,
    Taxonomy,
    Theme,
    Words,
    folded,
)
from naho_keywords import KeywordGrouper
from naho_keywords.matching import Lexicon, sound, within_one, words_of
from naho_keywords.traps import EXACT_ONLY, FALSE_FRIENDS, MANY_SIDED, TRAPS

Group = Callable[..., list[Proposal]]


@pytest.fixture(name="group", scope="session")
def _group(taxonomy: Taxonomy) -> Group:
    """Group texts; keywords replace fields of what the grouper is given."""
    grouper = KeywordGrouper()

    def group(*texts: str, **changes: object) -> list[Proposal]:
        given_ = {
            "notes": tuple(Note(id=f"A-{n}", text=text) for n, text in enumerate(texts)),
            "decisions": (),
            "taxonomy": taxonomy,
            "languages": ("fr", "en"),
        } | changes
        return list(grouper.group(GroupingInput(**given_)))  # type: ignore[arg-type]

    return group


def theme_of(group: Group, text: str, **changes: object) -> str:
    """The theme of one note."""
    (proposal,) = group(text, **changes)
    return proposal.theme


def one_theme(*keywords: str) -> Taxonomy:
    """A taxonomy of one theme called ``x``."""
    label = Localized("X", "X")
    theme = Theme(id="x", label=label, definition=label, keywords=Words(fr=keywords))
    return Taxonomy(version=1, themes=(theme,))


class TestTaxonomy:
    def test_all_sixty_examples_get_their_own_theme(self, group: Group, taxonomy: Taxonomy) -> None:
        """The first two French ones and the first English one hold keywords on purpose."""
        examples = [
            (text, theme.id)
            for theme in taxonomy.themes
            if not theme.special
            for text in theme.examples.fr[:2] + theme.examples.en[:1]
        ]
        assert len(examples) == 60
        found = [(text, theme_of(group, text)) for text, _theme in examples]
        assert found == examples

    def test_no_example_gets_another_theme(self, group: Group, taxonomy: Taxonomy) -> None:
        """The others say the same without the keywords, so that an engine learns new words."""
        strays = {
            text: found
            for theme in taxonomy.themes
            if not theme.special
            for text in theme.examples.fr + theme.examples.en
            if (found := theme_of(group, text)) not in {theme.id, ""}
        }
        assert strays == {}

    def test_what_is_no_subject_is_not_found_by_a_word(self, group: Group) -> None:
        thanks = Theme(
            id="merci",
            label=Localized("Merci", "Thanks"),
            definition=Localized("", ""),
            keywords=Words(fr=("merci",)),
            special=True,
        )
        taxonomy = Taxonomy(version=1, themes=(thanks, *one_theme("wifi").themes))
        assert theme_of(group, "Merci beaucoup", taxonomy=taxonomy) == ""
        assert theme_of(group, "Merci pour le wifi", taxonomy=taxonomy) == "x"

    def test_no_keyword_sits_in_two_themes(self, taxonomy: Taxonomy) -> None:
        homes: dict[str, set[str]] = {}
        for theme in taxonomy.themes:
            for word in theme.keywords.fr + theme.keywords.en:
                homes.setdefault(folded(word), set()).add(theme.id)
        assert {word: themes for word, themes in homes.items() if len(themes) > 1} == {}

    def test_data_about_keywords_names_keywords_that_exist(self, taxonomy: Taxonomy) -> None:
        known = {
            folded(word)
            for theme in taxonomy.themes
            for word in theme.keywords.fr + theme.keywords.en
        }
        assert set(EXACT_ONLY) - known == set()
        assert set(MANY_SIDED) - known == set()


class TestWords:
    def test_the_words_that_decided_stand_as_in_the_note(self, group: Group) -> None:
        (proposal,) = group("Encore un MOT  de\npasse, et la connéxion rame : mot de passe !")
        assert proposal.theme == "acces"
        assert proposal.words == ("MOT  de\npasse", "connéxion", "mot de passe")

    @pytest.mark.parametrize(
        ("text", "theme", "words"),
        [
            ("Formation", "formation", ("Formation",)),
            ("FORMATION TROP COURTE", "formation", ("FORMATION",)),
            ("les formateurs au top", "formation", ("formateurs",)),
            ("bac à sable", "formation", ("bac à sable",)),
            ("bac-a-sable", "formation", ("bac-a-sable",)),
            ("S’entraîner plus", "formation", ("S’entraîner",)),
            ("pas d'e-learning", "formation", ("e-learning",)),
            ("elearning bof", "formation", ("elearning",)),
            ("Le wi fi tombe", "materiel", ("wi fi",)),
            ("weekend sans personne", "support", ("weekend",)),
            ("chambres connectées", "innovation", ("chambres connectées",)),
            ("les rôles sont flous", "organisation", ("rôles",)),
            ("on participe peu", "participation", ("participe",)),
            ("gagner du temps", "charge", ("gagner du temps",)),
        ],
    )
    def test_accents_case_hyphens_endings_and_numbers_do_not_matter(
        self, group: Group, text: str, theme: str, words: tuple[str, ...]
    ) -> None:
        (proposal,) = group(text)
        assert (proposal.theme, proposal.words) == (theme, words)

    @pytest.mark.parametrize(
        ("text", "theme"),
        [
            ("les intairimaires attendent", "acces"),
            ("formattion trop courte", "formation"),
            ("formaiton annulée", "formation"),
            ("l'imprimente est loin", "materiel"),
            ("confidencialité des dossiers", "confidentialite"),
            ("déconection sans cesse", "fiabilite"),
            ("réalitée augmentée", "innovation"),
        ],
    )
    def test_one_slip_in_a_long_word_is_understood(
        self, group: Group, text: str, theme: str
    ) -> None:
        assert theme_of(group, text) == theme

    @pytest.mark.parametrize("text", ["rime", "bigs", "mere", "wifo", "patre", "tickt"])
    def test_short_words_must_be_right(self, group: Group, text: str) -> None:
        assert theme_of(group, text) == ""

    @pytest.mark.parametrize(
        "text",
        [
            "Les résultats arrivent directement",
            "niveau moyen",
            "assister au staff",
            "le système d'information",
            "le secteur est grand",
            "une longue journée",
            "j'utilise le logiciel",
            "le concept est là",
            "l'assistante sociale",
            "service maternel",
            "au collège",
        ],
    )
    def test_neighbours_of_a_keyword_are_other_words(self, group: Group, text: str) -> None:
        assert theme_of(group, text) == ""

    @pytest.mark.parametrize(
        "text", ["pas. Le temps", "la, nuit", "mot ; de passe", "bac (à) sable"]
    )
    def test_punctuation_ends_a_phrase(self, group: Group, text: str) -> None:
        assert theme_of(group, text) == ""

    @pytest.mark.parametrize(
        "text", ["", " ", "RAS", "Bravo", "temps", "12", "😀", "\0", "a" * 9999]
    )
    def test_a_note_without_keywords_is_left_to_be_sorted(self, group: Group, text: str) -> None:
        (proposal,) = group(text)
        assert proposal == Proposal(note="A-0", theme="")


# For each trap: a note that it holds in and the theme that it must not get (or "" for any), and
# one that is meant and the theme that it must get.
TRAPPED = [
    ("Sous forme de fiche", "formation", "On n'est pas formés", "formation"),
    ("Pas forme à ça, c'est été dit", "formation", "On n est pas forme", "formation"),
    ("Pas formellement validé", "formation", "Être formé avant", "formation"),
    ("Pas informatique du tout", "communication", "Pas informés du tout", "communication"),
    ("Le tracé ECG est coupé", "confidentialite", "Tout est tracé", "confidentialite"),
    ("Vérifier la date de naissance", "calendrier", "Une date mal choisie", "calendrier"),
    ("Check the birth date", "calendrier", "Quelle date ?", "calendrier"),
    ("La salle est équipée", "coordination", "Une équipe soudée", "coordination"),
    ("Équipements trop vieux", "coordination", "Les équipes mélangées", "coordination"),
    ("Le relevé de température", "coordination", "À la relève", "coordination"),
    ("Une consultation par heure", "participation", "On n'est jamais consulté", "participation"),
    ("Le panneau du couloir", "fiabilite", "Encore une panne", "fiabilite"),
    ("Les clichés du thorax", "ergonomie", "Trop de clics", "ergonomie"),
    ("Le reporting mensuel", "calendrier", "Reporter la bascule", "calendrier"),
    ("Le dossier s'affiche mal", "communication", "Une affiche au self", "communication"),
    ("C'est très pratique", "organisation", "Nos pratiques de soins", "organisation"),
    ("C'est trop vague", "calendrier", "La première vague", "calendrier"),
    ("Les ressources humaines", "relation_patient", "Rester humain", "relation_patient"),
    ("Ask human resources", "calendrier", "Not enough resources", "calendrier"),
    ("Comme d'habitude", "organisation", "Changer nos habitudes", "organisation"),
    ("Les lits sont proches", "relation_patient", "Parler avec les proches", "relation_patient"),
    ("Dans la bonne direction", "participation", "La direction décide", "participation"),
]


class TestTraps:
    @pytest.mark.parametrize(("trapped", "wrong", "meant", "right"), TRAPPED)
    def test_a_word_that_looks_like_a_keyword_is_told_apart(
        self, group: Group, trapped: str, wrong: str, meant: str, right: str
    ) -> None:
        assert theme_of(group, trapped) != wrong
        assert theme_of(group, meant) == right

    def test_been_is_not_summer(self, group: Group) -> None:
        summer = one_theme("ete")
        assert theme_of(group, "On a été informés trop tard", taxonomy=summer) == ""
        assert theme_of(group, "Pas été prévenus", taxonomy=summer) == ""
        assert theme_of(group, "Pendant l'été", taxonomy=summer) == "x"
        assert theme_of(group, "En ete personne", taxonomy=summer) == "x"
        assert theme_of(group, "On a été informés trop tard") == "communication"
        assert theme_of(group, "Bascule en plein été") == "calendrier"

    def test_the_department_dim_is_not_sunday(self, group: Group) -> None:
        sunday = one_theme("dim")
        assert theme_of(group, "Le DIM code les séjours", taxonomy=sunday) == ""
        assert theme_of(group, "Fermé le dim.", taxonomy=sunday) == "x"

    def test_a_session_decides_nothing_by_itself(self, group: Group) -> None:
        assert theme_of(group, "Une session") == ""
        assert theme_of(group, "Session de formation annulée") == "formation"
        assert theme_of(group, "Session ouverte sur le poste") == "acces"

    def test_time_alone_decides_nothing(self, group: Group) -> None:
        assert theme_of(group, "Le temps passe") == ""
        assert theme_of(group, "Manque de temps") == "charge"

    def test_a_many_sided_word_yields_to_a_plain_one(self, group: Group) -> None:
        assert theme_of(group, "La direction et le wifi") == "materiel"
        assert theme_of(group, "Pourquoi pas de tablettes la nuit ?") == "materiel"

    def test_every_trap_is_tried_by_some_note_above(self) -> None:
        notes = [trapped for trapped, *_rest in TRAPPED]
        notes += ["On a été informés trop tard", "Le DIM code les séjours"]
        untried = []
        for trap in TRAPS:
            for text in notes:
                words = words_of(text)
                raw = [text[start:end] for start, end in words.spans]
                plain = [folded(word) for word in raw]
                if any(
                    word in trap.words and trap.holds(raw, plain, at, accents=True)
                    for at, word in enumerate(plain)
                ):
                    break
            else:
                untried.append(trap.reason)
        assert untried == []

    def test_every_false_friend_would_be_taken_for_a_keyword_without_its_rule(
        self, taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def found(word: str) -> bool:
            return any(
                Lexicon(taxonomy, language).hits(words_of(word)) for language in ("fr", "en")
            )

        assert [word for word in FALSE_FRIENDS if found(word)] == []
        monkeypatch.setattr("naho_keywords.matching.FALSE_FRIENDS", {})
        assert [word for word in FALSE_FRIENDS if not found(word)] == []


class TestLanguages:
    def test_each_note_is_read_in_its_own_language(self, group: Group) -> None:
        assert theme_of(group, "We go in the right direction") == ""
        assert theme_of(group, "The report is on my desk") == ""
        assert theme_of(group, "Le report de la formation") in {"calendrier", "formation"}
        assert theme_of(group, "The lab results arrive late") == "interop"

    def test_english_words_in_a_french_note_count(self, group: Group) -> None:
        (proposal,) = group("le helpdesk ne répond pas")
        assert (proposal.theme, proposal.words) == ("support", ("helpdesk",))

    def test_the_programme_decides_where_a_note_cannot(self, group: Group) -> None:
        both = Taxonomy(
            version=1,
            themes=tuple(
                Theme(id=id_, label=Localized("", ""), definition=Localized("", ""), keywords=words)
                for id_, words in (
                    ("english", Words(en=("chat",))),
                    ("french", Words(fr=("chat",))),
                )
            ),
        )
        assert theme_of(group, "chat", taxonomy=both, languages=("fr", "en")) == "french"
        assert theme_of(group, "chat", taxonomy=both, languages=("en", "fr")) == "english"


class TestContract:
    def test_a_note_that_a_person_placed_gets_no_proposal(self, group: Group) -> None:
        decisions = (
            Placement(id="A-9", note="A-0", theme="sens", by="person", locked=True),
            Placement(id="A-8", note="A-2", theme="sens", by="keywords"),
        )
        texts = ("Formation courte",) * 3
        notes = [proposal.note for proposal in group(*texts, decisions=decisions)]
        assert notes == ["A-1", "A-2"]

    def test_order_and_neighbours_change_nothing(self, group: Group, taxonomy: Taxonomy) -> None:
        texts = [t for theme in taxonomy.themes for t in theme.examples.fr + theme.examples.en]
        notes = [Note(id=f"A-{n}", text=text) for n, text in enumerate(texts)]
        expected = {p.note: p for p in group(notes=tuple(notes))}
        notes = notes[1::2] + notes[::2][::-1]
        assert len(notes) == len(texts)
        assert {p.note: p for p in group(notes=tuple(notes))} == expected
        fresh = KeywordGrouper()
        for note in notes[:10]:
            (alone,) = fresh.group(
                GroupingInput(notes=(note,), decisions=(), taxonomy=taxonomy, languages=("fr",))
            )
            assert alone == expected[note.id]

    def test_ties_go_to_the_first_theme_of_the_taxonomy(self, group: Group) -> None:
        themes = [
            Theme(
                id=word,
                label=Localized("", ""),
                definition=Localized("", ""),
                keywords=Words(fr=(word,)),
            )
            for word in ("pomme", "poire")
        ]
        for order in itertools.permutations(themes):
            taxonomy = Taxonomy(version=1, themes=order)
            assert theme_of(group, "poire et pomme", taxonomy=taxonomy) == order[0].id

    def test_phrases_weigh_more_than_words_and_repeating_adds_nothing(self, group: Group) -> None:
        assert theme_of(group, "panne, mot de passe") == "acces"
        once, often = group("Peur du wifi et du réseau", "Peur peur peur du wifi et du réseau")
        assert once.theme == often.theme == "materiel"
        assert once.confidence == often.confidence

    def test_a_new_taxonomy_is_noticed(self, group: Group) -> None:
        assert theme_of(group, "formation") == "formation"
        assert theme_of(group, "formation", taxonomy=one_theme("formation")) == "x"
        assert theme_of(group, "formation") == "formation"

    def test_confidence_follows_its_formula(self, group: Group) -> None:
        (proposal,) = group("panne", taxonomy=one_theme("panne"))
        assert proposal.confidence == round(1.1 / 1.6, 2)
        clear, torn = group("mot de passe perdu", "mot de passe et wifi et imprimante")
        assert clear.confidence > torn.confidence > 0

    @settings(deadline=None)
    @given(st.text(max_size=60))
    def test_any_text_gets_a_known_theme_by_words_that_stand_in_it(
        self, group: Group, taxonomy: Taxonomy, text: str
    ) -> None:
        (proposal,) = group(text)
        assert proposal.theme in {"", *(theme.id for theme in taxonomy.themes)}
        assert 0 <= proposal.confidence <= 1
        assert all(word in text for word in proposal.words)
        assert bool(proposal.words) == bool(proposal.theme)

    def test_time_grows_in_step_with_the_notes(self, group: Group, taxonomy: Taxonomy) -> None:
        """Ten times the notes take about ten times as long, not a hundred."""
        texts = [t for theme in taxonomy.themes for t in theme.examples.fr + theme.examples.en]
        endless = itertools.cycle(" ".join(texts).split())
        many = [" ".join(itertools.islice(endless, 8)) for _ in range(4000)]
        group(*many[:50])
        spent = []
        for count in (400, 4000):
            start = time.process_time()
            group(*many[:count])
            spent.append(time.process_time() - start)
        assert spent[1] / spent[0] < 40


class TestSpelling:
    @pytest.mark.parametrize(
        ("a", "b"),
        [
            *(("abc", "abc"), ("abc", "ab"), ("abc", "bc"), ("abc", "abxc"), ("abc", "axc")),
            *(("abc", "acb"), ("", "a"), ("abcd", "abdc")),
        ],
    )
    def test_one_slip(self, a: str, b: str) -> None:
        assert within_one(a, b)
        assert within_one(b, a)

    @pytest.mark.parametrize(
        ("a", "b"), [("abc", "a"), ("abc", "xyc"), ("abc", "cab"), ("abcd", "badc"), ("ab", "cd")]
    )
    def test_two_slips(self, a: str, b: str) -> None:
        assert not within_one(a, b)
        assert not within_one(b, a)

    def test_spellings_of_one_sound(self) -> None:
        assert sound("intairimaire") == sound("interimaire")
        assert sound("connection") == sound("connexion")
        assert sound("formation") != sound("fermeture")
