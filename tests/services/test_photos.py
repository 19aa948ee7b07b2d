"""Photos: attached by path, hash and caption; published without what cameras write into them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from naho_feedback.domain.photos import PhotoState
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NahoError, NotFoundError, PersonalDataError, RefusedError
from naho_feedback.services import photos as photos_module
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.photos import Photos
from naho_feedback.services.pictures import media_type, published
from naho_feedback.services.viewer import open_in_viewer
from naho_feedback.store.memory import MemoryStore
from tests.services.pictures_help import SECRET, jpeg, png


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "w" / "photos").mkdir(parents=True)
    return tmp_path / "w"


@pytest.fixture
def photos(store: MemoryStore, capture: Capture, clock: Clock, root: Path) -> Photos:
    return Photos(store, capture, clock, root)


@pytest.fixture
def picture(root: Path) -> Path:
    file = root / "photos" / "mur.jpg"
    file.write_bytes(jpeg())
    return file


class TestAttaching:
    def test_a_photo_is_kept_by_relative_path_hash_and_caption(
        self, photos: Photos, session: Session, picture: Path, tmp_path: Path
    ) -> None:
        photo = photos.attach("", picture, "Le mur", confirmed=True)
        assert (photo.session, photo.path, photo.caption) == (
            session.id,
            "photos/mur.jpg",
            "Le mur",
        )
        assert (len(photo.sha256), photo.confirmed) == (64, True)
        assert photos.photos(session.id) == [photo]
        assert photos.file(photo) == picture
        assert photos.state(photo) == PhotoState.SOUND

    def test_a_photo_elsewhere_keeps_its_whole_path(
        self, photos: Photos, session: Session, tmp_path: Path
    ) -> None:
        file = tmp_path / "ailleurs.png"
        file.write_bytes(png())
        photo = photos.attach(session.receipt, file, "Le hall", confirmed=True)
        assert Path(photo.path) == file.resolve()
        assert photos.file(photo) == file.resolve()

    def test_nothing_is_attached_unless_somebody_confirmed(
        self, photos: Photos, session: Session, picture: Path
    ) -> None:
        with pytest.raises(RefusedError):
            photos.attach("", picture, "Le mur", confirmed=False)
        assert photos.photos() == []

    @pytest.mark.parametrize(
        ("name", "data", "caption", "error"),
        [
            ("a.jpg", None, "Le mur", NotFoundError),
            ("a.jpg", b"GIF89a...", "Le mur", RefusedError),
            ("a.svg", b"<svg onload='x'/>", "Le mur", RefusedError),
            ("a.jpg", b"", "Le mur", RefusedError),
            ("a.png", png(), "  ", RefusedError),
            ("a.png", png(), "x" * 201, RefusedError),
            ("a.png", png(), "1 85 05 78 006 084 91", PersonalDataError),
        ],
    )
    def test_what_is_no_photo_or_has_no_fit_caption_is_refused(
        self,
        photos: Photos,
        session: Session,
        root: Path,
        name: str,
        data: bytes | None,
        caption: str,
        error: type[NahoError],
    ) -> None:
        if data is not None:
            (root / name).write_bytes(data)
        with pytest.raises(error):
            photos.attach("", root / name, caption, confirmed=True)
        assert photos.photos() == []

    def test_the_same_picture_is_attached_once_to_a_session(
        self, photos: Photos, session: Session, picture: Path
    ) -> None:
        first = photos.attach("", picture, "Le mur", confirmed=True)
        copy = picture.with_name("copie.jpg")
        copy.write_bytes(picture.read_bytes())
        with pytest.raises(RefusedError, match=first.receipt):
            photos.attach("", copy, "Encore", confirmed=True)

    def test_detaching_leaves_the_file(
        self, photos: Photos, session: Session, picture: Path
    ) -> None:
        photo = photos.attach("", picture, "Le mur", confirmed=True)
        assert photos.detach(photo.receipt) == photo
        assert photos.photos() == []
        assert picture.is_file()


class TestOpening:
    def test_a_missing_or_changed_file_is_said(
        self,
        photos: Photos,
        session: Session,
        picture: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        shown: list[Path] = []
        monkeypatch.setattr(photos_module, "open_in_viewer", shown.append)
        photo = photos.attach("", picture, "Le mur", confirmed=True)
        assert photos.open_in_viewer(photo.receipt) == (photo, PhotoState.SOUND)
        picture.write_bytes(jpeg(41))
        assert photos.open_in_viewer(photo.id)[1] == PhotoState.CHANGED
        assert shown == [picture, picture]
        picture.unlink()
        assert photos.state(photo) == PhotoState.MISSING
        with pytest.raises(NotFoundError, match="photos/mur"):
            photos.open_in_viewer(photo.id)
        assert len(shown) == 2

    @pytest.mark.parametrize(("platform", "program"), [("linux", "xdg-open"), ("darwin", "open")])
    def test_the_system_s_viewer_gets_the_whole_path_as_one_word(
        self, tmp_path: Path, platform: str, program: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran: list[Sequence[str]] = []
        monkeypatch.chdir(tmp_path)

        def run(command: Sequence[str], /) -> int:
            ran.append(command)
            return 0

        open_in_viewer(Path("-e; rm x.png"), platform=platform, run=run)
        assert ran == [(program, str(tmp_path / "-e; rm x.png"))]

    def test_windows_opens_by_startfile(self, tmp_path: Path) -> None:
        started: list[str] = []
        open_in_viewer(tmp_path / "a b.png", platform="win32", startfile=started.append)
        assert started == [str(tmp_path / "a b.png")]

    @pytest.mark.parametrize("status", [None, 3])
    def test_without_a_viewer_the_hint_says_where_the_file_is(
        self, tmp_path: Path, status: int | None
    ) -> None:
        def run(_command: Sequence[str], /) -> int:
            if status is None:
                raise FileNotFoundError
            return status

        with pytest.raises(NahoError) as raised:
            open_in_viewer(tmp_path / "a.png", platform="linux", run=run)
        assert str(tmp_path / "a.png") in raised.value.hint

    def test_a_real_program_is_started_without_a_shell(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("Windows starts no program of ours")
        viewer = tmp_path / "xdg-open"
        viewer.write_text('#!/bin/sh\nprintf "%s" "$1" > "$(dirname "$0")/seen"\n')
        viewer.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        open_in_viewer(tmp_path / "$(touch x).png", platform="linux")
        assert (tmp_path / "seen").read_text() == str(tmp_path / "$(touch x).png")
        assert not (tmp_path / "x").exists()


class TestPublishing:
    @pytest.mark.parametrize("order", ["<", ">"])
    def test_a_jpeg_keeps_its_picture_and_loses_what_the_camera_wrote(self, order: str) -> None:
        raw = jpeg(40, 30, orientation=6, order=order)
        picture = published(raw)
        assert SECRET in raw
        assert SECRET not in picture.data
        assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 30, 40)
        for kept in (b"JFIF\0", b"ICC_PROFILE\0", b"\x12\xff\x00\x34\xff\xd0\x56", b"\0tables"):
            assert kept in picture.data
        assert picture.data.endswith(b"\x78\x9a\xff\xd9")

    def test_a_turned_photo_is_still_turned_afterwards(self) -> None:
        again = published(published(jpeg(40, 30, orientation=8)).data)
        assert (again.width, again.height) == (30, 40)
        assert published(jpeg(orientation=1)).data.count(b"Exif") == 0

    def test_a_png_keeps_its_picture_and_loses_its_texts(self) -> None:
        picture = published(png(4, 3))
        assert SECRET not in picture.data
        assert (picture.media_type, picture.width, picture.height) == ("image/png", 4, 3)
        assert b"IDAT" in picture.data
        assert published(picture.data) == picture

    @pytest.mark.parametrize("whole", [jpeg(), png()], ids=["jpeg", "png"])
    def test_a_file_cut_anywhere_is_refused_or_whole_but_never_a_crash(self, whole: bytes) -> None:
        for end in range(len(whole)):
            try:
                picture = published(whole[:end])
            except ValueError:
                continue
            assert SECRET not in picture.data
            assert end > len(whole) - len(SECRET) - 3

    @pytest.mark.parametrize(
        "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0\x00\x00", b"\xff\xd8\xff\xd9"]
    )
    def test_what_is_no_picture_is_refused(self, data: bytes) -> None:
        with pytest.raises(ValueError, match="JPEG"):
            published(data)

    def test_the_first_bytes_say_what_it_is(self) -> None:
        assert [media_type(data) for data in (jpeg(), png(), b"BM")] == [
            "image/jpeg",
            "image/png",
            "",
        ]
