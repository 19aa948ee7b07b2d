"""The invented open-door week: 27 February to 3 March 2017, the same on every machine.

Everything is made up. The totals (630 visitors declared unique, 2000 staff, four sites) follow
the published account of the real week; the figures by site do not.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.bootstrap import Naho
from naho_feedback.cli.demo_photos import attach_photos
from naho_feedback.domain.actions import Action, ActionStatus
from naho_feedback.domain.events import Actor, Change, put
from naho_feedback.domain.notes import Note, Origin, Review
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.responses import Answer, Response, UniqueVisitors, Visit
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.themes import Placement
from naho_feedback.errors import WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.theming import PERSON
from naho_feedback.workspace import (
    SETTINGS_FILE,
    Workspace,
    init_demo_workspace,
    read_workspace,
    refuse_occupied,
)

MONDAY: Final = dt.date(2017, 2, 27)
SEED: Final = 630
"""Fixes every draw of the week."""

_VISITORS: Final = {"lens": 412, "bethune": 128, "henin-beaumont": 71, "la-bassee": 19}
_DAYS: Final = (0.26, 0.21, 0.19, 0.18, 0.16)
"""Share of the visitors by day: the opening draws most."""
_SLOTS: Final = (9, 10, 11, 13, 14, 15, 16)
"""Hours at which the door was counted."""
_ROLES: Final = {
    "paramedical": 0.48,
    "administratif-technique": 0.22,
    "medico-technique": 0.13,
    "medecin": 0.1,
    "autre": 0.07,
}
_QUOTABLE: Final = 30
_EXITS: Final = 240
_VISITS_ASKED: Final = 160
_CORRECTED: Final = 40
"""Notes whose theme a person set."""


class _Text(msgspec.Struct, frozen=True):
    """One invented note, and the wall that it belongs on."""

    text: str
    format: str
    column: str
    theme: str
    dots: int = 0
    quotable: bool = False


class _Texts(msgspec.Struct, frozen=True):
    notes: tuple[_Text, ...]
    comments: tuple[str, ...]
    questions: tuple[str, ...]


class _Sitting(msgspec.Struct, frozen=True):
    """One session of the week: day 0 is Monday; ``minutes`` 0 leaves it open."""

    day: int
    hour: int
    workshop: str
    site: str
    format: str
    minutes: int = 75
    audience: str = "all"
    attendance: int = 20


_SITTINGS: Final = (
    _Sitting(0, 10, "post-it", "lens", "freins-leviers", attendance=31),
    _Sitting(0, 14, "chambre-connectee", "lens", "rose-epine-bouton"),
    _Sitting(1, 9, "post-it", "bethune", "freins-leviers", attendance=24),
    _Sitting(1, 14, "realite-augmentee", "lens", "rose-epine-bouton", attendance=16),
    _Sitting(2, 9, "post-it", "henin-beaumont", "freins-leviers", attendance=18),
    _Sitting(2, 14, "bac-a-sable", "lens", "4l", audience="super-users", attendance=12),
    _Sitting(3, 9, "post-it", "la-bassee", "freins-leviers", attendance=11),
    _Sitting(3, 10, "chambre-connectee", "bethune", "rose-epine-bouton", attendance=14),
    _Sitting(3, 14, "espace-formation", "lens", "stop-start-continue", attendance=22),
    _Sitting(4, 9, "bac-a-sable", "bethune", "4l", audience="super-users", attendance=10),
    _Sitting(4, 9, "post-it", "lens", "freins-leviers", minutes=0, attendance=28),
)


class _Event(msgspec.Struct, frozen=True):
    """One event of the week besides the inauguration."""

    day: int
    hour: int
    minute: int
    workshop: str
    site: str
    minutes: int
    attendance: int
    title: str = ""


_EVENTS: Final = (
    _Event(0, 11, 0, "visite-guidee", "lens", 45, 26, "Visite guidée de la Maison du Projet"),
    _Event(
        2, 12, 30, "video", "lens", 30, 34, "Vidéo\u00a0: une journée avec le dossier numérique"
    ),
    _Event(3, 12, 30, "video", "bethune", 30, 17, "Vidéo\u00a0: la chambre connectée"),
)


def make_demo(folder: Path) -> Workspace:
    """Make the invented week in a folder, or return the one that is there already.

    It is made beside the folder and moved into place when it is whole, so that an interrupted
    start never leaves half a week behind.

    Raises:
        WorkspaceError: if the folder holds anything else, or cannot be written.
    """
    folder = folder.absolute()
    if (folder / SETTINGS_FILE).is_file():
        there = read_workspace(folder)
        if there.settings.demo:
            return there
    refuse_occupied(folder)
    draft = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        naho = Naho(init_demo_workspace(draft))
        try:
            _fill(naho)
        finally:
            naho.close()
        if folder.is_dir():
            folder.rmdir()  # empty, as was just checked
        draft.rename(folder)
    except OSError as error:
        raise WorkspaceError(
            _("The folder {folder} cannot be written.").format(folder=folder.name),
            _("Choose another place, or check the free space and your rights there."),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return read_workspace(folder)


def _fill(naho: Naho) -> None:
    source = resources.files("naho_feedback") / "data" / "demo_week.json"
    texts = msgspec.json.decode(source.read_bytes(), type=_Texts)
    draw = random.Random(SEED)  # noqa: S311 - an invented week, no secret
    store = naho.store
    event = Session(
        workshop="inauguration",
        site="lens",
        kind=SessionKind.EVENT,
        opened=_ms(0, 9),
        closed=_ms(0, 10),
        attendance=85,
    )
    sessions = [_session(sitting) for sitting in _SITTINGS]
    _event, *ids = store.append([put(event), *map(put, sessions)], Actor.COMMAND)
    notes = list(_notes(texts, ids, draw))
    note_ids = store.append([put(note) for note, _theme in notes], Actor.WALL)
    store.append(list(_visits(draw)), Actor.COMMAND)
    store.append(list(_responses(texts, ids, draw)), Actor.KIOSK)
    unique = UniqueVisitors(
        first=MONDAY.isoformat(),
        last=_day(4).isoformat(),
        source="déclaré par l'équipe projet, liste d'accueil",
        at=_ms(4, 8),
    )
    store.append([put(unique), *_actions()], Actor.COMMAND)
    tour = _house_and_events(naho)
    naho.theming.group()
    _correct(naho, dict(zip(note_ids, (theme for _note, theme in notes), strict=True)), draw)
    attach_photos(naho, (*ids[:2], tour))


def _house_and_events(naho: Naho) -> str:
    """Keep the tour, the videos and the project house; return the tour's id."""
    store = naho.store
    events = [
        Session(
            workshop=event.workshop,
            site=event.site,
            kind=SessionKind.EVENT,
            title=event.title,
            opened=_ms(event.day, event.hour, event.minute),
            closed=_ms(event.day, event.hour, event.minute + event.minutes),
            attendance=event.attendance,
        )
        for event in _EVENTS
    ]
    house = Session(
        workshop="maison-du-projet",
        site="lens",
        kind=SessionKind.PERMANENCE,
        format="mur-libre",
        opened=_ms(0, 10),
    )
    house_id, tour, *_videos = store.append([put(house), *map(put, events)], Actor.COMMAND)
    days = [
        OpeningDay(
            session=house_id,
            day=_day(number).isoformat(),
            opened=_ms(number, opens),
            # The week is looked at on Friday morning, while the house is open.
            closed=_ms(number, 17, 30) if number < 4 else None,
        )
        for number, opens in enumerate((10, 9, 9, 9, 9))
    ]
    store.append(list(map(put, days)), Actor.COMMAND)
    return tour


