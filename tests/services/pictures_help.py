"""Small pictures for tests, with the metadata that cameras leave in them."""

from __future__ import annotations

import struct
import zlib

SECRET = b"48.8584N 2.2945E Dupont"
"""Stands for whatever a camera writes about place and person."""


def png(width: int = 4, height: int = 3) -> bytes:
    rows = b"".join(b"\0" + b"\x10\x20\x30" * width for _y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"tEXt", SECRET), (b"eXIf", SECRET), (b"IDAT", _zipped(rows)))
    chunks = b"".join(_chunk(name, data) for name, data in (*parts, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + chunks + SECRET


def _zipped(rows: bytes) -> bytes:
    return zlib.compress(rows)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int = 40, height: int = 30, *, orientation: int = 1, order: str = "<") -> bytes:
    """Return the frame of a JPEG: real segments around a scan that no test decodes."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = mark + struct.pack(order + "IH", 8, 1) + entry + b"\0\0\0\0" + SECRET
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\x01\x01\x00\x00\x3f\x00"
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, b"Exif\0\0" + tiff),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xE2, b"MPF\0" + SECRET),
            segment(0xED, SECRET),
            segment(0xFE, SECRET),
            segment(0xDB, b"\0" + bytes(64)),
            segment(0xC0, frame),
            segment(0xDA, scan) + b"\x12\xff\x00\x34\xff\xd0\x56",
            segment(0xC4, b"\0tables"),
            segment(0xDA, scan) + b"\x78\x9a",
            b"\xff\xd9",
            b"\xff\xd8" + SECRET,  # a telephone's second picture
        )
    )


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
