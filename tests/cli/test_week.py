"""``naho session event|attendance|agenda``, ``house`` and ``photo``."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.services import photos as photos_module
from naho_feedback.store import open_store
from tests.cli.conftest import Shell
from tests.services.pictures_help import png

EVENT = ("session", "event", "--workshop", "inauguration", "--site", "lens")


class TestEvents:
    def test_an_event_is_kept_with_day_time_and_people(self, naho: Shell) -> None:
        kept = naho(
            *EVENT, "--day", "2017-02-27", "--time", "09:30", "--attendance", "85", "--json"
        )
        event = kept.json
        assert (event["kind"], event["attendance"]) == ("event", 85)
        assert event["opened"].startswith("2017-02-27T09:30:00")
        assert event["closed"].startswith("2017-02-27T10:30:00")
        assert naho("session", "list", "--open", "--json").json == []

    def test_another_day_without_a_time_begins_at_nine(self, naho: Shell) -> None:
        event = naho(*EVENT, "--day", "2017-02-28", "--json").json
        assert event["opened"].startswith("2017-02-28T09:00:00")

    @pytest.mark.parametrize("time", ["9h30", "25:00", "morning"])
    def test_a_time_that_is_none_is_wrong_usage(self, naho: Shell, time: str) -> None:
        ran = naho.run(*EVENT, "--time", time)
        assert (ran.status, "09:05" in ran.err) == (2, True)

    def test_what_is_no_event_is_refused_with_those_that_are(self, naho: Shell) -> None:
        ran = naho.run("session", "event", "--workshop", "post-it", "--site", "lens")
        assert ran.status == 1
        assert ran.err.splitlines()[-1] == "Known: inauguration, visite-guidee, video."

    def test_attendance_is_corrected_and_taken_back(self, naho: Shell) -> None:
        naho(*EVENT)
        assert naho("session", "attendance", "A-1", "91").out.endswith("91 people\n")
        taken = naho("session", "attendance", "A-1", "-", "--json").json
        assert taken["attendance"] is None
        assert naho.run("session", "attendance", "A-1", "beaucoup").status == 2

    def test_the_agenda_shows_the_week_by_day(self, demo: Shell) -> None:
        week = demo("session", "agenda", "--json").json
        assert [len(day["items"]) for day in week] == [5, 3, 4, 5, 3, 0, 0]
        lines = demo("session", "agenda").lines
        assert lines[0] == "Mon 27 Feb 2017"
        assert lines[1].split()[-2:] == ["people", "A-1"]
        empty = demo("session", "agenda", "--week", "2016-02-27")
        assert (empty.out, empty.err) == ("", "Nothing took place in this week.\n")


class TestHouse:
    def test_the_first_opening_begins_the_permanence_and_the_next_ones_do_not(
        self, naho: Shell
    ) -> None:
        assert naho.run("house", "open").status == 1
        opened = naho("house", "open", "--site", "lens", "--json").json
        assert (opened["is_open"], opened["day"]["day"]) == (True, "2017-03-03")
        assert not naho("house", "close", "--json").json["is_open"]
        assert naho("house", "open", "--site", "lens").out.endswith("Lens · open\n")
        assert len(naho("session", "list", "--json").json) == 1
        assert len(naho("house", "days", "--json").json) == 1

    def test_toggle_does_both(self, naho: Shell) -> None:
        naho("house", "open", "--site", "lens")
        pressed = [naho("house", "toggle", "--json").json["is_open"] for _press in range(3)]
        assert pressed == [False, True, False]

    def test_a_note_at_a_closed_door_opens_it_and_says_so_once(self, naho: Shell) -> None:
        naho("session", "open", "--workshop", "maison-du-projet", "--site", "lens")
        ran = naho("note", "add", "-", stdin="une idée\nune autre\n")
        assert len(ran.lines) == 2
        assert ran.err.count("this note opened it") == 1
        assert "naho house close" in ran.err
        assert naho("note", "add", "encore").err == ""
        assert naho("house", "days", "--json").json[0]["closed"] is None

    def test_a_permanence_is_never_ended_by_a_command_that_does_not_name_it(
        self, naho: Shell
    ) -> None:
        receipt = naho("house", "open", "--site", "lens", "--json").json["session"]
        ran = naho.run("session", "close")
        assert (ran.status, f"naho session close {receipt}" in ran.err) == (1, True)
        assert naho("session", "close", receipt, "--json").json["closed"] is not None
        assert naho("house", "days", "--session", receipt, "--json").json[0]["closed"] is not None

    def test_a_day_left_open_is_said_when_the_next_one_opens(
        self, naho: Shell, folder: Path
    ) -> None:
        naho("session", "open", "--workshop", "maison-du-projet", "--site", "lens")
        store = open_store(folder / "data", "A")
        (house,) = store.all(Session)
        store.append(
            [put(OpeningDay(session=house.id, day="2017-03-01", opened=1488355200000))], "x"
        )
        store.close()
        ran = naho("house", "open")
        assert ran.err.startswith("Wed 1 Mar 2017 was left open; it is closed now")
        days = naho("house", "days").lines
        assert days[0].split()[-1] == "open"
        assert days[1].endswith("nobody closed it")


class TestPhotos:
    @pytest.fixture
    def picture(self, folder: Path) -> Path:
        (folder / "photos").mkdir()
        file = folder / "photos" / "mur.png"
        file.write_bytes(png())
        return file

    def test_a_photo_is_attached_once_it_is_confirmed(self, wall: Shell, picture: Path) -> None:
        add = ("photo", "add", str(picture), "--caption", "Le mur")
        refused = wall.run(*add)
        assert (refused.status, "no face, no patient" in refused.err) == (1, True)
        no = wall.run(*add, tty=True, stdin="n\n")
        assert no.status == 1
        photo = wall(*add, "--json", tty=True, stdin="y\n").json
        assert (photo["path"], photo["session"], photo["state"]) == (
            "photos/mur.png",
            "A-1",
            "sound",
        )
        assert photo["confirmed"] is True

    def test_the_list_says_what_became_of_the_file(self, wall: Shell, picture: Path) -> None:
        wall("photo", "add", str(picture), "--caption", "Le mur", "--confirmed")
        assert wall("photo", "list").lines[0].split()[:2] == ["A-2", "A-1"]
        picture.write_bytes(png(9))
        assert wall("photo", "list").out.endswith("the file changed\n")
        picture.unlink()
        assert wall("photo", "list", "--json").json[0]["state"] == "missing"
        gone = wall.run("photo", "open", "A-2")
        assert (gone.status, "photos/mur.png" in gone.err) == (1, True)
        wall("photo", "remove", "A-2")
        assert wall("photo", "list", "--json").json == []

    def test_open_shows_it_and_warns_of_a_changed_file(
        self, wall: Shell, picture: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown: list[Path] = []
        monkeypatch.setattr(photos_module, "open_in_viewer", shown.append)
        wall("photo", "add", str(picture), "--caption", "Le mur", "--confirmed")
        assert wall("photo", "open", "A-2").err == ""
        picture.write_bytes(png(9))
        assert "look for faces again" in wall("photo", "open", "A-2").err
        assert shown == [picture, picture]