def _day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def _ms(day: int, hour: int, minute: float = 0) -> int:
    start = dt.datetime.combine(_day(day), dt.time(hour)).astimezone()
    return int((start + dt.timedelta(minutes=minute)).timestamp() * 1000)


def _session(sitting: _Sitting) -> Session:
    return Session(
        workshop=sitting.workshop,
        site=sitting.site,
        format=sitting.format,
        audience=sitting.audience,
        opened=_ms(sitting.day, sitting.hour, 5),
        closed=_ms(sitting.day, sitting.hour, sitting.minutes) if sitting.minutes else None,
        attendance=sitting.attendance,
    )


def _notes(texts: _Texts, ids: Sequence[str], draw: random.Random) -> Iterator[tuple[Note, str]]:
    """Yield each invented note in a session of its format, and the theme it was written for."""
    left = _QUOTABLE
    turns: dict[str, int] = {}
    walls = {
        format_: [i for i, s in enumerate(_SITTINGS) if s.format == format_]
        for format_ in {s.format for s in _SITTINGS}
    }
    for text in draw.sample(texts.notes, len(texts.notes)):
        choices = walls[text.format]
        turn = turns[text.format] = turns.get(text.format, -1) + 1
        place = choices[turn % len(choices)]
        sitting = _SITTINGS[place]
        quotable = text.quotable and left > 0
        left -= quotable
        note = Note(
            session=ids[place],
            column=text.column,
            text=text.text,
            dots=text.dots,
            origin=Origin.ROOM,
            at=_ms(sitting.day, sitting.hour, 10 + draw.uniform(0, 55)),
            review=Review.QUOTABLE if quotable else Review.NONE,
        )
        yield note, text.theme


