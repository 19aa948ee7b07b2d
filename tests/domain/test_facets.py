"""Facets that words, columns and days tell; thin praise and what is off topic."""

from __future__ import annotations

import datetime as dt

import pytest

from naho_feedback.domain.facets import Moment, column_polarity, moment_of
from naho_feedback.domain.notes import Note, Polarity
from naho_feedback.domain.programme import GoLive
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.workspace import load_areas, load_taxonomy
from naho_feedback.workspace.facets import bundled_reader

READER = bundled_reader()
SUBJECTS = Taxonomy(version=1, themes=tuple(t for t in load_taxonomy().themes if not t.special))


def special(text: str) -> str:
    found = READER.special(text, SUBJECTS.knows)
    return found.id if found else ""


class TestPolarity:
    @pytest.mark.parametrize(
        ("text", "side"),
        [
            *(("Trop de clics", "barrier"), ("Pas facile la nuit", "barrier")),
            *(("Ça ne marche jamais", "barrier"), ("On n'a plus de temps", "barrier")),
            *(("Pas assez de formation", "barrier"), ("No training at all", "barrier")),
            *(("Le logiciel rame, c'est pénible", "barrier"), ("Moins bien qu'avant", "barrier")),
            *(("pas de panne", "enabler"), ("plus de temps", "enabler"), ("pas mal", "enabler")),
            *(("rien à redire", "enabler"), ("not bad", "enabler"), ("No more errors", "enabler")),
            *(("Ça ne bloque plus", "enabler"), ("Moins de papier", "enabler")),
            *(("plus de bonnes idées", "enabler"), ("Écran clair et intuitif", "enabler")),
            *(("Il faudrait un PC par chambre", "idea"), ("Et si on gardait le papier", "idea")),
            *(("Pourquoi ne pas commencer petit ?", "idea"), ("What if we wait?", "idea")),
            *(("Qui appeler la nuit", "question"), ("Le wifi sera mieux ?", "question")),
            *(("Comment faire en cas de panne", "question"), ("How do we print", "question")),
            *(("Le chariot bleu", "neutral"), ("Rapide mais illisible", "neutral")),
            *(("", "neutral"), ("…", "neutral")),
        ],
    )
    def test_words_tell_the_side_where_they_agree(self, text: str, side: str) -> None:
        assert READER.read(text).polarity == Polarity(side)

    def test_the_column_of_a_note_says_more_than_its_words(self) -> None:
        session = Session(format="freins-leviers")
        assert column_polarity(Note(column="leviers"), session) == Polarity.ENABLER
        assert column_polarity(Note(column="?"), session) == Polarity.NEUTRAL
        assert column_polarity(Note(column="leviers"), None) == Polarity.NEUTRAL


class TestAreas:
    @pytest.mark.parametrize(
        ("text", "areas"),
        [
            ("La prescription au bloc est longue", ("medicament", "bloc")),
            ("Pas de réseau en réanimation", ("reanimation",)),
            ("REANIMATION oubliée", ("reanimation",)),
            ("Aux urgences le tri change", ("urgences",)),
            ("Un bloc-notes et des blocages", ()),
            ("En urgence, imprimer", ()),
            ("Scanner les codes-barres", ()),
            ("La consultation du dossier est lente", ()),
            ("Bon accueil", ()),
            ("Facturation et admissions", ("admin",)),
            ("Radios du labo", ("plateaux",)),
            ("Theatre nurses and outpatients", ("bloc", "consultation")),
            ("A second monitor please", ()),
        ],
    )
    def test_several_may_hold_and_look_alikes_do_not(
        self, text: str, areas: tuple[str, ...]
    ) -> None:
        assert READER.read(text).areas == areas

    def test_go_lives_call_them_by_the_same_ids(self) -> None:
        assert list(load_areas()) == [
            *("medicament", "urgences", "bloc", "reanimation", "hospitalisation"),
            *("consultation", "plateaux", "admin"),
        ]


