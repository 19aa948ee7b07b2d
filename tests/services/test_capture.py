"""Capture: what is taken, what is refused, and what people are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.notes import NOTE_LIMIT, Note, Origin, Polarity
from naho_feedback.domain.responses import Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import stored_form
from naho_feedback.errors import NotFoundError, PersonalDataError, RefusedError, UsageError
from naho_feedback.services.capture import Capture
from naho_feedback.services.checked import checked_text
from naho_feedback.store.memory import MemoryStore

NIR = "1 85 02 62 118 123 83"


class TestSessions:
    def test_a_session_takes_kind_and_format_from_its_workshop(self, capture: Capture) -> None:
        session = capture.open_session("post-it", "lens")
        assert (session.kind, session.format) == ("workshop", "freins-leviers")
        assert capture.find(Session, session.id) == session

    @pytest.mark.parametrize(("workshop", "site"), [("bridge", "lens"), ("post-it", "lille")])
    def test_unknown_names_are_refused_with_the_known_ones(
        self, capture: Capture, workshop: str, site: str
    ) -> None:
        with pytest.raises(NotFoundError) as refused:
            capture.open_session(workshop, site)
        assert "post-it" in refused.value.hint or "lens" in refused.value.hint

    def test_the_current_session_is_the_last_workshop_then_the_permanence(
        self, capture: Capture
    ) -> None:
        house = capture.open_session("maison", "lens")
        assert capture.session() == house
        workshop = capture.open_session("post-it", "lens")
        capture.open_session("discours", "lens")
        assert capture.session() == workshop
        capture.close_session(workshop.id)
        assert capture.session() == house

    def test_without_an_open_session_the_command_to_type_is_named(self, capture: Capture) -> None:
        with pytest.raises(NotFoundError, match="naho session open"):
            capture.session()

    def test_closing_twice_is_refused(self, capture: Capture, session: Session) -> None:
        capture.close_session(session.id, attendance=12)
        assert capture.find(Session, session.id).attendance == 12
        with pytest.raises(RefusedError):
            capture.close_session(session.id)


class TestNotes:
    def test_a_note_is_stored_as_typed_in_its_column(
        self, capture: Capture, session: Session, store: MemoryStore
    ) -> None:
        note = capture.add_note(session, "Leviers", "  Le bac à sable :\tça aide ", dots=3)
        kept = store.get(Note, note.id)
        assert kept == note
        assert kept is not None
        assert (kept.column, kept.text, kept.dots) == (
            "leviers",
            "  Le bac à sable :\tça aide ",
            3,
        )
        column = capture.format_of(session).column(kept.column)
        assert column is not None
        assert column.polarity == Polarity.ENABLER

    def test_decomposed_accents_are_stored_composed(
        self, capture: Capture, session: Session
    ) -> None:
        assert capture.add_note(session, "", "e\u0301te\u0301").text == "été"

    @pytest.mark.parametrize("text", ["", " \n ", "\u200b", "\x07"])
    def test_nothing_to_read_is_refused(
        self, capture: Capture, session: Session, text: str
    ) -> None:
        with pytest.raises(RefusedError):
            capture.add_note(session, "", text)
        assert capture.notes() == []

    def test_the_limit_is_ten_thousand_characters(self, capture: Capture, session: Session) -> None:
        assert len(capture.add_note(session, "", "é" * NOTE_LIMIT).text) == NOTE_LIMIT
        with pytest.raises(RefusedError, match="10001"):
            capture.add_note(session, "", "é" * (NOTE_LIMIT + 1))

    def test_a_nir_is_refused_and_not_repeated(self, capture: Capture, session: Session) -> None:
        with pytest.raises(PersonalDataError) as refused:
            capture.add_note(session, "", f"la patiente {NIR} attend")
        assert "85" not in str(refused.value)
        assert capture.notes() == []

    def test_a_closed_session_refuses_notes_even_through_an_old_reference(
        self, capture: Capture, session: Session
    ) -> None:
        capture.close_session(session.id)
        with pytest.raises(RefusedError):
            capture.add_note(session, "", "trop tard")

    def test_an_event_takes_no_notes(self, capture: Capture) -> None:
        with pytest.raises(RefusedError):
            capture.add_note(capture.open_session("discours", "lens"), "", "bravo")

    def test_an_unknown_column_is_refused_with_the_known_ones(
        self, capture: Capture, session: Session
    ) -> None:
        with pytest.raises(UsageError, match="freins, leviers, idees"):
            capture.add_note(session, "ancres", "x")

    @pytest.mark.parametrize("dots", [-1, 10_000])
    def test_dots_are_a_small_number(self, capture: Capture, session: Session, dots: int) -> None:
        with pytest.raises(UsageError):
            capture.add_note(session, "", "x", dots=dots)

    def test_a_note_is_found_by_its_receipt_in_either_case(
        self, capture: Capture, session: Session
    ) -> None:
        note = capture.add_note(session, "", "x")
        assert capture.find(Note, note.receipt.lower()) == note

    def test_edit_move_and_remove_change_what_they_name_only(
        self, capture: Capture, session: Session
    ) -> None:
        one, two = (capture.add_note(session, "", text) for text in ("un", "deux"))
        capture.edit_note(one.id, text="premier", dots=4)
        capture.move_note(one.id, "idees")
        capture.remove_note(two.id)
        (left,) = capture.notes(session.id)
        assert (left.text, left.dots, left.column, left.at) == ("premier", 4, "idees", one.at)

    def test_an_edit_is_checked_like_a_new_note(self, capture: Capture, session: Session) -> None:
        note = capture.add_note(session, "", "x", origin=Origin.PAPER)
        with pytest.raises(PersonalDataError):
            capture.edit_note(note.id, text=NIR)
        assert capture.notes() == [note]


class TestVisits:
    def test_a_visit_is_counted_today_unless_told_otherwise(
        self, capture: Capture, store: MemoryStore
    ) -> None:
        capture.add_visit("lens", role="medecin", count=3)
        capture.add_visit("lens", day="2017-02-27", count=-1)
        assert [(v.day, v.count) for v in store.all(Visit)] == [
            ("2017-03-03", 3),
            ("2017-02-27", -1),
        ]

    def test_unknown_sites_roles_and_zero_are_refused(self, capture: Capture) -> None:
        with pytest.raises(NotFoundError):
            capture.add_visit("lille")
        with pytest.raises(NotFoundError):
            capture.add_visit("lens", role="pompier")
        with pytest.raises(UsageError):
            capture.add_visit("lens", count=0)

    def test_declaring_people_unique_needs_a_ground_and_days_in_order(
        self, capture: Capture
    ) -> None:
        with pytest.raises(UsageError):
            capture.declare_unique("2017-03-03", "2017-02-27", "liste")
        with pytest.raises(UsageError):
            capture.declare_unique("2017-02-27", "2017-03-03", " ")


@given(st.text(min_size=1, max_size=200))
def test_what_is_taken_is_the_nfc_form_of_what_was_typed(text: str) -> None:
    try:
        taken = checked_text(text)
    except RefusedError:
        return
    assert taken == stored_form(text)
