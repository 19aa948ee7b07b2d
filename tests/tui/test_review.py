"""À relire: a note as typed beside as it would be quoted, one key for each decision."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.notes import Note, Review
from naho_feedback.tui.screens import review as screen_module
from naho_feedback.tui.screens.review import ReviewScreen
from naho_feedback.tui.widgets.review_table import ReviewTable
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, seen, settle, toasts
from tests.tui.wall_help import burst, open_session, until

pytestmark = pytest.mark.usefixtures("source_strings")
SIZES = [(80, 24), (120, 40)]
NAME = "voir Mme Zbigniew en chambre 12"
HOSTILE = "[@click=app.quit]x[/] Mme Zola \x1b[31m \u202eevil"


@pytest.fixture
def notes(naho: Naho) -> list[Note]:
    session = open_session(naho)
    return [naho.capture.add_note(session, "", text) for text in ("trop de clics", NAME, "oser")]


def review_of(naho: Naho, note: Note) -> Review:
    return naho.capture.find(Note, note.id).review


@pytest.mark.parametrize("size", SIZES)
async def test_the_note_that_may_point_at_somebody_comes_first_on_both_sides(
    naho: Naho, app: AppFactory, notes: list[Note], size: tuple[int, int]
) -> None:
    async with app().run_test(size=size, notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.screen.query_one(ReviewTable).chosen == notes[1].id
        text = seen(pilot.app)
        assert "As typed" in text
        assert "voir [NOM] en [CHAMBRE]" in text
        assert NAME in text
        assert "1 may point at somebody · 2 others wait" in text
        assert "un nom de personne" in text
        for word in ("p May be quoted", "r Withhold", "e Change the words"):
            assert word in key_words(pilot.app)
        assert "^z" not in key_words(pilot.app)


async def test_p_allows_and_r_withholds_one_note_after_the_other(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        await pilot.press("p", "r", "p")
        await settle(pilot)
        assert "Nothing waits to be read." in seen(pilot.app)
    assert [review_of(naho, note) for note in notes] == [
        Review.WITHHELD,
        Review.QUOTABLE,
        Review.QUOTABLE,
    ]
    for number in range(7):
        naho.capture.add_note(naho.capture.session(notes[0].session), "", f"x{number}")
    quotes = {quote.text for quote in naho.gate.view(Audience.PUBLIC).verbatims}
    assert quotes == {"voir [NOM] en [CHAMBRE]", "oser"}


async def test_keys_pressed_fast_decide_about_one_note_each(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        burst(pilot.app, "prp")
        await until(pilot, lambda: all(review_of(naho, note) for note in notes))
        await settle(pilot)
    assert [str(review_of(naho, note)) for note in notes] == ["withheld", "quotable", "quotable"]


async def test_ctrl_z_takes_back_decisions_and_words_the_last_first(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert f"{notes[1].receipt} may be quoted" in seen(pilot.app)
        first = pilot.app.screen.query_one(ReviewTable).chosen
        await pilot.press("r")
        await settle(pilot)
        assert "is withheld" in seen(pilot.app)
        assert "^z" in key_words(pilot.app)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert [review_of(naho, note) for note in notes] == ["", "quotable", ""]
        assert pilot.app.screen.query_one(ReviewTable).chosen == first
        assert "is withheld" not in seen(pilot.app)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert [review_of(naho, note) for note in notes] == ["", "", ""]
        assert pilot.app.screen.query_one(ReviewTable).row_count == 3
        assert "^z" not in key_words(pilot.app)


async def test_after_ctrl_z_the_next_key_means_the_note_that_came_back(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        await pilot.press("down", "down", "r")
        await settle(pilot)
        (withheld,) = [note for note in notes if review_of(naho, note)]
        await pilot.press("up")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert pilot.app.screen.query_one(ReviewTable).chosen == withheld.id
        await pilot.press("p")
        await settle(pilot)
    assert [note.id for note in notes if review_of(naho, note)] == [withheld.id]


async def test_a_name_is_taken_out_by_hand_and_the_note_waits_again(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert "It would be quoted as: voir [NOM] en [CHAMBRE]" in seen(pilot.app)
        pilot.app.screen.query_one(Input).value = "voir la patiente"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert naho.capture.find(Note, notes[1].id).text == "voir la patiente"
        assert review_of(naho, notes[1]) == Review.NONE
        assert "3 others wait" in seen(pilot.app)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert naho.capture.find(Note, notes[1].id).text == NAME


async def test_a_nir_typed_there_is_refused_and_the_words_stay(
    naho: Naho, app: AppFactory, notes: list[Note]
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        pilot.app.screen.query_one(Input).value = "1 84 12 76 451 089 46"
        await pilot.press("enter")
        await settle(pilot)
        assert "social security number" in seen(pilot.app)
        assert pilot.app.screen.query_one(Input).value == "1 84 12 76 451 089 46"
    assert naho.capture.find(Note, notes[1].id).text == NAME


async def test_a_note_that_changed_meanwhile_is_not_allowed_unread(
    naho: Naho, app: AppFactory, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(ReviewScreen, "refresh_data", lambda _screen: None)
            naho.capture.edit_note(notes[1].id, text="c'est M. Zola qui l'a dit")
            await settle(pilot)
            await pilot.press("p")
            await settle(pilot)
        assert review_of(naho, notes[1]) == Review.NONE
        assert any("says something else by now" in toast for toast in toasts(pilot.app))


async def test_hostile_words_are_words_on_both_sides(naho: Naho, app: AppFactory) -> None:
    naho.capture.add_note(open_session(naho), "", HOSTILE)
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        text = seen(pilot.app)
        assert text.count("[@click=app") == 3  # in the list and on both sides
        assert "[NOM]" in text
        assert not {"\x1b", "\u202e"} & set(text)


async def test_a_long_list_is_shown_in_parts(
    naho: Naho, app: AppFactory, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_module, "MOST", 2)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        table = pilot.app.screen.query_one(ReviewTable)
        assert table.row_count == 2
        await pilot.press("r")
        await settle(pilot)
        assert table.row_count == 2
        await pilot.press("r")
        await settle(pilot)
        assert table.row_count == 1


async def test_nothing_waiting_is_said(app: AppFactory) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert "Nothing waits to be read." in seen(pilot.app)
        await pilot.press("p", "r", "e", "ctrl+z")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_what_may_speak_of_harm_has_a_mark_and_p_is_refused_with_the_reason(
    naho: Naho, app: AppFactory
) -> None:
    note = naho.capture.add_note(open_session(naho), "", "Un patient est tombé")
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("ctrl+g")
        await settle(pilot)
        text = seen(pilot.app)
        assert "⚑" in text
        assert "It may speak of harm: it is never quoted." in text
        await pilot.press("p")
        await settle(pilot)
        assert any("it is never quoted" in toast for toast in toasts(pilot.app))
        assert review_of(naho, note) == Review.NONE
        await pilot.press("r")
        await settle(pilot)
    assert review_of(naho, note) == Review.WITHHELD
