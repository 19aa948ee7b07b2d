"""The mail as a file: both parts, with headers that a draft needs, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the mail package is slow to load, and most runs of the app make no mail
    from email.headerregistry import Address
    from email.message import EmailMessage

_NO_ID: Final = "0" * 32
_ID: Final = re.compile(
    rb"^Message-ID: <naho\.([0-9a-f]{32})@naho-feedback\.invalid>\r?$", re.MULTILINE
)
_ONE: Final = re.compile(
    r"""\s*(?:
        (?:"(?P<quoted>[^"]*)"|(?P<name>[^"<>,;]*))\s*<(?P<angled>[^<>]*)>
        |(?P<bare>[^"<>,;]*)
    )\s*""",
    re.VERBOSE,
)
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


@dataclass(frozen=True)
class Mail:
    """What a mail holds.

    Attributes:
        day: its date; the hour is noon UTC, so that the same digest is the same file.
        language: ``"fr"`` or ``"en"``.
        to: who gets it, possibly nobody yet.
        sender: at most one.
    """

    subject: str
    day: dt.date
    language: str
    text: str
    html: str
    to: tuple[Address, ...] = ()
    sender: tuple[Address, ...] = ()


def addresses(typed: str) -> tuple[Address, ...]:
    """Return the addresses of ``a@b.fr; Équipe projet <c@d.fr>``, parted by comma or semicolon.

    Raises:
        ValueError: if one cannot be read, or holds a line end; the message is that part.
    """
    found, at = [], 0
    while at < len(typed):
        match = _ONE.match(typed, at)
        end = match.end() if match else at
        if match is None or (end < len(typed) and typed[end] not in ",;"):
            raise ValueError(typed[at:])
        if match.group().strip():
            found.append(_address(match))
        at = end + 1
    return tuple(found)


def _address(match: re.Match[str]) -> Address:
    from email.headerregistry import Address

    name = (match["quoted"] or match["name"] or "").strip()
    spec = (match["bare"] if match["angled"] is None else match["angled"]).strip()
    # Python's mail package would decode "=?...?=" in a name, line ends included, and write them.
    unsafe = "=?" in name or any(not char.isprintable() for char in name)
    if unsafe or not _ADDRESS.fullmatch(spec):
        raise ValueError(match.group().strip())
    return Address(name, addr_spec=spec)


def as_bytes(mail: Mail) -> bytes:
    """Return the whole file, CRLF line ends, ASCII only.

    Its Message-ID and its boundary are the fingerprint of all the rest, so a digest that says
    the same is the same file, and a file that somebody changed can be told.

    Raises:
        ValueError: if an address holds a line end.
    """
    return _with_id(mail, hashlib.sha256(_with_id(mail, _NO_ID)).hexdigest()[:32])


def is_untouched(data: bytes) -> bool:
    """Whether the bytes are a mail of ours exactly as it was written."""
    match = _ID.search(data)
    if match is None:
        return False
    draft = data.replace(match[1], _NO_ID.encode())
    return hashlib.sha256(draft).hexdigest()[:32].encode() == match[1]


def _with_id(mail: Mail, id: str) -> bytes:
    from email.header import Header

    # The subject is encoded here: EmailMessage would first decode what looks encoded in it, and
    # loses spaces between words of other scripts when it folds them.
    subject = Header(mail.subject, "utf-8", header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {subject}\r\n".encode("ascii") + _message(mail, id).as_bytes()


def _message(mail: Mail, id: str) -> EmailMessage:
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    if mail.sender:
        message["From"] = mail.sender[0]
    if mail.to:
        message["To"] = mail.to
    message["Date"] = dt.datetime.combine(mail.day, dt.time(12), tzinfo=dt.UTC)
    message["Message-ID"] = f"<naho.{id}@naho-feedback.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_naho_{id}")
    message["Content-Language"] = mail.language  # now it describes the whole, not the first part
    return message
