"""Personal data: what is refused, what is redacted, and what is neither."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.nir import plain
from naho_feedback.domain.personal_data import (
    Detectors,
    LocalPattern,
    before_nir,
    built_in,
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
    "1/85/02/2A/004/123/08",
    "2_85_02_2B_033_045_66",
    "2 - 55 - 08 - 14 - 168 - 025 - 38",
    "2\u200b55\u200b08\u200b14\u200b168\u200b025\u200b38",
    "1\n85\n02\n62\n118\n123\n83",
    "２５５０８１４１６８０２５３８",
    "٢٥٥٠٨١٤١٦٨٠٢٥٣٨",
    "１ ８５ ０２ ２Ａ ００４ １２３ ０８",
    "①85026211812383",
]

# Every text with the kinds that stand in it; nothing else may be found in it.
FOUND = {
    "nir": (
        "nir2850262118123 66",
        "patiente n°255081416802538vue",
        "1/85/02/2A/004/123/08",
        "2_85_02_2B_033_045_66",
        "２５５０８１４１６８０２５３８",
        "٢٥٥٠٨١٤١٦٨٠٢٥٣٨",
        "2 - 55 - 08 - 14 - 168 - 025 - 38",
    ),
    "phone": (
        "0612345678",
        "06.12.34.56.78",
        "06/12/34/56/78",
        "0612 345 678",
        "+33 (0)3 21 69 12 34",
        "0033 6 12 34 56 78",
        "+262 692 12 34 56",
        "+32 2 555 12 12",
        "00 590 590 12 34 56",
        "tel:0321691234.",
    ),
    "email": (
        "a.b@exemple.fr",
        "jean (at) exemple.fr",
        "prenom.nom@ch-lens.fr,",
    ),
    "date": (
        "12/03/1950",
        "12-3-50",
        "03.04.1922",
        "03.04.22",
        "12 03 1950",
        "1950-03-12",
        "3 mars 1950",
        "1er mars 1950",
        "3 févr. 2017",
        "March 3, 1950",
    ),
    "birth": (
        "né le 3 mars 1950",
        "née le 12/03/1950",
        "né(e) le 3",
        "née en 1932",
        "DDN : 12/03/50",
        "date de naissance 03 04 1950",
        "born on 3 March 1950",
    ),
    "record": (
        "IPP 00123456",
        "IPP: 0012-3456",
        "NDA n° 2401234567",
        "iep 12345678",
        "n° dossier 123456",
        "dossier n° 4521",
        "numéro de séjour : 784512",
        "patient 784512",
    ),
    "room": (
        "chambre 12",
        "Chambre n° 214",
        "ch. 12",
        "ch12",
        "lit 3",
        "box 2",
        "lit n°4b",
        "la dame du 12",
        "patient de la 214",
        "room 12",
    ),
    "name": (
        "Mme Dupont",
        "MME DUPONT",
        "mme dupont",
        "dr martin",
        "Dr. Martin",
        "M. de La Tour",
        "M Dupont",
        "Mr Le Goff",
        "Dr Le Goff",
        "le docteur X",
        "Mme D.",
        "Pr Durand",
        "Madame d'Arc",
        "Mme Dupont-Durand Marie",
        "le Dr van der Berg",
        "Mrs Smith",
        "Doctor Smith",
        "professeur Lefèvre",
    ),
    "age": (
        "96 ans",
        "103 ans",
        "96 years old",
    ),
}

ORDINARY = (
    "n@hô avance",
    "n@hô.Vraiment bien",
    "24/24",
    "7j/7",
    "7/7",
    "ouvert 24h/24 7j/7",
    "chambre connectée",
    "chambre de garde",
    "10/10",
    "2 à 3",
    "2 à 3 fois par jour",
    "14h30",
    "14 h 30",
    "de 8h à 18h",
    "14:30:15",
    "12,50 €",
    "1 250 000 €",
    "version 3.1",
    "v3.1.17",
    "version 3.1.17",
    "docteur martin est là",
    "né le jour même",
    "8.2.8",
    "Textual 8.2.8",
    "10.11.12.13",
    "192.168.1.20",
    "le docteur a dit",
    "Le docteur est venu",
    "Mme la directrice",
    "Madame la Directrice",
    "M. le directeur",
    "M. le Directeur",
    "madame la directrice",
    "LE DOCTEUR A DIT QUE OUI",
    "dr de garde",
    "le Dr de garde",
    "pr les soins",
    "Pr le moment",
    "monsieur est venu",
    "madame, monsieur",
    "bonjour madame",
    "dossier en 3 clics",
    "dossier 3 clics",
    "le dossier 2018",
    "630 sur 2000",
    "une idée le matin",
    "arrivée le lundi",
    "45 ans",
    "depuis 10 ans",
    "il lit 3 pages",
    "on lit 3 dossiers",
    "10 lits 3 étages",
    "12 chambres",
    "MS Office",
    "Microsoft Office 365",
    "Excel 2016",
    "IPP non visible",
    "2 000 personnes en 2017",
    "de 2017 à 2018",
    "le 27 février",
    "semaine 12",
    "1/2",
    "3/4 des agents",
    "80 %",
    "90 % des agents",
    "2e étage",
    "poste 3",
    "service 12",
    "norme ISO 27001",
    "20 à 25 minutes",
    "3 x 10 minutes",
    "taille M",
    "plan M",
    "Windows 10 22H2",
    "n° 12",
    "hôtel***",
    "a@b",
    "@service",
    "la journée du 12",
    "le 12 mars",
    "CH de Lens",
    "18 mois",
    "H+4",
    "il y a 5 jours",
    "+ de 30 %",
    "+ 2 000 000",
    "né le besoin",
    "l'idée est née le jour même",
    "Doctolib",
    "Mme",
    "m. et mme",
)

TOKEN = re.compile(r"\[[A-Z]+\]")
BADGE = LocalPattern(
    id="matricule", pattern=r"\bH[0-9]{5}\b", fr="un matricule", en="a staff number"
)


def kinds(text: str) -> list[str]:
    return [kind.id for kind in built_in().kinds(text)]


# ---- the national health number --------------------------------------------------------------


@pytest.mark.parametrize("nir", VALID)
@pytest.mark.parametrize("frame", ["vue avec {} ce matin", "nir{}", "{}vue", "n°{}.", "({})"])
def test_a_nir_with_the_right_key_is_found_wherever_it_stands(nir: str, frame: str) -> None:
    text = frame.format(nir)
    assert nir_key_is_valid(nir)
    assert holds_nir(text)
    assert kinds(text) == ["nir"]
    assert redacted(text) == frame.format("[NIR]")


@pytest.mark.parametrize(
    "text",
    [
        "255081416802539",
        "2550814168025",
        "1 85 02 2A 004 123 09",
        "24/24",
        "630 sur 2000",
        "9255081416802538",
        "2550814168025380",
        "06 12 34 56 78 / 06 98 76 54 32",
        "555081416802538",
    ],
)
def test_a_wrong_key_no_key_or_a_longer_number_is_no_nir(text: str) -> None:
    assert not holds_nir(text)


@pytest.mark.parametrize("text", ["2 55 08 14 168 025 39", "2550814168025", "2 55 08 14 168 025"])
def test_what_only_looks_like_a_nir_is_told_and_redacted(text: str) -> None:
    """A typing error in the number still points at a person."""
    assert kinds(text) == ["nir"]
    assert redacted(text) == "[NIR]"


@st.composite
def nirs(draw: st.DrawFn) -> str:
    """Make a NIR with its key, with anything between any two characters, in any digits."""

    def digits(least: int, most: int, width: int) -> str:
        return f"{draw(st.integers(least, most)):0{width}}"

    department = draw(st.sampled_from(["2A", "2B", "2a", "75", "62", "99", "01"]))
    body = (
        draw(st.sampled_from("123478"))
        + digits(0, 99, 2)
        + draw(st.sampled_from(["01", "09", "10", "12", "20", "50", "99"]))
        + department
        + digits(0, 999, 3)
        + digits(0, 999, 3)
    )
    corsica = {"2A": "19", "2B": "18"}
    number = int(body[:5] + corsica.get(department.upper(), department) + body[7:])
    whole = f"{body}{97 - number % 97:02}"
    zeros = draw(st.sampled_from("0٠０०"))
    typed = [chr(ord(zeros) + int(c)) if c.isdigit() else c for c in whole]
    gaps = st.text(" .-/_:,;\u00a0\u202f\u200b\n|", max_size=4)
    return typed[0] + "".join(draw(gaps) + char for char in typed[1:])


NO_DIGITS = st.text(st.characters(exclude_categories=["Nd", "No", "Nl", "Cs"]), max_size=12)


@given(nirs(), NO_DIGITS, NO_DIGITS)
def test_any_nir_is_found_and_never_left_in_what_goes_out(
    nir: str, before: str, after: str
) -> None:
    text = before + nir + after
    assert holds_nir(text)
    assert "nir" in kinds(text)
    out = redacted(text)
    assert not holds_nir(out)
    assert nir not in out
    assert len(re.findall(r"\d", plain(out))) <= 1  # no piece of it: a title's "M1" may hold one
    assert len(re.findall(r"\d", plain(before_nir(text)))) <= 6


# ---- the other kinds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts]
)
def test_what_points_at_a_person_becomes_a_token(kind: str, text: str) -> None:
    assert kinds(f"{text}") == [kind]
    assert kinds(f"Vu hier : {text}, puis rien.") == [kind]
    out = redacted(text)
    assert TOKEN.search(out)
    assert not re.search(r"\d", plain(out))
    assert may_point_at_somebody(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay(text: str) -> None:
    assert kinds(text) == []
    assert redacted(text) == text
    assert not may_point_at_somebody(text)


def test_there_are_vectors_in_both_directions() -> None:
    assert sum(map(len, FOUND.values())) >= 60
    assert len(ORDINARY) >= 60


@pytest.mark.parametrize(
    ("text", "out"),
    [
        (
            "Mme Dupont, chambre 12, rappelle au 06 12 34 56 78.",
            "[NOM], [CHAMBRE], rappelle au [TEL].",
        ),
        ("née le 3 mars 1950 à Lens", "née le [DATE] à Lens"),
        ("M. et Mme Dupont", "M. et [NOM]"),
        ("Madame le Dr Martin", "Madame le [NOM]"),
        ("Mme DUPONT attend", "[NOM] attend"),
        ("Mme Marie Dupont de Villiers est là", "[NOM] est là"),
        ("le Dr House a dit", "le [NOM] a dit"),
        ("IPP 12-03-1950 vu", "[DOSSIER] vu"),
    ],
)
def test_a_hit_covers_the_words_that_point_at_somebody_and_no_more(text: str, out: str) -> None:
    """Where two kinds overlap, both go."""
    assert redacted(text) == out


PIECES = ("[NOM]", "[TEL]", "[", "]", " ", ".", "/", "-", "0", "12", "M. ", "Mme ", "le ", "@")
SCRAPS = st.sampled_from(
    [*(text for texts in FOUND.values() for text in texts), *ORDINARY, *VALID, *PIECES, "né le "]
)


@given(st.lists(SCRAPS, max_size=8).map("".join))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    out = redacted(text)
    assert redacted(out) == out
    assert not may_point_at_somebody(out)


@given(st.lists(SCRAPS, max_size=6).map("".join))
def test_hits_lie_in_the_text_in_order_and_apart(text: str) -> None:
    place = 0
    for hit in built_in().hits(text):
        assert place <= hit.start < hit.end <= len(text)
        place = hit.end


@given(st.text())
def test_every_character_keeps_its_place_when_digits_are_read(text: str) -> None:
    assert len(plain(text)) == len(text)


HOSTILE = [
    *(char for char in string.printable if not char.isalpha()),
    "a", "A", "a.", "a@", "Mme ", "Mme A ", "M. D'", "d'", "né le ", "IPP ", "IPP:", "ch ", "06 ",
    "+3", "00", "3 mars ", "mars ", "1/", "12/12/", "(at)", "dossier n", "2A", "1 8 5 0 2 6 2 ",
    "lit ", "²", "é", "1 85 02 62 118 123 8", "[NOM]", "0612345678", "le Dr de la ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_ten_thousand_hostile_characters_come_back(unit: str) -> None:
    """Patterns that gave characters back would not return from some of these in a lifetime."""
    text = (unit * 10_000)[:10_000]
    out = redacted(text)
    assert redacted(out) == out
    assert not holds_nir(out)
    assert text.startswith(before_nir(text))


# ---- a hospital's own ------------------------------------------------------------------------


def test_a_local_pattern_is_found_told_and_redacted_beside_the_others() -> None:
    own = Detectors([BADGE])
    text = "H１2345 et Mme Dupont"
    assert [(kind.id, kind.token, str(kind.label)) for kind in own.kinds(text)] == [
        ("matricule", "MATRICULE", "un matricule"),
        ("name", "NOM", "un nom de personne"),
    ]
    assert own.redacted(text) == "[MATRICULE] et [NOM]"
    assert own.finds("H12345")
    assert redacted("H12345") == "H12345"


@pytest.mark.parametrize("pattern", [r"[A-Z]+", r"\w+", r"\b|x", r"(?=x)"])
def test_a_local_pattern_never_eats_tokens_nor_runs_for_ever(pattern: str) -> None:
    own = Detectors([LocalPattern(id="mot", pattern=pattern, fr="un mot", en="a word")])
    out = own.redacted("ABC x Mme Dupont [NOM]")
    assert own.redacted(out) == out
    assert out.endswith("[NOM]")
