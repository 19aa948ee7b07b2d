"""What a plugin is given of the workspace: no store, no data path."""

from __future__ import annotations

from pathlib import Path

import msgspec

from naho_feedback import i18n
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.i18n import Localized


class PluginContext(msgspec.Struct, frozen=True, kw_only=True):
    """What hooks get as ``context``.

    Attributes:
        languages: the programme's languages, most frequent first.
        programme: sites, roles, workshops, go-lives.
        taxonomy: the themes in use.
        cache_dir: a folder of this plugin's own; may be emptied at any time.
        settings: this plugin's table of ``naho.toml``, as read.
        output_dir: where files go that a person asked for, unless told otherwise.
        demo: whether the workspace is the invented one.
    """

    languages: tuple[str, ...]
    programme: Programme
    taxonomy: Taxonomy
    cache_dir: Path
    output_dir: Path
    settings: dict[str, object] = {}
    demo: bool = False

    def translate(self, text: Localized) -> str:
        """Return the text in the language of whoever looks at it now."""
        return text.pick(i18n.language())
