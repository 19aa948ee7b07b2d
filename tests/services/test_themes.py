"""The list of themes: named, merged, split off, taught; ids are for ever and all can be told."""

from __future__ import annotations

import pytest

from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import LocalTheme, Synonym, Taxonomy, Theme, Words, in_use
from naho_feedback.domain.views import Selection
from naho_feedback.errors import NotFoundError, PersonalDataError, RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.facets import FacetService
from naho_feedback.services.gestures import Gestures
from naho_feedback.services.regrouping import RegroupingService
from naho_feedback.services.tally import tally
from naho_feedback.services.themes import Themes
from naho_feedback.services.theming import Theming
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins

NIR = "1 85 02 62 118 123 83"


def theme(id_: str, *words: str, special: bool = False) -> Theme:
    return Theme(
        id=id_,
        label=Localized(id_.title(), f"{id_.title()} en"),
        definition=Localized("", ""),
        keywords=Words(fr=words, en=words),
        special=special,
    )


TAXONOMY = Taxonomy(
    version=1,
    themes=(
        theme("postes", "pc"),
        theme("saisie", "papier"),
        theme("clics", "clic*"),
        theme("merci", special=True),
    ),
)


@pytest.fixture
def themes(store: MemoryStore, clock: Clock) -> Themes:
    return Themes(store, TAXONOMY, clock)


@pytest.fixture
def theming(store: MemoryStore, plugins: FakePlugins, themes: Themes) -> Theming:
    return Theming(store, plugins, themes, grouper="", languages=("fr",))


@pytest.fixture
def regrouping(
    store: MemoryStore, plugins: FakePlugins, themes: Themes, theming: Theming
) -> RegroupingService:
    return RegroupingService(store, plugins, themes, theming, grouper="")


def labels(themes: Themes) -> dict[str, str]:
    return {theme.id: str(theme.label) for theme in themes.taxonomy.themes}


def kinds(themes: Themes, id_: str = "") -> list[tuple[str, str, str]]:
    return [(step.kind, step.other, step.said) for step in themes.history(id_)]


def test_a_theme_is_renamed_and_keeps_its_id_in_both_languages(themes: Themes) -> None:
    before = themes.taxonomy
    assert themes.taxonomy is before, "made anew only when somebody changed it"
    assert themes.rename("postes", "  Postes\n et chariots ").id == "postes"
    assert labels(themes)["postes"] == "Postes et chariots"
    assert themes.find("POSTES ET CHARIOTS").id == "postes"
    themes.rename("postes", "Postes")
    assert kinds(themes) == [("named", "", "Postes et chariots"), ("named", "", "Postes")]


@pytest.mark.parametrize("name", ["", " \u200b", "x" * 61, "Saisie", "sàisié"])
def test_a_name_that_is_empty_too_long_or_taken_is_refused(themes: Themes, name: str) -> None:
    with pytest.raises(RefusedError):
        themes.rename("postes", name)
    assert themes.history() == []


def test_a_name_and_a_word_hold_no_national_identifier(themes: Themes) -> None:
    for attempt in (
        lambda: themes.rename("postes", NIR),
        lambda: themes.new(NIR),
        lambda: themes.add_word("postes", NIR),
    ):
        with pytest.raises(PersonalDataError):
            attempt()


def test_what_lay_in_a_merged_theme_is_shown_and_counted_where_it_went(
    store: MemoryStore,
    capture: Capture,
    session: Session,
    themes: Themes,
    theming: Theming,
    facets: FacetService,
) -> None:
    note = capture.add_note(session, "freins", "le papier")
    theming.place(note.id, "saisie")
    assert themes.merge("saisie", "clics").id == "clics"
    assert "saisie" not in labels(themes)
    assert theming.placements()[note.id].theme == "clics"
    assert tally(store, Selection(), themes.taxonomy, facets).themes["clics"].notes == 1
    assert themes.taxonomy.label("saisie") == "Saisie", "what it was called is still known"
    gestures = Gestures(store, capture, themes)
    assert "Saisie" in gestures.words(gestures.latest()[0])
    themes.unmerge("saisie")
    assert theming.placements()[note.id].theme == "saisie"
    assert kinds(themes, "clics") == kinds(themes, "saisie")
    assert kinds(themes, "saisie") == [("merged", "clics", ""), ("unmerged", "", "")]


