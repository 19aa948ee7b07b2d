"""Small hand-made values for the bundled plugins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from naho_feedback import i18n
from naho_feedback.api import (
    Audience,
    Count,
    DayFigures,
    Localized,
    PluginContext,
    Programme,
    Reach,
    Role,
    Selection,
    Site,
    SiteReach,
    Summary,
    Taxonomy,
    ThemeFigure,
    View,
    Workshop,
)
from naho_feedback.workspace.taxonomy import load_taxonomy

DAY = dt.date(2017, 3, 3)


@pytest.fixture(name="data", scope="session")
def _data() -> Path:
    """The folder of test data."""
    return Path(__file__).parents[1] / "data"


@pytest.fixture(name="taxonomy", scope="session")
def _taxonomy() -> Taxonomy:
    """The twenty themes that are shipped."""
    return load_taxonomy()


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Every test starts in French, whatever another one left."""
    before = i18n.set_language("fr")
    yield
    i18n.set_language(before)


@pytest.fixture(name="context")
def _context(tmp_path: Path, taxonomy: Taxonomy) -> PluginContext:
    """A workspace of two sites, as plugins know it."""
    return PluginContext(
        languages=("fr", "en"),
        programme=Programme(
            name="n@hô",
            title=Localized("Portes ouvertes", "Open doors"),
            sites=(Site(id="lens", name="Lens"), Site(id="la-bassee", name="La Bassée")),
            roles=(Role(id="soignant", name=Localized("Soignant", "Carer")),),
            workshops=(Workshop(id="post-it", name=Localized("Atelier post-it", "Note workshop")),),
        ),
        taxonomy=taxonomy,
        cache_dir=tmp_path / "cache",
        output_dir=tmp_path / "out",
    )


@pytest.fixture(name="make_view", scope="session")
def _make_view() -> Callable[..., View]:
    """Make a view; keywords replace fields of the view, or of its summary."""

    def make(**changes: object) -> View:
        summary = Summary(
            headline="Ce qui bloque : matériel.",
            first=dt.date(2017, 2, 27),
            last=DAY,
            sessions=6,
            notes=70,
            dots=12,
            responses=Count(41),
            reach=Reach(
                came=Count(630),
                unique=True,
                headcount=2000,
                headcount_date=dt.date(2017, 1, 1),
                headcount_source="DRH",
                share=0.315,
                sites=(
                    SiteReach(
                        id="lens", name="Lens", came=Count(412), headcount=1100, share=412 / 1100
                    ),
                    SiteReach(
                        id="la-bassee", name="La Bassée", came=Count(19), headcount=80, share=0.2375
                    ),
                ),
            ),
            themes=(
                ThemeFigure(
                    id="formation", label="Formation et compétences", notes=58, sessions=6, sites=4
                ),
                ThemeFigure(id="", label="À classer", notes=12, sessions=3, sites=2),
            ),
            placed_by_person=9,
            measures=(),
            today=DayFigures(
                day=DAY,
                visits=Count(148),
                notes=63,
                responses=Count(41),
                note_hours=(0,) * 8 + (2, 9, 14, 20, 11, 7) + (0,) * 10,
            ),
            unheard=("La Bassée",),
        )
        view = View(
            audience=Audience.MANAGER,
            programme="n@hô",
            title="Portes ouvertes",
            demo=False,
            made=DAY,
            language="fr",
            selection=Selection(),
            k=5,
            summary=summary,
        )
        own = {key: value for key, value in changes.items() if key in View.__struct_fields__}
        inner = {key: value for key, value in changes.items() if key not in own}
        if inner:
            own["summary"] = msgspec.structs.replace(summary, **inner)
        return msgspec.structs.replace(view, **own)

    return make
