"""What can go wrong with the engine's process, said to whoever waits for its answer.

Whatever it is, no note and no decision is in danger: they are in the journal, which the engine
never sees. The host lists the kind of failure, and lets the keywords stand in.
"""

from __future__ import annotations

from typing import ClassVar

from naho_feedback.api import Localized, NahoError


class EngineError(NahoError):
    """The engine could not answer."""

    said: ClassVar[Localized]
    todo: ClassVar[Localized] = Localized(
        "Rien n'est perdu\u00a0: recommencez, il redémarre tout seul.",
        "Nothing is lost: try again, it starts again by itself.",
    )

    def __init__(self) -> None:
        super().__init__(str(self.said), str(self.todo))


class EngineMissingError(EngineError):
    """A module that the engine is made of is not installed."""

    said = Localized(
        "Les thèmes avec mémoire ne sont pas installés entièrement.",
        "Themes with a memory are not installed completely.",
    )
    todo = Localized(
        'Réinstallez naho-feedback, ou écrivez grouper = "keywords" dans naho.toml.',
        'Install naho-feedback again, or write grouper = "keywords" in naho.toml.',
    )


class EngineNotStartedError(EngineError):
    """The system started no process."""

    said = Localized(
        "Les thèmes avec mémoire n'ont pas pu démarrer.",
        "Themes with a memory could not be started.",
    )
    todo = Localized(
        "Rien n'est perdu\u00a0: fermez d'autres programmes, puis recommencez.",
        "Nothing is lost: close other programs, then try again.",
    )


class EngineDiedError(EngineError):
    """The process ended while somebody waited, or while it was idle and nobody saw it."""

    said = Localized(
        "Les thèmes avec mémoire se sont arrêtés en plein travail.",
        "Themes with a memory stopped in the middle of their work.",
    )


class EngineSilentError(EngineError):
    """The process gave no sign of life for too long."""

    said = Localized(
        "Les thèmes avec mémoire ne répondent plus.",
        "Themes with a memory no longer answer.",
    )


class EngineUnreadableError(EngineError):
    """The process said something that makes no sense."""

    said = Localized(
        "Les thèmes avec mémoire ont répondu de travers.",
        "Themes with a memory gave an answer that makes no sense.",
    )


class EngineFailedError(EngineError):
    """Something was raised in the process, which goes on."""

    said = Localized(
        "Les thèmes avec mémoire n'ont pas pu trier ces post-it.",
        "Themes with a memory could not sort these notes.",
    )
    todo = Localized(
        'Rien n\'est perdu. Si cela se répète, écrivez grouper = "keywords" dans naho.toml.',
        'Nothing is lost. If it happens again, write grouper = "keywords" in naho.toml.',
    )


class EngineDownError(EngineError):
    """The process failed so often that it is not started any more."""

    said = Localized(
        "Les thèmes avec mémoire se sont arrêtés plusieurs fois\u00a0: ils restent arrêtés.",
        "Themes with a memory stopped several times: they stay stopped.",
    )
    todo = Localized(
        "Rien n'est perdu\u00a0: quittez naho-feedback et rouvrez-le pour les relancer.",
        "Nothing is lost: leave naho-feedback and open it again to start them again.",
    )


class EngineClosedError(EngineError):
    """The workspace was closed while somebody waited."""

    said = Localized(
        "Le dossier a été fermé avant la réponse des thèmes avec mémoire.",
        "The workspace was closed before themes with a memory could answer.",
    )
    todo = Localized(
        "Rien n'est perdu\u00a0: rouvrez le dossier.", "Nothing is lost: open the workspace again."
    )
