"""Network and synchronised folders are refused with advice, where they can be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.errors import StoreError
from naho_feedback.store import open_store, place
from naho_feedback.store.place import OVERRIDE, check_place, why_not

MOUNTS = """\
/dev/vda / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
//server/share {folder}/commun cifs rw 0 0
host:/export {folder}/deux\\040mots nfs4 rw 0 0
/dev/vdb {folder}/commun/local ext4 rw 0 0
broken
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a share, an export and a local disk are mounted."""
    file = tmp_path / "mounts"
    file.write_text(MOUNTS.format(folder=tmp_path))
    monkeypatch.setattr(place, "_MOUNTS", file)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("OneDrive - CH de Lens/naho/data", "OneDrive"),
        ("onedrive/data", "OneDrive"),
        ("Dropbox/data", "Dropbox"),
        ("Dropbox (Personnel)/data", "Dropbox"),
        ("Nextcloud2/naho/data", "Nextcloud"),
        ("Google Drive/data", "Google Drive"),
        ("com~apple~CloudDocs/data", "iCloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(
    tmp_path: Path, path: str, program: str
) -> None:
    with pytest.raises(StoreError, match=program) as raised:
        check_place(tmp_path / path, {})
    assert OVERRIDE in raised.value.hint
    check_place(tmp_path / path, {OVERRIDE: "1"})
    with pytest.raises(StoreError):
        check_place(tmp_path / path, {OVERRIDE: "0"})


@pytest.mark.parametrize(
    "path", ["dropbox-notes/data", "my onedrive stuff/data", "naho/data", "nextcloudette"]
)
def test_a_name_that_only_sounds_alike_is_no_reason(tmp_path: Path, path: str) -> None:
    assert why_not(tmp_path / path, {}) == ""


@pytest.mark.parametrize(
    ("mark", "program"), [(".stfolder", "Syncthing"), (".nextcloudsync.log", "Nextcloud")]
)
def test_a_synchronised_folder_is_known_by_what_its_program_leaves(
    tmp_path: Path, mark: str, program: str
) -> None:
    (tmp_path / mark).touch()
    assert program in why_not(tmp_path / "naho" / "data", {})


def test_a_synchronised_folder_is_known_by_what_windows_says(tmp_path: Path) -> None:
    environ = {"OneDriveCommercial": str(tmp_path / "documents")}
    assert "OneDrive" in why_not(tmp_path / "documents" / "data", environ)
    assert why_not(tmp_path / "elsewhere" / "data", environ) == ""


def test_a_network_drive_is_known_by_its_mount(mounts: Path) -> None:
    assert "cifs" in why_not(mounts / "commun" / "naho" / "data", {})
    assert "nfs4" in why_not(mounts / "deux mots", {})
    assert why_not(mounts / "commun" / "local" / "data", {}) == ""
    assert why_not(mounts / "other", {}) == ""


def test_a_share_of_windows_is_known_by_its_name() -> None:
    class Share:
        drive = "\\\\server\\share"

    assert place._windows_drive(Share()) == "SMB"  # type: ignore[arg-type]


def test_a_store_refuses_such_a_folder_before_it_makes_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Dropbox" / "data"
    with pytest.raises(StoreError, match="Dropbox"):
        open_store(folder)
    assert not folder.exists()
    monkeypatch.setenv(OVERRIDE, "1")
    open_store(folder).close()
