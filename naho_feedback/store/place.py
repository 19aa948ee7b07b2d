"""Where a journal may stand: on the computer's own disk, and nowhere that others copy from.

A network folder promises locks and flushes that it does not keep, and a program that
synchronises a folder takes the file away, or puts an older copy in its place, while it is
open. Both have eaten people's notes. What can be detected is refused, with advice.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _

OVERRIDE: Final = "NAHO_ALLOW_SHARED_FOLDER"
"""Set to 1, it opens such a folder all the same."""

_NETWORK: Final = {
    "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs",
    "webdav",
}  # fmt: skip
_FOLDERS: Final = {
    "OneDrive": re.compile(r"onedrive( - .+)?", re.IGNORECASE),
    "Dropbox": re.compile(r"dropbox( \(.+\))?", re.IGNORECASE),
    "Nextcloud": re.compile(r"nextcloud\d*", re.IGNORECASE),
    "ownCloud": re.compile(r"owncloud\d*", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive|googledrive-.+", re.IGNORECASE),
    "iCloud": re.compile(r"iclouddrive|com~apple~clouddocs", re.IGNORECASE),
}
_MARKS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
"""What a program leaves in the folder that it synchronises."""
_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says which folders OneDrive synchronises."""
_MOUNTS: Final = Path("/proc/self/mounts")
_REMOTE: Final = 4  # DRIVE_REMOTE of the Windows API


def check_place(folder: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Refuse a data folder on a network or in a synchronised folder, where that can be told.

    Args:
        folder: the data folder; it need not be there yet.
        environ: the environment.

    Raises:
        StoreError: if it stands in such a place and :data:`OVERRIDE` is not set.
    """
    if environ.get(OVERRIDE, "") in {"", "0"} and (reason := why_not(folder, environ)):
        raise StoreError(
            reason,
            _(
                "Keep the workspace on this computer's own disk and share results with "
                "naho export; or set {variable}=1 if you know better."
            ).format(variable=OVERRIDE),
        )


def why_not(folder: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return in one sentence why notes should not be kept in a folder, or ``""``."""
    place = folder.resolve()
    program = synchroniser(place, environ)
    if program:
        return _("The data folder is synchronised by {program}, which can lose notes.").format(
            program=program
        )
    kind = network(place)
    if kind:
        return _("The data folder is on a network drive ({kind}), which can lose notes.").format(
            kind=kind
        )
    return ""


def synchroniser(place: Path, environ: Mapping[str, str]) -> str:
    """Return the name of the program that synchronises a folder, or ``""``."""
    for variable in _VARIABLES:
        root = environ.get(variable)
        if root and place.is_relative_to(Path(root).resolve()):
            return "OneDrive"
    for parent in (place, *place.parents):
        for program, pattern in _FOLDERS.items():
            if pattern.fullmatch(parent.name):
                return program
        for mark, program in _MARKS.items():
            if (parent / mark).exists():
                return program
    return ""


def network(place: Path) -> str:
    """Return the kind of network drive that a folder is on, or ``""``; best effort."""
    if sys.platform == "win32":
        return _windows_drive(place)
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace")
    except OSError:  # macOS: its mounts are asked of the mount command, which is not worth it
        return ""
    kind = _kind_of_mount(place, mounts)
    return kind if kind in _NETWORK else ""


def _kind_of_mount(place: Path, mounts: str) -> str:
    """Return the file system that a folder is on, by what Linux lists."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _windows_drive(place: Path) -> str:
    """Return ``"SMB"`` for a share or a mapped drive."""
    if place.drive.startswith("\\\\"):
        return "SMB"
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _REMOTE:
            return "SMB"
    return ""