def test_a_chain_of_merges_ends_where_the_last_went(themes: Themes) -> None:
    themes.merge("saisie", "clics")
    themes.merge("clics", "postes")
    assert themes.find("saisie").id == "postes"
    assert kinds(themes, "postes") == [("merged", "clics", ""), ("merged", "postes", "")]


def test_two_laptops_that_merged_two_themes_into_each_other_lose_none() -> None:
    local = [LocalTheme(id="saisie", into="clics"), LocalTheme(id="clics", into="saisie")]
    taxonomy = in_use(TAXONOMY, local, ())
    assert {"saisie", "clics"} <= {theme.id for theme in taxonomy.themes}


def test_a_theme_is_not_merged_with_itself_and_praise_with_nothing(themes: Themes) -> None:
    with pytest.raises(RefusedError):
        themes.merge("clics", "Clics")
    with pytest.raises(RefusedError):
        themes.merge("merci", "clics")
    with pytest.raises(NotFoundError):
        themes.merge("clics", "nuages")
    with pytest.raises(NotFoundError):
        themes.unmerge("clics")


def test_notes_are_split_off_by_a_person_and_the_new_theme_says_from_where(
    capture: Capture,
    session: Session,
    themes: Themes,
    theming: Theming,
    regrouping: RegroupingService,
) -> None:
    badges, other = (capture.add_note(session, "freins", t) for t in ("badge", "pc"))
    theming.place_all([badges.id, other.id], "postes")
    made = regrouping.split("postes", [badges.id], "Badges")
    placed = theming.placements()
    assert (placed[badges.id].theme, placed[badges.id].locked) == (made.id, True)
    assert placed[other.id].theme == "postes"
    assert str(themes.find(made.id).label) == "Badges"
    assert kinds(themes, made.id) == [("split", "postes", "Badges")]
    assert kinds(themes, "postes") == [("split", "postes", "Badges")]
    with pytest.raises(RefusedError):
        regrouping.split("postes", [badges.id], "Encore")
    with pytest.raises(RefusedError):
        regrouping.split("postes", [], "Vide")
    assert "Encore" not in labels(themes).values()


def test_a_word_of_this_house_is_a_keyword_until_it_is_taken_back(themes: Themes) -> None:
    themes.add_word("postes", " bécane* ")
    assert "bécane*" in (themes.find("postes").keywords.fr)
    assert themes.taxonomy.knows("Becanes")
    with pytest.raises(RefusedError):
        themes.add_word("clics", "BECANE*")
    with pytest.raises(RefusedError):
        themes.add_word("clics", "papier")
    for nothing in ("", "*", "x" * 61):
        with pytest.raises(RefusedError):
            themes.add_word("clics", nothing)
    themes.forget_word("bécane*")
    assert not themes.taxonomy.knows("becanes")
    with pytest.raises(NotFoundError):
        themes.forget_word("bécane*")
    assert kinds(themes, "postes") == [("word", "", "bécane*"), ("unword", "", "bécane*")]


def test_a_word_goes_with_a_merged_theme_and_comes_back(themes: Themes) -> None:
    themes.add_word("saisie", "bordereau")
    themes.merge("saisie", "clics")
    assert "bordereau" in themes.find("clics").keywords.fr
    themes.unmerge("saisie")
    assert "bordereau" not in themes.find("clics").keywords.fr
    assert [s.word for s in themes.words()] == ["bordereau"]


def test_a_free_label_has_a_number_where_it_is_taken(themes: Themes) -> None:
    assert themes.free_label("Parking") == "Parking"
    assert themes.free_label("clics") == "clics 2"
    assert themes.free_label("clics", ["Clics 2"]) == "clics 3"
    assert themes.free_label(" ") == "Nouveau thème"


def test_nothing_of_it_is_a_step_of_a_wall(
    store: MemoryStore, capture: Capture, session: Session, themes: Themes
) -> None:
    capture.add_note(session, "freins", "un")
    themes.rename("postes", "Autre")
    themes.add_word("postes", "mot")
    assert len(Gestures(store, capture, themes).latest()) == 1
    assert store.count(Note) == 1
    assert store.count(Synonym) == 1
