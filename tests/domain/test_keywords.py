"""Keywords, and where they stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.keywords import Phrases, phrase, words_in


def found(text: str, *keywords: str, longest: bool = False) -> list[str]:
    phrases = Phrases(phrase(keyword, keyword) for keyword in keywords)
    return [one.of for one in (phrases.longest(text) if longest else phrases.all(text))]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("formation*", "FORMATIONS trop courtes"),
        ("équipe", "Une equipe"),
        ("s'entraîner", "pour s’entraîner ici"),
        ("wi-fi", "le wi fi"),
        ("gagne* du temps", "on a gagné du temps"),
        ("coeur", "le cœur"),
    ],
)
def test_a_keyword_is_found_whatever_case_and_accents(keyword: str, text: str) -> None:
    assert found(text, keyword) == [keyword]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("form", "formation"),
        ("formation*", "format"),
        ("du temps", "du beau temps"),
        ("perte de temps", "perte de"),
        ("temps", "le printemps"),
        ("*", "rien"),
    ],
)
def test_what_is_no_keyword_is_not(keyword: str, text: str) -> None:
    assert found(text, keyword) == []


def test_words_inside_a_longer_keyword_count_with_it_only() -> None:
    keywords = ("temps", "perte de temps", "perte*")
    assert found("quelle perte de temps", *keywords, longest=True) == ["perte de temps"]
    assert sorted(found("quelle perte de temps", *keywords)) == sorted(keywords)


def test_a_keyword_is_found_as_often_as_it_stands_there() -> None:
    assert found("pc, pc et pc", "pc") == ["pc"] * 3


WORDS = st.text(st.sampled_from("aé b*'-"), max_size=20)


@given(WORDS, WORDS)
def test_two_keywords_meet_either_way(one: str, two: str) -> None:
    first, second = phrase(one, 1), phrase(two, 2)
    assert first.meets(second) == second.meets(first)


@given(WORDS.filter(lambda text: "*" not in text))
def test_a_text_holds_itself(text: str) -> None:
    assert not words_in(text) or text in found(text, text, longest=True)
