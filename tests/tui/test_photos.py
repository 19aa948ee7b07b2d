"""Photos of a session: attached after somebody's word, listed with what became of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.sessions import Session
from naho_feedback.services import photos as service
from naho_feedback.tui.screens.photos import PhotosScreen
from naho_feedback.tui.screens.photos_attach import typed_path
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, seen, settle, toasts

pytestmark = pytest.mark.usefixtures("source_strings")
SIZES = [(80, 24), (120, 40)]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
HOSTILE = "[@click=app.quit]x[/] [/red] \x1b[31m \u202eevil"


@pytest.fixture
def session(naho: Naho) -> Session:
    return naho.capture.open_session("post-it", "lens")


@pytest.fixture
def photo(naho: Naho) -> Path:
    file = naho.workspace.root / "mur.png"
    file.write_bytes(PNG)
    return file


def damage(gone: Path | None = None, changed: Path | None = None) -> None:
    if gone:
        gone.unlink()
    if changed:
        changed.write_bytes(PNG + b"2")


@pytest.mark.parametrize("size", SIZES)
async def test_a_photo_is_attached_only_once_it_is_confirmed(
    naho: Naho, app: AppFactory, session: Session, photo: Path, size: tuple[int, int]
) -> None:
    """Enter alone asks to look; the words typed stay."""
    async with app().run_test(size=size, notifications=True) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert "No photo yet. Press n" in seen(pilot.app)
        assert "Look at it" not in key_words(pilot.app)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"mur.png", "down", *"Le mur", "enter")
        await settle(pilot)
        assert "neither a face nor a patient" in seen(pilot.app)
        assert "Look at the photo, then confirm it" in seen(pilot.app)
        assert naho.photos.photos() == []
        await pilot.press("right", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PhotosScreen)
        assert "Le mur" in seen(pilot.app)
        assert "as confirmed" in seen(pilot.app)
    (kept,) = naho.photos.photos(session.id)
    assert (kept.path, kept.caption, kept.confirmed) == (photo.name, "Le mur", True)


async def test_another_file_must_be_confirmed_again(
    app: AppFactory, session: Session, photo: Path
) -> None:
    """The word was given for another picture."""
    del session, photo
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        confirmed = pilot.app.screen.query_one("#confirmed")
        confirmed.value = "yes"  # type: ignore[attr-defined]
        await pilot.press("m")
        await settle(pilot)
        assert confirmed.value == "no"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "said"), [("rien.png", "There is no file"), ("naho.toml", "neither a JPEG nor a PNG")]
)
async def test_what_is_wrong_is_said_in_the_form(
    naho: Naho, app: AppFactory, session: Session, name: str, said: str
) -> None:
    del session
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        screen = pilot.app.screen
        screen.query_one("#file").value = name  # type: ignore[attr-defined]
        screen.query_one("#caption").value = "Le mur"  # type: ignore[attr-defined]
        await settle(pilot)
        screen.query_one("#confirmed").value = "yes"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert said in seen(pilot.app)
        assert screen.query_one("#caption").value == "Le mur"  # type: ignore[attr-defined]
    assert naho.photos.photos() == []


@pytest.mark.parametrize("size", SIZES)
async def test_missing_and_changed_files_are_said_and_captions_are_words(
    naho: Naho, app: AppFactory, session: Session, photo: Path, size: tuple[int, int]
) -> None:
    other = photo.with_name("salle.png")
    other.write_bytes(PNG + b"1")
    naho.photos.attach(session.id, photo, HOSTILE, confirmed=True)
    naho.photos.attach(session.id, other, "La salle", confirmed=True)
    damage(photo, other)
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        text = seen(pilot.app)
        assert "the file is gone" in text
        assert "the file changed" in text
        assert "[@click=app" in text
        assert not {"\x1b", "\u202e"} & set(text)
        await pilot.press("d")
        await settle(pilot)
        assert "[@click=app" in seen(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
    (left,) = naho.photos.photos(session.id)
    assert left.caption == "La salle"
    assert other.exists()


async def test_enter_shows_it_in_the_systems_viewer(
    naho: Naho,
    app: AppFactory,
    session: Session,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that changed is shown with a warning; one that is gone is said."""
    viewed: list[Path] = []
    monkeypatch.setattr(service, "open_in_viewer", viewed.append)
    naho.photos.attach(session.id, photo, "Le mur", confirmed=True)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert viewed == [photo]
        assert toasts(pilot.app) == []
        damage(changed=photo)
        await pilot.press("enter")
        await settle(pilot)
        assert any("look for faces again" in toast for toast in toasts(pilot.app))
        damage(photo)
        await pilot.press("enter")
        await settle(pilot)
        assert any("file is gone" in toast for toast in toasts(pilot.app))
        assert len(viewed) == 2


def test_a_dropped_file_comes_in_quotes(tmp_path: Path) -> None:
    """What is relative is looked for in the workspace as well."""
    (tmp_path / "a b.png").write_bytes(PNG)
    assert typed_path(" 'a b.png' ", tmp_path) == tmp_path / "a b.png"
    assert typed_path('"/x/y.png"', tmp_path) == Path("/x/y.png")
    assert typed_path("gone.png", tmp_path) == Path("gone.png")
    assert typed_path("a\0b", tmp_path) == Path("a\0b")
