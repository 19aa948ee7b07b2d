"""A questionnaire with every kind of question, and the way through it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.domain.surveys import Choice, Question, QuestionKind, Survey
from naho_feedback.i18n import Localized
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.kiosk_patience import Haste, IdleWatch
from naho_feedback.tui.screens.kiosk import KioskScreen
from naho_feedback.tui.widgets.kiosk_doors import ChooserPage
from naho_feedback.tui.widgets.kiosk_pages import QuestionPage, StartPage
from tests.tui.wall_help import until

SIZE = (80, 24)
FORBIDDEN = (
    *(f"f{n}" for n in (1, *range(3, 13))),
    *(f"ctrl+{c}" for c in "abcdefghjklnopqrstuvwyz"),
    *("ctrl+backslash", "ctrl+c", "ctrl+q", "ctrl+p", "ctrl+at", "ctrl+right_square_bracket"),
    *("tab", "shift+tab", "escape", "slash", "question_mark", "q", "colon", "insert"),
    *("ctrl+f4", "alt+f4", "super+c", "ctrl+shift+p", "shift+f10", "pageup", "end"),
)
"""Keys that would do something elsewhere in the app, or in Textual."""


def _question(id: str, kind: QuestionKind, fr: str, en: str, **more: Any) -> Question:
    return Question(id=id, kind=kind, text=Localized(fr, en), **more)


ALL_KINDS = Survey(
    id="tout",
    version=3,
    title=Localized("Toutes les sortes", "All kinds"),
    questions=(
        _question("visage", QuestionKind.FACES, "Utile ?", "Useful?"),
        _question("accord", QuestionKind.AGREEMENT, "Formé ?", "Trained?"),
        _question(
            "site",
            QuestionKind.SINGLE,
            "Votre site",
            "Your site",
            required=True,
            choices=tuple(
                Choice(id_, Localized(fr, f"{fr} (en)"))
                for id_, fr in (("l", "Lens"), ("b", "Béthune"), ("h", "Hénin"), ("x", "[/] Autre"))
            ),
        ),
        _question("ans", QuestionKind.NUMBER, "Années ici", "Years here", min=0, max=60),
        _question("mots", QuestionKind.TEXT, "Un mot ?", "A word?"),
    ),
)


@asynccontextmanager
async def kiosk(
    naho: Naho,
    *,
    survey: Survey = ALL_KINDS,
    others: tuple[Survey, ...] = (),
    session: str = "",
    seconds: float = 3600.0,
    size: tuple[int, int] = SIZE,
    idle: IdleWatch | None = None,
    haste: Haste | None = None,
) -> AsyncIterator[tuple[Pilot[None], KioskScreen]]:
    """The app with a questionnaire on top; its pages stay unless told otherwise."""
    naho.kiosk.surveys = {one.id: one for one in (survey, *others)}
    app = NahoApp(naho)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        screen = KioskScreen(
            naho,
            ",".join(naho.kiosk.surveys),
            session,
            thanks_seconds=seconds,
            idle=idle or IdleWatch(3600.0),
            haste=haste or Haste(0, 0),  # tests press faster than anybody reads
        )
        await app.push_screen(screen)
        await page(pilot, ChooserPage if others else StartPage)
        yield pilot, screen


async def page(pilot: Pilot[None], type_: type[Any], id: str = "") -> None:
    """Wait for a page; for a question's, by its id."""

    def there() -> bool:
        found = pilot.app.screen.query(type_)
        return bool(found) and (not id or found.first().question.id == id)

    await until(pilot, there, f"no {type_.__name__} {id}")


async def question(pilot: Pilot[None], id: str) -> None:
    await page(pilot, QuestionPage, id)


async def through(pilot: Pilot[None], *steps: tuple[str, tuple[str, ...]]) -> None:
    """Begin, then press keys on each question named."""
    await pilot.press("enter")
    for id_, keys in steps:
        await question(pilot, id_)
        await pilot.press(*keys)


def answers(naho: Naho) -> list[dict[str, Any]]:
    """The answers of everybody who came to the end."""
    return [r.answers for r in naho.store.all(Response)]


def begun(naho: Naho) -> list[dict[str, Any]]:
    """The answers of everybody who did not."""
    return [b.answers for b in naho.store.all(Begun)]


async def to_words(pilot: Pilot[None]) -> None:
    """Go through to the question that takes words; only the site is answered."""
    await through(
        pilot,
        ("visage", ("enter",)),
        ("accord", ("enter",)),
        ("site", ("1",)),
        ("ans", ("enter",)),
    )
    await question(pilot, "mots")
