"""What ``--json`` prints of the journal's health and its copies; see ``docs/json.md``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from naho_feedback.cli.shapes import Out
from naho_feedback.store.backup import taken_at
from naho_feedback.store.doctor import Finding
from naho_feedback.store.verify import Verification, sentences


class DamageOut(Out, frozen=True, kw_only=True):
    """A damaged stretch of a file."""

    offset: int
    length: int
    kept: bool


class JournalFileOut(Out, frozen=True, kw_only=True):
    """One file of a journal."""

    name: str
    size: int
    lines: int
    changed: bool
    unfinished: int
    damage: tuple[DamageOut, ...]


class VerificationOut(Out, frozen=True, kw_only=True):
    """What a journal looks like."""

    sound: bool
    lines: int
    files: tuple[JournalFileOut, ...]
    missing: tuple[str, ...]
    set_aside: int
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, found: Verification) -> VerificationOut:
        """Return the shape of what was found."""
        return cls(
            sound=found.is_sound,
            lines=found.lines,
            files=tuple(
                JournalFileOut(
                    name=file.name,
                    size=file.size,
                    lines=file.lines,
                    changed=file.changed,
                    unfinished=file.unfinished,
                    damage=tuple(
                        DamageOut(offset=d.offset, length=d.length, kept=d.kept)
                        for d in file.damage
                    ),
                )
                for file in found.files
            ),
            missing=found.missing,
            set_aside=found.set_aside,
            sentences=tuple(sentences(found)),
        )


class CopyOut(Out, frozen=True, kw_only=True):
    """A copy of the journal; one that cannot be read at all is not sound and has no lines."""

    name: str
    folder: str
    taken: str | None
    sound: bool
    lines: int

    @classmethod
    def of(cls, copy: Path, found: Verification | None) -> CopyOut:
        """Return the shape of a copy and of what it looks like."""
        return cls(**_copy_fields(copy, found))


class BackupOut(CopyOut, frozen=True, kw_only=True):
    """The copy that was taken, and which older ones made room for it."""

    removed: tuple[str, ...]

    @classmethod
    def taken_now(cls, copy: Path, found: Verification, removed: tuple[str, ...]) -> BackupOut:
        """Return the shape of a copy that was taken."""
        return cls(**_copy_fields(copy, found), removed=removed)


class RestoreOut(Out, frozen=True, kw_only=True):
    """What is put back or would be, and what it replaces."""

    copy: CopyOut
    present_lines: int | None
    done: bool
    aside: str | None


class FindingOut(Out, frozen=True, kw_only=True):
    """One thing that was looked at."""

    health: str
    sentence: str
    hint: str

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """Return the shape of a finding."""
        return cls(health=finding.health, sentence=finding.sentence, hint=finding.hint)


class DoctorOut(Out, frozen=True, kw_only=True):
    """What is the matter with a workspace's data."""

    health: str
    findings: tuple[FindingOut, ...]


def taken(copy: Path) -> str | None:
    """Return when a copy was taken as ISO 8601, None where its name does not say it."""
    try:
        return taken_at(copy).isoformat(timespec="seconds")
    except ValueError:  # somebody gave the folder another name
        return None


def _copy_fields(copy: Path, found: Verification | None) -> dict[str, Any]:
    return {
        "name": copy.name,
        "folder": str(copy),
        "taken": taken(copy),
        "sound": found is not None and found.is_sound,
        "lines": 0 if found is None else found.lines,
    }
