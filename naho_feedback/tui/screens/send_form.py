"""The form above a preview: target, audience and the target's own options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from naho_feedback.contracts.options import OptionField
from naho_feedback.domain.audiences import Audience
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.stepper import Stepper
from naho_feedback.tui.words import line

_YES: Final = "yes"
_NO: Final = "no"


def audience_choices() -> tuple[tuple[str, str], ...]:
    """Return the audiences with the words that people know them by."""
    return (
        (Audience.MANAGER, _("managers (figures, reviewed quotes)")),
        (Audience.PUBLIC, _("everybody (figures, reviewed quotes)")),
        (Audience.TEAM, _("the team (notes too, names masked)")),
        (Audience.RAW, _("as typed (asked for and logged)")),
    )


def option_value(field: OptionField, text: str) -> object:
    """Return what was typed for an option, in the option's type.

    Raises:
        UsageError: if it is no number where one is needed.
    """
    if field.type is bool:
        return text == _YES
    if field.type is str:
        return text
    try:
        return field.type(text.strip().replace(",", "."))
    except ValueError:
        raise UsageError(
            _("{option}: type a number.").format(option=str(field.text)),
        ) from None


class OptionsForm(Vertical):
    """One line for each option of a target.

    Args:
        fields: the declared options.
        values: what holds unless somebody changes it, by name.
    """

    DEFAULT_CSS = """
    OptionsForm {
        height: auto;
        TextOption { height: 2; padding: 0 2; }
        TextOption Static { height: 1; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
        TextOption Input { background: $panel; }
    }
    """

    @dataclass
    class Changed(Message):
        """An option changed."""

        form: OptionsForm

        @property
        def control(self) -> OptionsForm:
            """The form."""
            return self.form

    def __init__(self, fields: tuple[OptionField, ...], values: Mapping[str, object]) -> None:
        super().__init__()
        self._fields = fields
        self._values = values

    def compose(self) -> ComposeResult:
        """Yield a stepper for yes or no, a line to type in for the rest."""
        for field in self._fields:
            value = self._values.get(field.name, field.default)
            if field.type is bool:
                yield Stepper(
                    str(field.text),
                    ((_YES, _("yes")), (_NO, _("no"))),
                    value=_YES if value else _NO,
                    letters=False,
                    sentence=True,
                    id=f"option-{field.name}",
                )
            else:
                yield TextOption(field, "" if value is None else str(value))

    def chosen(self) -> dict[str, object]:
        """Return the options as they stand in the form.

        Raises:
            UsageError: if a number is no number.
        """
        found: dict[str, object] = {}
        for field in self._fields:
            if field.type is bool:
                text = self.query_one(f"#option-{field.name}", Stepper).value
            else:
                text = self.query_one(f"#option-{field.name}", Input).value
            found[field.name] = option_value(field, text)
        return found

    @on(Stepper.Changed)
    @on(Input.Changed)
    def _tell(self, message: Message) -> None:
        message.stop()
        self.post_message(self.Changed(self))


class TextOption(Widget):
    """A sentence and under it a line to type the option in.

    Args:
        field: the option.
        value: what stands in it at first.
    """

    def __init__(self, field: OptionField, value: str) -> None:
        super().__init__()
        self._field = field
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield the option's sentence and the input."""
        yield Static(line(str(self._field.text)))
        yield Input(self._value, id=f"option-{self._field.name}", compact=True)
