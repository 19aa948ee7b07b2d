"""What a look through a list of themes finds, and what it leaves in peace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pytest

from naho_feedback import i18n
from naho_feedback.domain.themes import Words
from naho_feedback.i18n import Localized
from naho_feedback.services.theme_check import (
    FLOOD,
    FLOOD_FROM,
    Finding,
    FindingKind,
    HouseWord,
    check_themes,
)
from naho_feedback.workspace.taxonomy import bundled_themes, themes_document
from naho_feedback.workspace.theme_file import FileTheme, ThemesFile


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.set_language("en")
    yield
    i18n.set_language(before)


def theme(
    id_: str, fr: Sequence[str] = ("soin",), en: Sequence[str] = ("care",), **changes: Any
) -> FileTheme:
    whole = FileTheme(
        id=id_,
        label=Localized(id_, id_),
        definition=Localized(f"Sur {id_}.", f"About {id_}."),
        keywords=Words(fr=tuple(fr), en=tuple(en)),
    )
    return msgspec.structs.replace(whole, **changes)


def found(
    *themes: FileTheme, notes: Sequence[str] = (), words: Sequence[HouseWord] = ()
) -> list[Finding]:
    return check_themes(ThemesFile(themes=themes), notes=notes, words=words)


def kinds(findings: Sequence[Finding]) -> list[FindingKind]:
    return [finding.kind for finding in findings]


def two(one: Sequence[str], other: Sequence[str]) -> list[Finding]:
    """What is found where two themes have these French keywords."""
    return found(theme("un", one, ["care"]), theme("deux", other, ["nurse"]))


class TestTwoThemes:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("formation", "formation"),
            ("Équipe", "equipe"),
            ("form*", "formation"),
            ("formation", "form*"),
            ("form*", "format*"),
            ("bac à sable", "bac a sable"),
            ("wi-fi", "wi fi"),
            ("cas pratique*", "cas pratiques"),
            ("gagne* du temps", "gagner du temps"),
        ],
    )
    def test_a_keyword_that_speaks_of_both_is_found(self, one: str, other: str) -> None:
        (finding,) = two([one], [other])
        assert finding.kind is FindingKind.TWO_THEMES
        assert finding.kind.is_error
        assert finding.fault.path == ("themes", 1, "keywords", "fr", 0)
        for said in (one, other, "un", "deux"):
            assert said in finding.fault.message
        assert finding.fault.hint

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("formation", "formateur"),
            ("forme", "formation"),
            ("support*", "support de cours"),
            ("temps", "perte de temps"),
            ("date*", "dauphin*"),
            ("bac a sable", "bac a fleurs"),
        ],
    )
    def test_words_that_can_be_told_apart_are_left_in_peace(self, one: str, other: str) -> None:
        assert two([one], [other]) == []

    def test_the_same_word_in_two_languages_is_found(self) -> None:
        (finding,) = found(theme("un", ["direction"], ["a"]), theme("deux", ["b"], ["direction"]))
        assert finding.kind is FindingKind.TWO_THEMES

    def test_a_star_reads_its_own_language_only(self) -> None:
        assert found(theme("un", ["form*"], ["a"]), theme("deux", ["b"], ["form"])) == []

    def test_a_theme_may_say_a_word_twice(self) -> None:
        assert found(theme("un", ["tuto*", "tutoriel"], ["tuto"])) == []

    def test_a_word_of_this_house_is_compared_too(self) -> None:
        (finding,) = found(
            theme("un", ["form*"], ["a"]),
            theme("deux", ["b"], ["c"]),
            words=[HouseWord("formateur", "deux")],
        )
        assert finding.kind is FindingKind.TWO_THEMES
        assert "formateur" in finding.fault.message
        assert finding.fault.path == ("themes", 0, "keywords", "fr", 0)
        (finding,) = found(theme("un"), words=[HouseWord("sutz", "un"), HouseWord("sutz", "deux")])
        assert finding.fault.path == ()


class TestUntranslated:
    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"label": Localized("Soins", "")}, ("label", "en")),
            ({"definition": Localized("Les soins.", " ")}, ("definition", "en")),
            ({"definition": Localized("", "Care.")}, ("definition", "fr")),
            ({"definition": Localized("Les soins", "les Soins")}, ("definition", "en")),
            ({"keywords": Words(fr=("soin",))}, ("keywords",)),
            ({"keywords": Words(en=("care",))}, ("keywords",)),
        ],
    )
    def test_what_is_written_in_one_language_is_found(
        self, changes: dict[str, Any], path: tuple[str, ...]
    ) -> None:
        (finding,) = found(theme("un", **changes))
        assert finding.kind is FindingKind.UNTRANSLATED
        assert finding.kind.is_error
        assert finding.fault.path == ("themes", 0, *path)

    def test_one_word_may_be_the_same_in_both(self) -> None:
        assert found(theme("un", label=Localized("Support", "Support"))) == []

    def test_a_missing_french_name_is_told_once(self) -> None:
        # The reader refuses it already.
        assert found(theme("un", label=Localized("", "Care"))) == []


class TestExamples:
    def claimed(self, text: str, **changes: Any) -> list[Finding]:
        return found(
            theme("soins", ["soin*"], ["care"], examples=Words(fr=(text,)), **changes),
            theme("temps", ["perte de temps", "pc"], ["time"]),
            theme("merci", ["merci"], ["thanks"], special=True),
        )

    def test_one_that_another_themes_keywords_claim_is_found(self) -> None:
        (finding,) = self.claimed("Le PC est loin du lit")
        assert finding.kind is FindingKind.EXAMPLE
        assert not finding.kind.is_error
        assert finding.fault.path == ("themes", 0, "examples", "fr", 0)
        assert "temps" in finding.fault.message
        assert '"pc"' in finding.fault.message

    def test_the_longer_phrase_weighs_more(self) -> None:
        (finding,) = self.claimed("Perte de temps dans les soins")
        assert '"perte de temps"' in finding.fault.message

    @pytest.mark.parametrize(
        "text",
        [
            "Qui fait la toilette ?",
            "Un pc pour les soins",
            "Perte du temps",
            "Merci, quelle bonne idée",
            "Un pcx",
        ],
    )
    def test_others_are_left_in_peace(self, text: str) -> None:
        assert self.claimed(text) == []

    def test_those_of_what_is_no_subject_may_say_anything(self) -> None:
        assert self.claimed("Le PC est loin", special=True) == []


class TestFloods:
    def flooded(self, matching: int, total: int) -> list[Finding]:
        notes = ["Les soins du matin"] * matching + ["Autre chose"] * (total - matching)
        return found(theme("soins", ["soin*", "matin"], ["care"]), notes=notes)

    def test_a_keyword_of_too_many_notes_is_found_with_the_count(self) -> None:
        star, word = self.flooded(30, 100)
        assert kinds([star, word]) == [FindingKind.FLOOD] * 2
        assert not star.kind.is_error
        assert "30 notes of 100 (30 %)" in star.fault.message
        assert star.fault.path == ("themes", 0, "keywords", "fr", 0)

    def test_up_to_the_share_it_is_none(self) -> None:
        assert self.flooded(round(100 * FLOOD), 100) == []
        assert self.flooded(round(100 * FLOOD) + 1, 100) != []

    def test_a_few_notes_say_nothing(self) -> None:
        assert self.flooded(FLOOD_FROM - 1, FLOOD_FROM - 1) == []
        assert self.flooded(FLOOD_FROM, FLOOD_FROM) != []

    def test_a_note_counts_once_however_often_it_says_the_word(self) -> None:
        notes = ["soins soins soins"] * 5 + ["rien"] * 95
        assert found(theme("soins", ["soin*"], ["care"]), notes=notes) == []


def test_a_theme_that_nothing_leads_to_is_found() -> None:
    (finding,) = found(theme("un", [], []), theme("deux"))
    assert finding.kind is FindingKind.EMPTY
    assert not finding.kind.is_error


def test_findings_come_kind_by_kind() -> None:
    bare = theme("vide", [], [], definition=Localized("", "x"))
    many = found(bare, theme("a", ["mot"], ["x"]), theme("b", ["mot"], ["y"]))
    order = list(FindingKind)
    places = [order.index(kind) for kind in kinds(many)]
    assert len(set(places)) == 3
    assert places == sorted(places)


class TestBundled:
    """The list that comes with the program is held to its own rules."""

    def test_nothing_is_found_in_it(self) -> None:
        document, faults = themes_document(bundled_themes())
        findings = check_themes(document.value, faults)
        assert [finding.fault.message for finding in findings] == []

    def test_a_fault_in_it_would_be_found(self) -> None:
        document, faults = themes_document(bundled_themes())
        first, *rest = document.value.themes
        spoilt = msgspec.structs.replace(first, keywords=rest[0].keywords)
        findings = check_themes(ThemesFile(themes=(spoilt, *rest)), faults)
        assert FindingKind.TWO_THEMES in kinds(findings)

    def test_it_has_enough_examples_and_repeats_none(self) -> None:
        document, _faults = themes_document(bundled_themes())
        french: list[str] = []
        english: list[str] = []
        for theme_ in document.value.themes:
            assert len(theme_.examples.fr) >= 40, theme_.id
            assert len(theme_.examples.en) >= 18, theme_.id
            french += theme_.examples.fr
            english += theme_.examples.en
        for texts in (french, english):
            assert {text for text in texts if texts.count(text) > 1} == set()
