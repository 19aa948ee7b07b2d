"""Personal data: what is refused, what is redacted, and what is neither."""

import pytest

from naho_feedback.domain.personal_data import (
    holds_nir,
    may_point_at_somebody,
    nir_key_is_valid,
    redacted,
)

VALID = [
    "255081416802538",
    "2 55 08 14 168 025 38",
    "180127512345642",
    "1 85 02 2A 004 123 08",
    "285022b03304566",
    "1.85.02.62.118.123.83",
    "1\u00a085\u202f02-62 118 123 83",
]


@pytest.mark.parametrize("nir", VALID)
def test_a_nir_with_the_right_key_is_found_in_a_sentence(nir: str) -> None:
    assert nir_key_is_valid(nir)
    assert holds_nir(f"patiente {nir} vue ce matin")


@pytest.mark.parametrize(
    "text", ["255081416802539", "2550814168025", "1 85 02 2A 004 123 09", "24/24", "630 sur 2000"]
)
def test_a_wrong_key_or_no_key_is_no_nir(text: str) -> None:
    assert not holds_nir(text)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("rappeler au 06 12 34 56 78", "[TEL]"),
        ("+33 (0)3 21 69 12 34", "[TEL]"),
        ("écrire à a.b@exemple.fr", "[COURRIEL]"),
        ("née le 12/03/1945", "[DATE]"),
        ("vu le 2026-11-23", "[DATE]"),
        ("IPP 00123456", "[DOSSIER]"),
        ("n° dossier 123456", "[DOSSIER]"),
        ("chambre 214", "[CHAMBRE]"),
        ("Mme Dupont attend", "[NOM]"),
        ("2 55 08 14 168 025 38", "[NIR]"),
    ],
)
def test_what_points_at_a_person_becomes_a_token(text: str, token: str) -> None:
    assert token in redacted(text)
    assert not any(char.isdigit() for char in redacted(text))
    assert may_point_at_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "n@hô avance",
        "ouvert 24/24 et 7/7",
        "note 10/10",
        "chambre connectée",
        "630 sur 2000",
        "une idée le matin",
        "dossier en 3 clics",
        "madame la directrice",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redacted(text) == text
    assert not may_point_at_somebody(text)