class TestMoment:
    STEPS = (
        GoLive(site="lens", date=dt.date(2017, 3, 1)),
        GoLive(site="lens", date=dt.date(2017, 9, 1)),
        GoLive(site="bethune", date=dt.date(2018, 1, 1)),
        GoLive(site="la-bassee"),
    )

    @pytest.mark.parametrize(
        ("day", "moment"),
        [
            ("2016-12-01", Moment.BEFORE),
            ("2017-02-28", Moment.BEFORE),
            ("2017-03-01", Moment.DURING),
            ("2017-03-14", Moment.DURING),
            ("2017-03-15", Moment.AFTER),
            ("2017-05-31", Moment.AFTER),
            ("2017-06-02", Moment.BEFORE),  # nearer to the one that comes
            ("2017-09-01", Moment.DURING),
            ("2019-01-01", Moment.AFTER),
        ],
    )
    def test_the_nearest_go_live_of_the_site_tells(self, day: str, moment: Moment) -> None:
        assert moment_of(dt.date.fromisoformat(day), "lens", self.STEPS) == moment

    def test_a_site_without_a_date_tells_nothing(self) -> None:
        assert moment_of(dt.date(2017, 3, 1), "la-bassee", self.STEPS) == Moment.UNSET
        assert moment_of(dt.date(2017, 3, 1), "", self.STEPS) == Moment.UNSET

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            *(("Avant la bascule il faut former", "before"), ("Training before go-live", "before")),
            *(("Le jour J, qui aide ?", "during"), ("Staff on go-live day", "during")),
            *(("Depuis le démarrage ça rame", "after"), ("Slow since the go-live", "after")),
            ("Avant c'était mieux", ""),
        ],
    )
    def test_words_tell_it_too(self, text: str, moment: str) -> None:
        assert READER.read(text).moment == Moment(moment)


class TestSpecial:
    @pytest.mark.parametrize(
        "text",
        [
            *("merci", "Merci beaucoup !", "RAS", "R.A.S.", "rien à signaler", "Tout est bien"),
            *("Merci à toute l'équipe pour votre accueil", "Bravo, continuez comme ça", "👍👍"),
            *("Bonjour et merci", "Thank you all", "Nothing to report", "Super !!!"),
        ],
    )
    def test_thin_praise(self, text: str) -> None:
        assert special(text) == "merci"

    @pytest.mark.parametrize(
        "text",
        [
            *("La cantine est froide", "Parking complet le matin", "Il pleut", "Bonjour"),
            *("azerty", "qsdfgh", "test test", "aaaa", "12345", "blabla", "asdf", "Bon appétit"),
        ],
    )
    def test_off_topic(self, text: str) -> None:
        assert special(text) == "hors-sujet"

    @pytest.mark.parametrize(
        "text",
        [
            *("merci mais le wifi coupe", "Merci pour la formation", "Super, sauf le menu"),
            *("Parking loin : badge inutile", "La cantine affiche nos plannings", "", "?", "👎"),
            *("Bonjour, qui appeler la nuit ?", "Test du bracelet", "Très bien la dictée vocale"),
            *("Rien à dire sur le matériel", "Tout est lent", "Merci, un patient est tombé"),
            *("Café offert aux patients", "bien plus rapide", "zzz", "Pas merci"),
        ],
    )
    def test_whoever_says_anything_is_heard(self, text: str) -> None:
        assert special(text) == ""

    def test_the_words_that_decided_are_those_of_the_note(self) -> None:
        found = READER.special("Super atelier, MERCI !", SUBJECTS.knows)
        assert found is not None
        assert found.words == ("Super", "MERCI")

    def test_a_theme_of_this_house_may_be_about_parking(self) -> None:
        assert READER.special("Parking complet", lambda word: word == "parking") is None

    def test_of_the_examples_of_themes_that_are_subjects_none_is_special(self) -> None:
        examples = [e for t in SUBJECTS.themes for e in (*t.examples.fr, *t.examples.en)]
        assert [example for example in examples if special(example)] == []


def test_the_same_text_is_read_once() -> None:
    assert READER.read("Trop de clics") is READER.read("Trop de clics")
