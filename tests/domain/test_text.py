"""Text: kept as typed, harmless when shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.text import folded, is_blank, one_line, shown, stored_form


@given(st.text())
def test_shown_text_holds_no_control_character(text: str) -> None:
    safe = shown(text)
    assert not [c for c in safe if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(safe) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2069\u200e\u200f\u061c")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_the_stored_form_is_nfc_and_stable(text: str) -> None:
    stored = stored_form(text)
    assert stored == unicodedata.normalize("NFC", text)
    assert stored_form(stored) == stored


def test_a_lone_surrogate_is_replaced_because_no_file_holds_it() -> None:
    assert stored_form("a\ud800b") == "a\ufffdb"
    assert stored_form("\ud83d\ude00") == "\U0001f600"


def test_an_escape_sequence_becomes_visible() -> None:
    assert shown("a\x1b[31mb\x07") == "a␛[31mb␇"


@pytest.mark.parametrize("text", ["", "  \t\n", "\u200b\u200d", "\x00\x07", "\u202e \ufeff"])
def test_invisible_text_is_blank(text: str) -> None:
    assert is_blank(text)


def test_folding_ignores_case_accents_and_apostrophes() -> None:
    assert folded("L’Été à l'ŒUVRE") == "l'ete a l'oeuvre"
