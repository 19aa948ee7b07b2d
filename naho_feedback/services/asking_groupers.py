"""Asking a grouper: somebody else's code, which may be missing, fail, or make no sense."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue, Problem
from naho_feedback.contracts.plugins import (
    FoundTheme,
    Grouper,
    GroupingInput,
    Proposal,
    Regrouped,
)
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.errors import NahoError, PluginError
from naho_feedback.i18n import gettext as _

T = TypeVar("T")

LIGHT: Final = "keywords"
"""The grouper that stands in for a broken or missing one: it needs nothing but the keywords."""


class Answered(msgspec.Struct, frozen=True):
    """What a grouper said, as far as it makes sense.

    Attributes:
        grouper: which one ran.
        proposals: by the note's id.
        themes: the themes that it found, by what it calls them.
        instead_of: the one that was asked first and could not.
    """

    grouper: str
    proposals: dict[str, Proposal]
    themes: dict[str, FoundTheme] = {}
    instead_of: str = ""


class Asked:
    """One grouper that is asked by name, and what stands in for it.

    Args:
        plugins: where groupers come from; a failure is listed there.
        name: which grouper.
        may_fall_back: whether the light one may stand in; not where a person named it.
    """

    def __init__(self, plugins: PluginCatalogue, name: str, *, may_fall_back: bool) -> None:
        self._plugins = plugins
        self._may_fall_back = may_fall_back
        self.name = name

    def check(self) -> None:
        """Make sure that there is such a grouper, even where it is asked about nothing.

        Raises:
            PluginError: if it is not installed.
        """
        self._find(self.name)

    def group(self, given: GroupingInput) -> Answered:
        """Return where notes belong.

        Raises:
            PluginError: if the grouper is not installed or fails, and nothing stands in for it.
        """
        return self._answered(given, lambda g: Regrouped(proposals=tuple(g.group(given))))

    def regroup(self, given: GroupingInput) -> Answered:
        """Return where notes would belong, and which themes would be new; raises as group does."""
        return self._answered(given, lambda g: g.regroup(given))

    def warm(self) -> None:
        """Let the grouper get ready; that it cannot is told to whoever asks it something."""
        with contextlib.suppress(NahoError):
            self._safely(self.name, "warm", self._find(self.name).warm)

    def similar(self, given: GroupingInput, note: Note) -> list[str]:
        """Return which of the given notes resemble one, the most similar first.

        A hint is not worth a failure: none where the grouper cannot say.
        """
        ids = {other.id for other in given.notes}
        try:
            grouper = self._find(self.name)
            found = self._safely(self.name, "similar", lambda: list(grouper.similar(given, note)))
        except NahoError:
            return []
        return [id_ for id_ in dict.fromkeys(found) if id_ in ids]

    def _answered(self, given: GroupingInput, ask: Callable[[Grouper], Regrouped]) -> Answered:
        try:
            return self._checked(given, self.name, ask)
        except NahoError:
            if not self._may_fall_back or self.name == LIGHT:
                raise
            if LIGHT not in self._plugins.groupers():
                raise
        answer = self._checked(given, LIGHT, ask)
        return msgspec.structs.replace(answer, instead_of=self.name)

    def _checked(
        self, given: GroupingInput, name: str, ask: Callable[[Grouper], Regrouped]
    ) -> Answered:
        grouper = self._find(name)
        answer = self._safely(name, "group", lambda: ask(grouper))
        found = {theme.id: theme for theme in answer.themes}
        known = {theme.id for theme in given.taxonomy.themes} | {UNSORTED}
        ids = {note.id for note in given.notes}
        proposals = {
            p.note: _sensible(p, known)
            for p in answer.proposals
            if p.note in ids and p.theme in known | found.keys()
        }
        return Answered(name, proposals, {id_: t for id_, t in found.items() if id_ not in known})

    def _find(self, name: str) -> Grouper:
        groupers = self._plugins.groupers()
        try:
            return groupers[name]
        except KeyError:
            raise PluginError(
                _("There is no grouper {name}.").format(name=name),
                _("Installed: {names}.").format(names=", ".join(sorted(groupers)) or "-"),
            ) from None

    def _safely(self, name: str, doing: str, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except NahoError as error:
            self._plugins.report(Problem(plugin=name, doing=doing, error=type(error).__name__))
            raise
        except (Exception, SystemExit) as error:
            # A grouper is somebody else's code: the note's text must not reach a log through
            # its message, so only the type is kept.
            self._plugins.report(Problem(plugin=name, doing=doing, error=type(error).__name__))
            raise PluginError(
                _("The grouper {name} failed.").format(name=name),
                _("See: naho plugin list"),
            ) from error


def _sensible(proposal: Proposal, known: Iterable[str]) -> Proposal:
    also = tuple(
        theme
        for theme in dict.fromkeys(proposal.also)
        if theme in known and theme not in (UNSORTED, proposal.theme)
    )
    return proposal if also == proposal.also else msgspec.structs.replace(proposal, also=also)
