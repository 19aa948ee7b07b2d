"""What can go wrong, said to a person: one base with a message and a hint.

The edges (command line, screens, plugin host) decide how an error is shown; nothing else
catches broadly. Messages are already in the user's language when they are raised.
"""

from __future__ import annotations


class NahoError(Exception):
    """Something that a person can act on.

    Attributes:
        message: one sentence that says what is wrong.
        hint: one sentence that says what to do, or ``""``.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(NahoError):
    """The command or the arguments make no sense (exit status 2)."""


class WorkspaceError(NahoError):
    """No workspace, or one that cannot be read."""


class FileError(NahoError):
    """A file that a person wrote cannot be read; says which line.

    Attributes:
        file: the file's name as the user gave it.
        line: the line, counted from 1, or 0 where none can be named.
        key: the way to the key, such as ``questions[2].if``, or ``""``.
    """

    def __init__(
        self, file: str, line: int, message: str, hint: str = "", *, key: str = ""
    ) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {message}", hint)
        self.file = file
        self.line = line
        self.key = key


class RefusedError(NahoError):
    """What was given is refused: closed session, empty note, too long, personal data."""


class PersonalDataError(RefusedError):
    """Text that holds a national health identifier; the message never repeats it."""


class NotFoundError(NahoError):
    """No such session, note, survey, exporter ...; the hint names what there is."""


class StoreError(NahoError):
    """The journal cannot be read or written; nothing was half-written."""


class PluginError(NahoError):
    """A plugin that the user named is missing or failed."""
