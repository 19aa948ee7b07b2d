"""Measuring colours: contrast as WCAG has it, and the 16 colours of a plain terminal."""

from __future__ import annotations

from typing import Final

Rgb = tuple[int, ...]

XTERM: Final[tuple[Rgb, ...]] = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0)),
    *((0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)
"""The 16 colours as xterm has them."""


def linear(rgb: Rgb) -> tuple[float, ...]:
    """Return sRGB parts from 0 to 255 as linear light from 0 to 1."""
    shares = [part / 255 for part in rgb]
    return tuple(s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)


def contrast_of(one: Rgb, other: Rgb) -> float:
    """Return the WCAG contrast of two colours."""

    def luminance(rgb: Rgb) -> float:
        red, green, blue = linear(rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
