"""The account of a period and the restitution of one session: gated figures, real facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from naho_feedback.domain.actions import Action, ActionStatus
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Review
from naho_feedback.domain.programme import GoLive, Milestone, Programme
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.domain.views import Count, Hidden, Selection
from naho_feedback.i18n import Localized
from naho_feedback.services import report as report_module
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.services.photos import Photos
from naho_feedback.services.report import Reporting
from naho_feedback.services.restitution import restitution
from naho_feedback.services.sittings import Sittings
from naho_feedback.store.memory import MemoryStore
from tests.services.pictures_help import SECRET, png

MONDAY = dt.date(2017, 2, 27)
FRIDAY = dt.date(2017, 3, 3)
TAXONOMY = Taxonomy(
    version=1,
    themes=tuple(
        Theme(id=id_, label=Localized(fr, fr), definition=Localized("-", "-"), keywords=Words())
        for id_, fr in (("materiel", "Matériel"), ("formation", "Formation"))
    ),
)
AREAS = {"bloc": Localized("Blocs opératoires", "Theatres")}


@pytest.fixture
def gate(store: MemoryStore, programme: Programme, clock: Clock) -> Gate:
    return Gate(store, programme, TAXONOMY, {}, clock)


@pytest.fixture
def photos(store: MemoryStore, capture: Capture, clock: Clock, tmp_path: Path) -> Photos:
    return Photos(store, capture, clock, tmp_path)


@pytest.fixture
def sittings(store: MemoryStore, programme: Programme, clock: Clock, capture: Capture) -> Sittings:
    return Sittings(store, programme, clock, capture)


@pytest.fixture
def reporting(gate: Gate, store: MemoryStore, programme: Programme, photos: Photos) -> Reporting:
    return Reporting(gate, store, programme, TAXONOMY, photos, AREAS)


def on(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour)).astimezone()


def held(store: MemoryStore, attendance: int | None, *, day: int = 0, site: str = "lens") -> str:
    """Keep a closed post-it workshop."""
    opened = int(on(day).timestamp() * 1000)
    session = Session(
        workshop="post-it",
        site=site,
        format="freins-leviers",
        opened=opened,
        closed=opened + 3_600_000,
        attendance=attendance,
    )
    (id_,) = store.append([put(session)], "x")
    return id_


class TestWhatTookPlace:
    def test_events_and_workshops_of_the_period_with_their_people(
        self, reporting: Reporting, sittings: Sittings, store: MemoryStore
    ) -> None:
        sittings.record_event("discours", "lens", start=on(0), attendance=85)
        sittings.record_event("discours", "lens", start=on(9), attendance=None)
        held(store, 20)
        held(store, 11, day=1, site="bethune")
        report = reporting.report(MONDAY, FRIDAY)
        (event,) = report.events
        assert (event.title, event.attendance, event.start) == ("Discours", Count(85), "09:00")
        (workshop,) = report.workshops
        assert (workshop.sittings, workshop.present) == (2, 31)
        assert workshop.sites == ("Lens", "Béthune")
        assert [(d.day, d.sittings, d.present) for d in report.days] == [
            (MONDAY, 2, 105),
            (MONDAY + dt.timedelta(days=1), 1, 11),
        ]
        assert report.sessions == 3

    def test_a_small_group_is_hidden_and_never_added_to_anything(
        self, reporting: Reporting, store: MemoryStore
    ) -> None:
        held(store, 20)
        held(store, 3)
        held(store, 2, day=1)
        report = reporting.report(MONDAY, FRIDAY)
        shown = [line.attendance for line in report.sittings]
        assert shown == [Count(20), Count(None, Hidden.SMALL), Count(None, Hidden.SMALL)]
        assert [day.present for day in report.days] == [20, None]
        assert [line.present for line in report.workshops] == [20]
        assert report.small_groups

    def test_sessions_of_other_weeks_are_not_counted(
        self, reporting: Reporting, store: MemoryStore
    ) -> None:
        held(store, 20, day=-7)
        held(store, 20)
        assert reporting.report(MONDAY, FRIDAY).sessions == 1
        assert reporting.report().sessions == 2

    def test_the_house_is_counted_by_days_once_each(
        self, reporting: Reporting, capture: Capture, store: MemoryStore
    ) -> None:
        house = capture.open_session("maison", "lens").id
        days = ("2017-02-20", "2017-02-27", "2017-02-28", "2017-02-28")
        store.append([put(OpeningDay(session=house, day=day)) for day in days], "x")
        (line,) = reporting.report(MONDAY, FRIDAY).houses
        assert (line.title, line.site_name, line.days) == ("Maison", "Lens", 2)

    def test_few_visitors_and_answers_stay_hidden(
        self, reporting: Reporting, capture: Capture
    ) -> None:
        capture.add_visit("lens", count=4)
        capture.add_note(capture.open_session("post-it", "lens"), "", "x")
        report = reporting.report(MONDAY, FRIDAY)
        assert report.reach.came == Count(None, Hidden.SMALL)
        assert report.days[0].visits == Count(None, Hidden.SMALL)

    @pytest.mark.parametrize("audience", [Audience.TEAM, Audience.RAW])
    def test_no_account_is_made_for_who_sees_records(
        self, reporting: Reporting, audience: Audience
    ) -> None:
        with pytest.raises(ValueError, match="no account"):
            reporting.report(audience=audience)


class TestPromises:
    def test_what_is_done_comes_first_and_names_what_was_said(
        self, reporting: Reporting, capture: Capture, store: MemoryStore, session: Session
    ) -> None:
        note = capture.add_note(session, "", "wifi")
        store.append([put(Placement(note=note.id, theme="materiel"))], "x")
        refused = Action(theme="formation", decision="Non", status=ActionStatus.REFUSED)
        done = Action(theme="materiel", decision="Oui", status=ActionStatus.DONE, due="2017-03-31")
        odd = Action(decision="Voir Mme Dupont", due="bientôt")
        store.append([put(refused), put(odd), put(done)], "x")
        lines = reporting.report().commitments
        assert [line.decision for line in lines] == ["Oui", "Voir [NOM]", "Non"]
        assert (lines[0].theme, lines[0].notes, lines[0].due) == (
            "Matériel",
            1,
            dt.date(2017, 3, 31),
        )
        assert (lines[1].theme, lines[1].due) == ("", None)
        assert (lines[2].theme, lines[2].notes) == ("Formation", 0)

    def test_the_next_go_live_is_the_first_that_has_not_come(
        self, gate: Gate, store: MemoryStore, programme: Programme, photos: Photos
    ) -> None:
        ready = Milestone(name=Localized("Formés", "Trained"), done=True)
        steps = (
            GoLive(site="lens", date=dt.date(2017, 3, 2)),
            GoLive(site="bethune", functions=("bloc", "autre"), milestones=(ready,)),
        )
        planned = Programme(
            name="p",
            title=programme.title,
            sites=programme.sites,
            roles=(),
            workshops=(),
            go_lives=steps,
        )
        step = Reporting(gate, store, planned, TAXONOMY, photos, AREAS).report().next_step
        assert step is not None
        assert (step.site_name, step.date) == ("Béthune", None)
        assert step.functions == ("Blocs opératoires", "autre")
        assert [(m.name, m.done) for m in step.milestones] == [("Formés", True)]

    def test_without_a_go_live_to_come_there_is_no_next_step(self, reporting: Reporting) -> None:
        assert reporting.report().next_step is None


class TestPhotos:
    def attach(self, photos: Photos, root: Path, session: str, name: str, width: int) -> Path:
        file = root / name
        file.write_bytes(png(width))
        photos.attach(session, file, f"Photo {name}", confirmed=True)
        return file

    def test_four_at_most_one_a_session_first_and_without_metadata(
        self, reporting: Reporting, photos: Photos, store: MemoryStore, tmp_path: Path
    ) -> None:
        first, second = held(store, 20), held(store, 20, day=1)
        other_week = held(store, 20, day=-7)
        for number in range(4):
            self.attach(photos, tmp_path, first, f"a{number}.png", 4 + number)
        self.attach(photos, tmp_path, second, "b.png", 4)
        self.attach(photos, tmp_path, other_week, "c.png", 4)
        report = reporting.report(MONDAY, FRIDAY)
        captions = [photo.caption for photo in report.photos]
        assert captions == ["Photo a0.png", "Photo b.png", "Photo a1.png", "Photo a2.png"]
        assert not any(SECRET in photo.picture.data for photo in report.photos)
        assert report.left_out == ()

    def test_a_photo_that_is_gone_changed_or_too_large_is_left_out_and_said(
        self,
        reporting: Reporting,
        photos: Photos,
        store: MemoryStore,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(report_module, "PHOTO_BYTES", len(png(400)) - 1)
        session = held(store, 20)
        files = [
            self.attach(photos, tmp_path, session, f"{number}.png", width)
            for number, width in enumerate((4, 5, 400, 7))
        ]
        files[0].unlink()
        files[1].write_bytes(png(6))
        report = reporting.report()
        assert [photo.caption for photo in report.photos] == ["Photo 3.png"]
        assert [(lost.path, lost.why) for lost in report.left_out] == [
            ("0.png", "missing"),
            ("1.png", "changed"),
            ("2.png", "large"),
        ]


class TestRestitution:
    def test_a_session_sees_its_own_notes_and_nobody_else_s(
        self, gate: Gate, capture: Capture, store: MemoryStore, session: Session
    ) -> None:
        other = capture.open_session("post-it", "bethune")
        capture.add_note(other, "freins", "ailleurs", dots=9)
        note = capture.add_note(session, "freins", "le wifi", dots=3)
        capture.edit_note(note.id, review=Review.QUOTABLE)
        capture.add_note(session, "leviers", "le bac à sable")
        for n in range(8):
            capture.add_note(session, "idees", f"autre {n}")
        store.append(
            [
                put(Placement(note=note.id, theme="materiel", locked=True)),
                put(Action(theme="materiel", decision="Compter les postes")),
                put(Action(theme="formation", decision="Autre chose")),
            ],
            "x",
        )
        capture.close_session(session.id, attendance=12)
        shown = restitution(gate, session.id)
        assert (shown.notes, shown.dots, shown.barriers, shown.enablers) == (10, 3, 1, 1)
        assert [theme.label for theme in shown.themes] == ["Matériel"]
        assert shown.unsorted == 9
        assert [action.decision for action in shown.actions] == ["Compter les postes"]
        assert shown.view.verbatims == ()  # a quote of one session would say where and when
        assert shown.sitting is not None
        assert shown.sitting.attendance == Count(12)
        assert shown.view.audience == Audience.PUBLIC

    def test_a_room_of_three_is_not_counted_on_the_screen(
        self, gate: Gate, capture: Capture, session: Session
    ) -> None:
        capture.close_session(session.id, attendance=3)
        shown = restitution(gate, session.id)
        assert shown.sitting is not None
        assert shown.sitting.attendance == Count(None, Hidden.SMALL)


def test_a_view_lists_days_and_sittings_of_its_selection_only(
    gate: Gate, capture: Capture, store: MemoryStore
) -> None:
    held(store, None, day=-7)
    here = held(store, 20)
    capture.open_session("maison", "lens")
    view = gate.view(selection=Selection(first=MONDAY, last=FRIDAY))
    assert [line.session for line in view.sittings] == [here]
    assert [day.day for day in view.days] == [MONDAY, FRIDAY]
    assert gate.view(selection=Selection(site="bethune")).sittings == ()
