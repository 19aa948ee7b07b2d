"""JPEG and PNG files as they may be published: what they show, and nothing of how they were made.

A telephone writes into each photo where it was taken, when, with which device, and often a small
picture from before it was cropped. None of that leaves the workspace. The picture itself is
copied byte for byte, never decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"

_JPEG_START: Final = b"\xff\xd8\xff"
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15, _COM = (
    *(0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF),
    0xFE,
)
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Segments that say how large the picture is."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
_CHUNKS: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT")
)
"""What a PNG needs to look the same."""
_ORIENTATION: Final = 0x0112
_TURNED: Final = 5
"""From this orientation on, width and height change places."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture without anything about its making.

    Attributes:
        media_type: ``"image/jpeg"`` or ``"image/png"``.
        data: the file's bytes.
        width: pixels, as it is looked at.
        height: pixels, as it is looked at.
    """

    media_type: str
    data: bytes
    width: int
    height: int


def media_type(head: bytes) -> str:
    """Return what the first bytes of a file say that it is; ``""`` for anything else."""
    if head.startswith(_JPEG_START):
        return JPEG
    return PNG if head.startswith(_PNG_START) else ""


def published(data: bytes) -> Picture:
    """Return the picture as it may leave the workspace.

    Raises:
        ValueError: if it is no JPEG or PNG, or ends too early.
    """
    kind = media_type(data)
    if kind == JPEG:
        return _jpeg(data)
    if kind == PNG:
        return _png(data)
    msg = "neither JPEG nor PNG"
    raise ValueError(msg)


# ---- JPEG ----------------------------------------------------------------------------------


def _jpeg(data: bytes) -> Picture:
    kept, size, orientation = [], (0, 0), 1
    for marker, segment in _segments(data):
        body = segment[4:]
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:]) or orientation
        if marker in _FRAMES and not size[0]:
            size = (int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
        if _is_kept(marker, body):
            kept.append(segment)
    if not all(size):
        msg = "a JPEG without a size"
        raise ValueError(msg)
    turned = [_exif(orientation)] if orientation > 1 else []
    # The mark of a JFIF file, where there is one, must come first.
    first = 1 if kept[0][1] == _APP0 else 0
    whole = b"".join((b"\xff\xd8", *kept[:first], *turned, *kept[first:], b"\xff\xd9"))
    width, height = size if orientation < _TURNED else size[::-1]
    return Picture(media_type=JPEG, data=whole, width=width, height=height)


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == _APP0:
        return body.startswith(b"JFIF\0")
    if marker == _APP2:
        return body.startswith(b"ICC_PROFILE\0")
    if _APP0 <= marker <= _APP15:
        return marker == _APP14  # Adobe's: without it the colours of some files are wrong
    return marker != _COM


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and bytes of each segment between the picture's start and its end.

    What stands behind the end, such as a telephone's second picture, is never reached.

    Raises:
        ValueError: if the file ends too early or is no JPEG.
    """
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 1 >= len(data) or data[at] != 0xFF:
            msg = "a JPEG that ends too early"
            raise ValueError(msg)
        marker = data[at + 1]
        if marker == _EOI:
            return
        end = at + 2
        if marker not in _ALONE:
            end += int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if end <= at + 3 and marker not in _ALONE:
            msg = "a JPEG segment without a length"
            raise ValueError(msg)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next segment begins; in a scan FF 00 and FF D0 to D7 are picture."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            msg = "a JPEG that ends too early"
            raise ValueError(msg)
        if data[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """Return how the picture must be turned, 1 to 8, or 0 where that is not said."""
    if tiff[:2] not in (b"II", b"MM"):
        return 0
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    start = number(4, 4)
    for entry in range(number(start, 2)):
        at = start + 2 + 12 * entry
        if at + 12 > len(tiff):
            return 0
        if number(at, 2) == _ORIENTATION:
            found = number(at + 8, 2)
            return found if 1 <= found <= 8 else 0
    return 0


def _exif(orientation: int) -> bytes:
    """Return an Exif segment that says how to turn the picture, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes((orientation, 0, 0))
    body = b"Exif\0\0" + tiff + b"\0\0\0\0"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


# ---- PNG -----------------------------------------------------------------------------------


def _png(data: bytes) -> Picture:
    kept, at = [_PNG_START], len(_PNG_START)
    while True:
        name = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if len(name) < 4 or end > len(data):
            msg = "a PNG that ends too early"
            raise ValueError(msg)
        if name in _CHUNKS:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    header = kept[1][8:]
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if kept[1][4:8] != b"IHDR" or not (width and height):
        msg = "a PNG without a size"
        raise ValueError(msg)
    return Picture(media_type=PNG, data=b"".join(kept), width=width, height=height)
