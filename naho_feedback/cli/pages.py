"""Pages that a browser shows and prints: one HTML file each, everything in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from naho_feedback.cli import console
from naho_feedback.contracts.files import write_whole
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, RefusedError
from naho_feedback.i18n import gettext as _


def rendered(
    template: str, filters: Mapping[str, Callable[..., Any]] | None = None, **values: object
) -> str:
    """Return a page; what people typed is escaped, every word of it.

    Args:
        template: a file beside this module.
        filters: what the template calls, by name.
        values: what it shows.
    """
    from jinja2 import Environment, StrictUndefined  # late: only who makes a page pays for it

    source = resources.files("naho_feedback.cli") / template
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(filters or {})
    return environment.from_string(source.read_text("utf-8")).render(values).rstrip("\n")


def write_page(file: Path, whole: str, *, yes: bool) -> None:
    """Write a page in one step; one that is there is replaced only with a yes.

    Raises:
        RefusedError: if the file is there and nobody agreed.
        NahoError: if it cannot be written.
    """
    shown = one_line(str(file))
    if file.exists() and not yes:
        asked = _("{file} is there already. Replace it?").format(file=shown)
        if not (console.can_ask() and console.confirm(asked)):
            raise RefusedError(
                _("{file} is there already.").format(file=shown),
                _("Choose another name, or add --yes to replace it."),
            )
    try:
        write_whole(file, f"{whole}\n".encode())
    except OSError as error:
        raise NahoError(
            _("{file} cannot be written.").format(file=shown),
            _("Choose another place, or check the free space and your rights there."),
        ) from error
    console.out(shown)
