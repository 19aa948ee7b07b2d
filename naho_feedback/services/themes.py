"""The list of themes: the file's, with what people named, merged, split off and taught it.

A theme's id is for ever. A merge is one line that says where a theme went; its notes' placements
stay as they were, so taking it back brings everything back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Entry, Op, patch, put, remove
from naho_feedback.domain.text import folded, is_blank
from naho_feedback.domain.themes import LocalTheme, Synonym, Taxonomy, Theme, in_use
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.checked import checked_words
from naho_feedback.services.clock import Clock

LABEL_LIMIT: Final = 60
"""Most characters of a theme's name: it stands above a column."""

_WORD_LIMIT: Final = 60


class ThemeStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that people did to a theme.

    Attributes:
        event: the event's id.
        at: Unix time in milliseconds.
        actor: who wrote it.
        kind: ``"found"``, ``"split"``, ``"named"``, ``"merged"``, ``"unmerged"``, ``"word"`` or
            ``"unword"``.
        theme: the theme's id.
        name: what it was called before that.
        other: where it was merged into, or what it was split from.
        said: the name or the word.
    """

    event: str
    at: int
    actor: str
    kind: str
    theme: str
    name: str = ""
    other: str = ""
    said: str = ""


class Themes:
    """The themes in use, and what people do to the list.

    Args:
        store: where that is kept.
        base: the themes of the file.
        clock: the time.
    """

    def __init__(self, store: Store, base: Taxonomy, clock: Clock) -> None:
        self._store = store
        self._base = base
        self._clock = clock
        self._made: tuple[tuple[LocalTheme, ...], tuple[Synonym, ...], Taxonomy] | None = None

    @property
    def taxonomy(self) -> Taxonomy:
        """The themes in use; the same object until somebody changes the list."""
        local = tuple(self._store.all(LocalTheme))
        synonyms = tuple(self._store.all(Synonym))
        made = self._made
        if made is None or made[0] != local or made[1] != synonyms:
            made = self._made = (local, synonyms, in_use(self._base, local, synonyms))
        return made[2]

    def find(self, name: str) -> Theme:
        """Return the theme with this id or, whatever its case and accents, this name.

        Raises:
            NotFoundError: if there is none.
        """
        taxonomy = self.taxonomy
        theme = taxonomy.theme(taxonomy.living(name))
        if theme is None:
            said = folded(name)
            theme = next((t for t in taxonomy.themes if folded(str(t.label)) == said), None)
        if theme is None:
            raise NotFoundError(
                _("There is no theme {name}.").format(name=name),
                _("Known: {names}.").format(names=", ".join(t.id for t in taxonomy.themes)),
            )
        return theme

    # ---- naming, merging, splitting ------------------------------------------------------

    def rename(self, theme: str, label: str, *, actor: str = Actor.COMMAND) -> Theme:
        """Give a theme another name; its id and its notes stay.

        Raises:
            NotFoundError: if there is no such theme.
            RefusedError: if the name is empty, too long or taken.
            PersonalDataError: if it holds a national health identifier.
        """
        found = self.find(theme)
        label = self._checked_label(label, but=found.id)
        self._change(found.id, actor, label=label)
        return self.find(found.id)

    def merge(self, source: str, target: str, *, actor: str = Actor.COMMAND) -> Theme:
        """Make a theme part of another one, which keeps its name.

        Raises:
            NotFoundError: if one of them is not there.
            RefusedError: if they are the same, or one of them is no subject.
        """
        gone, stays = self.find(source), self.find(target)
        if gone.id == stays.id:
            raise RefusedError(_("A theme cannot be merged with itself."), _("Choose another one."))
        if gone.special:
            raise RefusedError(
                _("{name} cannot be merged.").format(name=gone.label),
                _("Place its notes one by one."),
            )
        self._change(gone.id, actor, into=stays.id)
        return stays

    def unmerge(self, theme: str, *, actor: str = Actor.COMMAND) -> None:
        """Let a theme stand for itself again, with the notes that it had.

        Raises:
            NotFoundError: if it is not merged.
        """
        kept = self._store.get(LocalTheme, theme)
        if kept is None or not kept.into:
            raise NotFoundError(_("{name} is not merged.").format(name=theme))
        self._store.append([patch(LocalTheme, theme, into="")], actor)

    def new(self, label: str, *, split_from: str = "", actor: str = Actor.COMMAND) -> LocalTheme:
        """Make a theme of this workspace's own.

        Args:
            label: its name.
            split_from: id of the theme that its notes come from.
            actor: who asks.

        Raises:
            RefusedError: if the name is empty, too long or taken.
            PersonalDataError: if it holds a national health identifier.
        """
        theme = self.draft(label, split_from=split_from)
        self._store.append([put(theme, theme.id)], actor)
        return theme

    def draft(
        self,
        label: str,
        *,
        split_from: str = "",
        words: tuple[str, ...] = (),
        found: bool = False,
    ) -> LocalTheme:
        """Return a new theme that is not stored yet; raises as :meth:`new` does."""
        return LocalTheme(
            id=f"t{uuid.uuid4().hex[:10]}",
            label=self._checked_label(label),
            words=words,
            found=found,
            split_from=split_from,
            at=self._clock.now_ms(),
        )

    def free_label(self, label: str, taken: Iterable[str] = ()) -> str:
        """Return a name that no theme has: this one, or this one with a number.

        Args:
            label: the name that one would like.
            taken: names that are to be stored together with it.
        """
        label = " ".join(label.split())[: LABEL_LIMIT - 4] or _("New theme")
        known = {folded(str(theme.label)) for theme in self.taxonomy.themes}
        known |= {folded(other) for other in taken}
        names = (label, *(f"{label} {n}" for n in range(2, len(known) + 3)))
        return next(name for name in names if folded(name) not in known)

    def _change(self, theme: str, actor: str, **fields: str) -> None:
        if self._store.get(LocalTheme, theme) is None:
            record = LocalTheme(id=theme, at=self._clock.now_ms())
            self._store.append([put(msgspec.structs.replace(record, **fields), theme)], actor)
        else:
            self._store.append([patch(LocalTheme, theme, **fields)], actor)

    def _checked_label(self, label: str, *, but: str = "") -> str:
        label = " ".join(checked_words(label).split())
        if is_blank(label):
            raise RefusedError(_("A theme needs a name."), _("Type one, two or three words."))
        if len(label) > LABEL_LIMIT:
            raise RefusedError(
                _("This name is too long: {n} characters, at most {limit}.").format(
                    n=len(label), limit=LABEL_LIMIT
                )
            )
        said = folded(label)
        for theme in self.taxonomy.themes:
            if theme.id != but and folded(str(theme.label)) == said:
                raise RefusedError(
                    _("There is a theme {name} already.").format(name=theme.label),
                    _("Choose another name, or merge the two."),
                )
        return label

    # ---- words of this house -------------------------------------------------------------

    def add_word(self, theme: str, word: str, *, actor: str = Actor.COMMAND) -> Synonym:
        """Teach a theme a word of this house; ``*`` at its end stands for any ending.

        Raises:
            NotFoundError: if there is no such theme.
            RefusedError: if the word is empty or too long, or speaks of a theme already.
            PersonalDataError: if it holds a national health identifier.
        """
        found = self.find(theme)
        word = " ".join(checked_words(word).split())
        if is_blank(word.rstrip("*")) or len(word) > _WORD_LIMIT:
            raise RefusedError(_("Type a word, or a few."))
        for other in self.taxonomy.themes:
            words = (*other.keywords.fr, *other.keywords.en)
            if folded(word) in {folded(known) for known in words}:
                raise RefusedError(
                    _("“{word}” speaks of {theme} already.").format(word=word, theme=other.label)
                )
        synonym = Synonym(word=word, theme=found.id, at=self._clock.now_ms())
        (id_,) = self._store.append([put(synonym)], actor)
        return msgspec.structs.replace(synonym, id=id_)

    def words(self) -> list[Synonym]:
        """Return the words of this house, oldest first."""
        return list(self._store.all(Synonym))

    def forget_word(self, word: str, *, actor: str = Actor.COMMAND) -> None:
        """Take a word of this house back.

        Raises:
            NotFoundError: if it is none.
        """
        said = folded(word)
        gone = [s for s in self.words() if folded(s.word) == said]
        if not gone:
            raise NotFoundError(_("“{word}” is no word of this house.").format(word=word))
        self._store.append([remove(Synonym, synonym.id) for synonym in gone], actor)

    # ---- history -------------------------------------------------------------------------

    def history(self, theme: str = "") -> list[ThemeStep]:
        """Return what people did to the list, oldest first.

        Args:
            theme: id of one theme: what it came from and what went into it belong to it; ``""``
                takes all.
        """
        steps = list(self._steps())
        if not theme:
            return steps
        family = {theme}
        grown = True
        while grown:
            kin = {s.theme for s in steps if s.other in family and s.kind != "unmerged"}
            kin |= {s.other for s in steps if s.theme == theme and s.kind == "split"}
            grown = not kin <= family
            family |= kin
        return [step for step in steps if step.theme in family]

    def _steps(self) -> Iterator[ThemeStep]:
        words: dict[str, Synonym] = {}
        names = {theme.id: str(theme.label) for theme in self._base.themes}
        for entry in self._store.history():
            if entry.table == Synonym.table:
                if entry.op == Op.PUT:
                    words[entry.id] = msgspec.convert(entry.body, Synonym, strict=False)
                synonym = words.get(entry.id, Synonym())
                kind = "unword" if entry.op == Op.REMOVE else "word"
                name = names.get(synonym.theme, "")
                yield _step(entry, kind, synonym.theme, name=name, said=synonym.word)
            elif entry.table == LocalTheme.table:
                yield from _theme_steps(entry, names.get(entry.id))
                names[entry.id] = str((entry.body or {}).get("label") or names.get(entry.id, ""))


def _theme_steps(entry: Entry, name: str | None) -> Iterator[ThemeStep]:
    """Yield what one change did; ``name`` is the theme's until then, None for a new one."""
    body = entry.body or {}
    label, into = str(body.get("label", "")), str(body.get("into", ""))
    if name is None:
        source = str(body.get("split_from", ""))
        yield _step(entry, "split" if source else "found", entry.id, other=source, said=label)
    elif label:
        yield _step(entry, "named", entry.id, name=name, said=label)
    if into:
        yield _step(entry, "merged", entry.id, name=label or name or "", other=into)
    elif entry.op == Op.PATCH and "into" in body:
        yield _step(entry, "unmerged", entry.id, name=name or "")


def _step(
    entry: Entry, kind: str, theme: str, *, name: str = "", other: str = "", said: str = ""
) -> ThemeStep:
    return ThemeStep(
        event=entry.event,
        at=entry.at,
        actor=entry.actor,
        kind=kind,
        theme=theme,
        name=name,
        other=other,
        said=said,
    )
