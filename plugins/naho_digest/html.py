"""The HTML part: the template beside this file, escaped, with its style written into the tags."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .content import Content
from .wording import Wording

if TYPE_CHECKING:
    from jinja2 import Template

_LABELS: Final = {
    "decide": ("À décider", "To decide"),
    "today": ("Aujourd'hui", "Today"),
    "nothing": ("Rien de nouveau.", "Nothing new."),
    "so_far": ("En tout", "In all"),
    "reach": ("Venus", "Who came"),
    "unheard": ("Pas encore entendus", "Not heard yet"),
    "themes": ("Ce qui revient", "What comes back"),
    "caption": (
        "Notes par thème, et dans combien de séances et de sites.",
        "Notes by theme, and in how many sessions and sites.",
    ),
    "theme": ("Thème", "Theme"),
    "notes": ("Notes", "Notes"),
    "sessions": ("Séances", "Sessions"),
    "sites": ("Sites", "Sites"),
    "open": ("sans action", "no action yet"),
    "quotes": ("Ce qu'on nous dit", "What people say"),
    "scores": ("Mesures", "Measures"),
    "due": ("À faire sous 7 jours", "Due within 7 days"),
}


def html(content: Content, say: Wording) -> str:
    """Return the page; nothing in it is fetched from anywhere."""
    import css_inline  # late, as jinja2: only who makes a digest pays for them

    page = _template().render(
        mail=content,
        words={name: say.pick(fr, en) for name, (fr, en) in _LABELS.items()},
        and_more=(say.pick("et", "and"), say.pick("de plus", "more")),
        language=say.language,
    )
    inliner = css_inline.CSSInliner(
        keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
    )
    return inliner.inline(page)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("mail.html.jinja")
