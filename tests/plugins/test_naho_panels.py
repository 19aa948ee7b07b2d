"""The dashboard's tiles: what they say, in both languages, and what they never say."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator

import msgspec
import pytest

import naho_panels
from naho_feedback import i18n
from naho_feedback.api import (
    Count,
    DayFigures,
    Hidden,
    OpenSession,
    Panel,
    PanelData,
    PluginContext,
    Programme,
    Reach,
    SiteReach,
    ThemeFigure,
    View,
    WorkspaceStatus,
)

MakeView = Callable[..., View]
Tiles = dict[str, Panel]
NO = WorkspaceStatus()
DAY = dt.date(2017, 3, 3)


@pytest.fixture(name="tiles")
def _tiles(context: PluginContext) -> Tiles:
    """The bundled tiles by name."""
    return {panel.name: panel for panel in naho_panels.register_panels(context)}


@pytest.fixture(name="paris")
def _paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The laptop's clock stands in Paris."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone can be set on POSIX only")
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(data: PanelData) -> list[tuple[str, str]]:
    """The lines as a person reads them, with plain spaces."""
    return [
        (line.label.replace("\u00a0", " "), line.value.replace("\u00a0", " "))
        for line in data.lines
    ]


def session(number: int = 1, **changes: object) -> OpenSession:
    """An open session since 27 February 2017, 8:10 UTC."""
    made = OpenSession(
        id=f"A7K2-{number}",
        workshop="post-it",
        site="lens",
        audience="all",
        format="Freins, leviers, idées",
        since=int(dt.datetime(2017, 2, 27, 8, 10, tzinfo=dt.UTC).timestamp() * 1000),
        notes=27,
    )
    return msgspec.structs.replace(made, **changes)


def test_tiles_come_in_the_order_of_the_dashboard_and_open_their_screens(tiles: Tiles) -> None:
    """Six tiles, each with its place and screen."""
    ordered = sorted(tiles.values(), key=lambda panel: panel.order)
    assert [(panel.name, panel.order, panel.screen) for panel in ordered] == [
        ("session", 10, "wall"),
        ("today", 20, "door"),
        ("reach", 30, "door"),
        ("themes", 40, "themes"),
        ("unheard", 50, "summary"),
        ("todo", 60, "send"),
    ]


@pytest.mark.usefixtures("paris")
class TestSession:
    def test_an_open_session_says_where_since_when_and_how_much(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        data = tiles["session"].data(make_view(), WorkspaceStatus(open_sessions=(session(),)))
        assert data.title == "Séance ouverte"
        assert said(data) == [
            ("Atelier post-it · Lens · tous", "27 post-it"),
            ("depuis 9 h 10 · Freins, leviers, idées", ""),
        ]

    def test_several_sessions_are_told_in_the_plural_the_latest_first(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        older = session(
            2,
            since=0,
            workshop="Atelier libre",
            site="",
            audience="bloc",
            format="",
            notes=1,
        )
        status = WorkspaceStatus(open_sessions=(older, session()))
        i18n.set_language("en")
        data = tiles["session"].data(make_view(), status)
        assert data.title == "Open sessions"
        assert said(data) == [
            ("Note workshop · Lens · everybody", "27 notes"),
            ("since 9:10 · Freins, leviers, idées", ""),
            ("Atelier libre · bloc", "1 note"),
            ("since 1:00", ""),
        ]

    def test_without_one_it_says_to_open_one(self, tiles: Tiles, make_view: MakeView) -> None:
        data = tiles["session"].data(make_view(), NO)
        assert data.lines == ()
        assert "Ouvrez-en une" in data.empty


class TestToday:
    def test_visits_notes_answers_and_the_curve_of_the_day(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        data = tiles["today"].data(make_view(), NO)
        assert said(data) == [("passages", "148"), ("post-it", "63"), ("réponses", "41")]
        assert data.spark == (2, 9, 14, 20, 11, 7)
        assert data.spark_label.replace("\u00a0", " ") == "post-it, 8 h → 14 h"

    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("fr", [("passage", "1"), ("post-it", "1"), ("réponse", "0")]),
            ("en", [("visit", "1"), ("note", "1"), ("answers", "0")]),
        ],
    )
    def test_one_and_none_are_singular_as_each_language_has_it(
        self,
        tiles: Tiles,
        make_view: MakeView,
        language: str,
        expected: list[tuple[str, str]],
    ) -> None:
        i18n.set_language(language)
        today = DayFigures(day=DAY, visits=Count(1), notes=1, responses=Count(0))
        data = tiles["today"].data(make_view(today=today), NO)
        assert said(data) == expected
        assert data.spark == ()

    def test_small_groups_stay_hidden(self, tiles: Tiles, make_view: MakeView) -> None:
        today = DayFigures(
            day=DAY,
            visits=Count(None, Hidden.SMALL),
            notes=0,
            responses=Count(None, Hidden.PROTECTED),
        )
        data = tiles["today"].data(make_view(today=today, k=7), NO)
        assert said(data) == [("passages", "moins de 7"), ("post-it", "0"), ("réponses", "masqué")]

    def test_an_empty_day_says_what_to_begin_with(self, tiles: Tiles, make_view: MakeView) -> None:
        today = DayFigures(day=DAY, visits=Count(0), notes=0, responses=Count(0))
        data = tiles["today"].data(make_view(today=today), NO)
        assert data.lines == ()
        assert data.spark == ()
        assert "Comptez les passages" in data.empty


class TestReach:
    def test_people_out_of_staff_with_a_share_and_a_bar_a_site(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        data = tiles["reach"].data(make_view(), NO)
        assert said(data) == [
            ("630 personnes sur 2 000", "31,5 %"),
            ("Lens", "412 / 1 100"),
            ("La Bassée", "19 / 80"),
            ("effectifs du 01/01/2017 : DRH", ""),
        ]
        assert data.lines[1].bar == pytest.approx(412 / 1100)
        assert [line.strong for line in data.lines] == [True, False, False, False]

    def test_english_has_its_own_commas(self, tiles: Tiles, make_view: MakeView) -> None:
        i18n.set_language("en")
        assert said(tiles["reach"].data(make_view(), NO)) == [
            ("630 people of 2,000", "31.5%"),
            ("Lens", "412 / 1,100"),
            ("La Bassée", "19 / 80"),
            ("headcount of 2017-01-01: DRH", ""),
        ]

    def test_passages_are_never_put_against_staff(self, tiles: Tiles, make_view: MakeView) -> None:
        reach = Reach(
            came=Count(1630),
            unique=False,
            headcount=2000,
            headcount_source="DRH",
            sites=(
                SiteReach(id="lens", name="Lens", came=Count(1600), headcount=1100),
                SiteReach(id="la-bassee", name="La Bassée", came=Count(400), headcount=80),
            ),
        )
        data = tiles["reach"].data(make_view(reach=reach), NO)
        assert said(data) == [("1 630 passages", ""), ("Lens", "1 600"), ("La Bassée", "400")]
        assert [line.bar for line in data.lines] == [None, 1.0, 0.25]

    def test_a_hidden_site_shows_neither_number_nor_bar(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        reach = Reach(
            came=Count(630),
            unique=True,
            sites=(
                SiteReach(id="a", name="A", came=Count(None, Hidden.SMALL), headcount=1100),
                SiteReach(id="b", name="B", came=Count(None, Hidden.PROTECTED)),
            ),
        )
        data = tiles["reach"].data(make_view(reach=reach), NO)
        assert said(data) == [
            ("630 personnes", ""),
            ("A", "moins de 5 / 1 100"),
            ("B", "masqué"),
        ]
        assert {line.bar for line in data.lines} == {None}

    def test_one_person_is_singular(self, tiles: Tiles, make_view: MakeView) -> None:
        for unique, word in ((True, "1 personne"), (False, "1 passage")):
            reach = Reach(came=Count(1), unique=unique)
            assert said(tiles["reach"].data(make_view(reach=reach), NO)) == [(word, "")]

    def test_nobody_yet_says_to_count(self, tiles: Tiles, make_view: MakeView) -> None:
        data = tiles["reach"].data(make_view(reach=Reach(came=Count(0), unique=False)), NO)
        assert data.lines == ()
        assert "Comptez" in data.empty


class TestThemes:
    def test_the_largest_first_and_what_is_to_be_sorted_last(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        figures = tuple(
            ThemeFigure(id=f"t{n}", label=f"Thème {n}", notes=n, sessions=n, sites=1 + n % 2)
            for n in range(7)
        )
        unsorted = ThemeFigure(id="", label="?", notes=3, sessions=2, sites=1)
        data = tiles["themes"].data(make_view(themes=(unsorted, *figures)), NO)
        assert said(data) == [
            ("Thème 6", "6 · 6 s. · 1 site"),
            ("Thème 5", "5 · 5 s. · 2 sites"),
            ("Thème 4", "4 · 4 s. · 1 site"),
            ("Thème 3", "3 · 3 s. · 2 sites"),
            ("Thème 2", "2 · 2 s. · 1 site"),
            ("À classer", "3"),
        ]
        assert [line.bar for line in data.lines] == [1, 5 / 6, 4 / 6, 0.5, 2 / 6, None]

    def test_thin_praise_and_what_is_off_topic_are_one_line_at_the_end(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        figure = ThemeFigure(id="materiel", label="Matériel", notes=2, sessions=1, sites=1)
        apart = tuple(
            ThemeFigure(id=theme, label=label, notes=n, sessions=1, sites=1)
            for theme, label, n in (("merci", "Merci", 1200), ("hors-sujet", "Hors sujet", 3))
        )
        view = make_view(themes=(figure,))
        view = msgspec.structs.replace(
            view, summary=msgspec.structs.replace(view.summary, aside=apart)
        )
        data = tiles["themes"].data(view, NO)
        assert said(data)[1:] == [("1 200 merci, 3 hors sujet", "")]
        assert [line.bar for line in data.lines] == [1, None]

    def test_without_notes_it_says_where_they_come_from(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        data = tiles["themes"].data(make_view(themes=()), NO)
        assert data.lines == ()
        assert "mur" in data.empty


class TestUnheard:
    def test_each_who_was_not_heard_has_a_line(self, tiles: Tiles, make_view: MakeView) -> None:
        assert said(tiles["unheard"].data(make_view(), NO)) == [("La Bassée", "")]

    def test_all_heard_and_no_sites_are_two_things(
        self, context: PluginContext, tiles: Tiles, make_view: MakeView
    ) -> None:
        view = make_view(unheard=())
        assert "s'est fait entendre" in tiles["unheard"].data(view, NO).empty
        bare = Programme(name="x", title=context.programme.title, sites=(), roles=(), workshops=())
        alone = naho_panels.UnheardTile(msgspec.structs.replace(context, programme=bare))
        assert "naho.toml" in alone.data(view, NO).empty


class TestToDo:
    def test_all_in_order(self, tiles: Tiles, make_view: MakeView) -> None:
        data = tiles["todo"].data(make_view(), WorkspaceStatus(backup_age=12 * 60 + 59))
        assert said(data) == [
            ("rien à envoyer", ""),
            ("dernière sauvegarde", "il y a 12 min"),
        ]

    def test_what_waits_comes_first_in_the_right_number(
        self, tiles: Tiles, make_view: MakeView
    ) -> None:
        status = WorkspaceStatus(late_actions=2, to_review=1, to_send=1200, problems=1)
        data = tiles["todo"].data(make_view(), status)
        assert said(data) == [
            ("actions en retard", "2"),
            ("texte à relire", "1"),
            ("envois en attente", "1 200"),
            ("extension en panne", "1"),
            ("dernière sauvegarde", "aucune, à faire"),
        ]
        assert [line.strong for line in data.lines] == [True, False, False, False, False]

    @pytest.mark.parametrize(
        ("seconds", "fr", "en"),
        [
            (0, "à l'instant", "just now"),
            (60, "il y a 1 min", "1 min ago"),
            (3 * 3600 + 59, "il y a 3 h", "3 h ago"),
            (2 * 86400, "il y a 2 j", "2 d ago"),
        ],
    )
    def test_the_age_of_the_backup(
        self, tiles: Tiles, make_view: MakeView, seconds: int, fr: str, en: str
    ) -> None:
        for language, expected in (("fr", fr), ("en", en)):
            i18n.set_language(language)
            data = tiles["todo"].data(make_view(), WorkspaceStatus(backup_age=seconds))
            assert said(data)[-1][1] == expected


def test_nothing_is_said_that_a_terminal_draws_wide(tiles: Tiles, make_view: MakeView) -> None:
    """No tile uses U+202F, and every tile has a title in both languages."""
    status = WorkspaceStatus(open_sessions=(session(),), to_send=12_345, backup_age=0)
    titles = []
    for language in ("fr", "en"):
        i18n.set_language(language)
        shown = [tile.data(make_view(), status) for tile in tiles.values()]
        assert not [data for data in shown if "\u202f" in repr(data)]
        titles.append([data.title for data in shown])
    assert all(fr and en and fr != en for fr, en in zip(*titles, strict=True))
