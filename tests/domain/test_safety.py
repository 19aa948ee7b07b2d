"""Which notes may speak of harm: sentences that do, and sentences that only sound so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from naho_feedback.workspace import load_taxonomy
from naho_feedback.workspace.facets import bundled_reader

SENTENCES = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "safety_sentences.toml").read_text("utf-8")
)


def harm(text: str) -> tuple[str, ...]:
    return bundled_reader().read(text).harm


def test_there_are_enough_sentences_to_judge_by() -> None:
    assert len(SENTENCES["harm"]) >= 60
    assert len(SENTENCES["calm"]) >= 120


@pytest.mark.parametrize("text", SENTENCES["harm"])
def test_it_may_speak_of_harm(text: str) -> None:
    (words,) = harm(text)
    assert words in text


@pytest.mark.parametrize("text", SENTENCES["calm"])
def test_it_speaks_of_no_harm(text: str) -> None:
    assert harm(text) == ()


def test_what_is_known_to_be_missed_is_missed() -> None:
    """Whoever mends one of these moves it to the others."""
    assert [text for text in SENTENCES["missed"] if harm(text)] == []
    assert [text for text in SENTENCES["alarm"] if not harm(text)] == []


def test_of_the_examples_of_other_themes_hardly_any_is_flagged() -> None:
    """They were written by others, to speak of subjects and not of events."""
    examples = [
        example
        for theme in load_taxonomy().themes
        if theme.id != "securite_soins"
        for example in (*theme.examples.fr, *theme.examples.en)
    ]
    flagged = [example for example in examples if harm(example)]
    assert len(examples) > 800
    assert len(flagged) <= len(examples) // 200, flagged  # that list is edited without this one


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        ("Erreur de dose hier", "Pas d'erreur de dose hier"),
        ("Mauvais patient ouvert", "Risque de mauvais patient"),
        ("Un patient est tombé", "Un exercice : un patient est tombé"),
        ("Surdosage", "Une alerte en cas de surdosage"),
        ("Wrong dose given", "Avoid a wrong dose"),
    ],
)
def test_a_fear_a_wish_or_an_exercise_is_no_event(said: str, unsaid: str) -> None:
    assert harm(said)
    assert not harm(unsaid)
