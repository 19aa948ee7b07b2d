"""Phrases: how they are written, and where they are found."""

from __future__ import annotations

import pytest

from naho_feedback.domain.phrases import Hit, Phrases, typed

LISTS = {"person": ("patient*", "nouveau-né"), "who": ("{person}", "dame")}


def found(phrase: str, text: str) -> str:
    """Return the words of the first hit as typed, ``""`` for none."""
    hits = Phrases({"x": [phrase]}, LISTS).read(text).hits
    return typed(text, hits[0]) if hits else ""


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("mauvais patient*", "Le MAUVAIS patiente ouvert", "MAUVAIS patiente"),
        ("s'est trompé", "On s’est trompe hier", "s’est trompe"),
        ("erreur* .. {who}", "Erreurs de dose sur la dame", "Erreurs de dose sur la dame"),
        ("erreur* .. {who}", "Erreur de la dose sur la même dame", ""),
        ("erreur* .. {who}", "Erreur. Une dame attend", ""),
        ("(pas|plus) [de|d'] panne", "plus panne", "plus panne"),
        ("(pas|plus) [de|d'] panne", "pas de panne", "pas de panne"),
        ("(pas|plus) [de|d'] panne", "pas des pannes", ""),
        ("{who} tombé", "un nouveau-né tombé", "nouveau-né tombé"),
        ("œil", "l'oeil", "oeil"),
        ("panne", "panneau", ""),
    ],
)
def test_a_phrase_is_found_whatever_case_and_accents(phrase: str, text: str, words: str) -> None:
    assert found(phrase, text) == words


@pytest.mark.parametrize(
    "phrase", ["", ".. panne", "[de] panne", "panne ?", "(a (b|c))", "{nobody}", "(la )?panne"]
)
def test_a_phrase_that_cannot_be_read_is_an_error(phrase: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Phrases({"x": [phrase]}, LISTS)


def test_a_list_holds_words_only() -> None:
    with pytest.raises(ValueError, match="a list holds words"):
        Phrases({"x": ["{bad}"]}, {"bad": ("(a|b) c",)})


def test_hits_come_in_the_order_of_their_words_and_sentences_may_be_ignored() -> None:
    phrases = Phrases({"b": ["deux"], "a": ["un deux"]}, {})
    assert phrases.read("un deux").hits == (Hit("a", 0, 2), Hit("b", 1, 2))
    assert phrases.read("un. deux").hits == (Hit("b", 2, 3),)
    assert phrases.read("un. deux", breaks=False).hits == (Hit("a", 0, 2), Hit("b", 1, 2))