def _visits(draw: random.Random) -> Iterator[Change]:
    """Yield the door's counts: 630 entries in all, drawn by site, day, hour and role."""
    for site, visitors in _VISITORS.items():
        counts: dict[tuple[int, int, str], int] = {}
        for _visitor in range(visitors):
            (day,) = draw.choices(range(5), _DAYS)
            (role,) = draw.choices(list(_ROLES), list(_ROLES.values()))
            key = (day, draw.choice(_SLOTS), role)
            counts[key] = counts.get(key, 0) + 1
        for (day, hour, role), count in sorted(counts.items()):
            yield put(
                Visit(
                    site=site,
                    role=role,
                    count=count,
                    day=_day(day).isoformat(),
                    at=_ms(day, hour, 55),
                    source="compté à la porte",
                )
            )


def _responses(texts: _Texts, ids: Sequence[str], draw: random.Random) -> Iterator[Change]:
    for number in range(_EXITS):
        place = draw.randrange(len(_SITTINGS))
        sitting = _SITTINGS[place]
        (face,) = draw.choices(range(1, 6), (4, 6, 12, 45, 33))
        answers: dict[str, Answer] = {"s1": face}
        if number < len(texts.comments):
            answers["s2"] = texts.comments[number]
        yield put(
            Response(
                survey="sortie-30s",
                session=ids[place],
                answers=answers,
                at=_ms(sitting.day, sitting.hour, 45 + draw.uniform(0, 30)),
            )
        )
    for number in range(_VISITS_ASKED):
        (site,) = draw.choices(list(_VISITORS), list(_VISITORS.values()))
        (role,) = draw.choices(list(_ROLES), list(_ROLES.values()))
        (face,) = draw.choices(range(1, 6), (3, 7, 18, 42, 30))
        (mind,) = draw.choices(("plus", "pareil", "moins", "ne-sais-pas"), (48, 33, 9, 10))
        visited: dict[str, Answer] = {"v0": site, "v0r": role, "v1": face, "v2": mind}
        if number < len(texts.questions):
            visited["v3"] = texts.questions[number]
        (day,) = draw.choices(range(5), _DAYS)
        at = _ms(day, draw.choice(_SLOTS), draw.uniform(0, 59))
        yield put(Response(survey="visiteur", answers=visited, at=at))


def _actions() -> Iterator[Change]:
    """Yield three decisions: one asked for, one running, one refused with its reason."""
    at = _ms(4, 8)
    yield put(
        Action(
            theme="materiel",
            decision="Compter les postes manquants dans chaque salle de soins",
            owner="direction des systèmes d'information",
            due="2017-03-31",
            status=ActionStatus.RUNNING,
            answer="Un relevé par service commence le 6 mars.",
            at=at,
        )
    )
    yield put(
        Action(
            theme="support",
            decision="Prévoir un appui la nuit pendant les deux premières semaines",
            owner="direction des soins",
            due="2017-04-15",
            at=at,
        )
    )
    yield put(
        Action(
            theme="calendrier",
            decision="Reporter la bascule après l'été",
            owner="comité de transformation clinique",
            status=ActionStatus.REFUSED,
            answer="La date tient au marché\u00a0; les congés seront protégés.",
            at=at,
        )
    )


def _correct(naho: Naho, meant: dict[str, str], draw: random.Random) -> None:
    """Let a person set the theme of some notes: first those that the machine got wrong."""
    placements = naho.theming.placements()
    wrong = [note for note, theme in meant.items() if placements[note].theme != theme]
    right = [note for note in meant if note not in set(wrong)]
    draw.shuffle(right)
    chosen = (wrong[: _CORRECTED // 2] + right)[:_CORRECTED]
    naho.store.append(
        [
            put(
                Placement(note=n, theme=meant[n], by=PERSON, confidence=1.0, locked=True),
                placements[n].id,
            )
            for n in chosen
        ],
        Actor.WALL,
    )
