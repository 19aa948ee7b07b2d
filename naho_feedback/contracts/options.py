"""Options of exporters and collectors: one declared structure, rendered by every front end."""

from __future__ import annotations

import msgspec

from naho_feedback.i18n import Localized


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every options structure.

    Every field has a default and is annotated with :func:`described`, so that the command
    line's flags, the form on the screen, the check of ``naho.toml`` and the docs come from it::

        class CsvOptions(Options, frozen=True, kw_only=True):
            plain: Annotated[bool, described("Pour les machines", "For machines")] = False
    """


def described(fr: str, en: str) -> msgspec.Meta:
    """Return the annotation that holds an option's sentence in both languages."""
    return msgspec.Meta(description=en, extra={"text": Localized(fr, en)})


class OptionField(msgspec.Struct, frozen=True):
    """One option as a front end needs it.

    Attributes:
        name: the field's name.
        type: ``bool``, ``int``, ``float`` or ``str``.
    """

    name: str
    type: type
    default: object
    text: Localized


def option_fields(options: type[Options]) -> tuple[OptionField, ...]:
    """Return the fields of an options structure, in order.

    Raises:
        TypeError: if a field has no default, no description, or a type that no front end knows.
    """
    hints = msgspec.inspect.type_info(options)
    found = []
    for field in getattr(hints, "fields", ()):
        info = field.type
        extra = info.extra if isinstance(info, msgspec.inspect.Metadata) else None
        if isinstance(info, msgspec.inspect.Metadata):
            info = info.type
        kind = _SIMPLE.get(type(info))
        if kind is None or extra is None or field.default is msgspec.NODEFAULT:
            msg = f"{options.__name__}.{field.name}: needs a simple type, a default, described()"
            raise TypeError(msg)
        found.append(OptionField(field.name, kind, field.default, extra["text"]))
    return tuple(found)


_SIMPLE: dict[type, type] = {
    msgspec.inspect.BoolType: bool,
    msgspec.inspect.IntType: int,
    msgspec.inspect.FloatType: float,
    msgspec.inspect.StrType: str,
}
