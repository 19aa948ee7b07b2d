"""Sending a view to a target: preview, intent, send, proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue, Problem
from naho_feedback.contracts.options import Options, option_fields
from naho_feedback.contracts.plugins import Exporter, Plan, PlanAction, Receipt
from naho_feedback.contracts.store import Store
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.deliveries import AuditEntry, Delivery, DeliveryStatus
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.views import View
from naho_feedback.errors import NahoError, PluginError, RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.checked import checked_words
from naho_feedback.services.clock import Clock


class Exporting:
    """Plans and sends.

    Args:
        store: where intents and receipts are kept.
        plugins: where exporters come from.
        clock: the time.
        label: the laptop's letter, for the audit.
    """

    def __init__(self, store: Store, plugins: PluginCatalogue, clock: Clock, *, label: str) -> None:
        self._store = store
        self._plugins = plugins
        self._clock = clock
        self._label = label

    def exporter(self, name: str) -> Exporter:
        """Return an exporter.

        Raises:
            PluginError: if none of that name is installed; the hint lists what is.
        """
        exporters = self._plugins.exporters()
        try:
            return exporters[name]
        except KeyError:
            raise PluginError(
                _("There is no target {name}.").format(name=name),
                _("Installed: {names}.").format(names=", ".join(sorted(exporters)) or "-"),
            ) from None

    def options(self, name: str, chosen: Mapping[str, object] | None = None) -> Options:
        """Return the target's options: its defaults, then ``naho.toml``, then what was chosen.

        Raises:
            UsageError: if a value does not fit; the message names the option.
            PersonalDataError: if one holds a national health identifier.
        """
        exporter = self.exporter(name)
        fields = {field.name: field for field in option_fields(exporter.options)}
        given = self._plugins.settings_for(name) | dict(chosen or {})
        unknown = sorted(set(given) - set(fields))
        if unknown:
            raise UsageError(
                _("The target {name} has no option {option}.").format(name=name, option=unknown[0]),
                _("Known: {names}.").format(names=", ".join(fields)),
            )
        for key, value in given.items():
            if isinstance(value, str):
                refuse_nir(value)  # a file's name, a subject: it would stand at the target
            if not isinstance(value, fields[key].type):
                raise UsageError(
                    _("The option {option} does not take {value}.").format(option=key, value=value)
                )
        return msgspec.convert(given, exporter.options)

    def receipts(self, target: str) -> dict[str, Delivery]:
        """Return what is known by key: what was sent, and intents that were cut short."""
        self._store.refresh()
        return {d.key: d for d in self._store.all(Delivery) if d.target == target}

    def grant_raw(self, what: str, function: str, *, actor: str = Actor.COMMAND) -> None:
        """Log the right to take out records as typed.

        Args:
            what: what is taken out, such as ``"export csv"``.
            function: the function that the person typed at the prompt, such as ``"DPO"``.
            actor: who asks.

        Raises:
            RefusedError: if no function was typed; one letter is none, but a slip.
        """
        words = checked_words(function)
        if sum(char.isalpha() for char in words) < 2:
            raise RefusedError(
                _("Say in which function you take out the records as typed."),
                _("For example: DPO."),
            )
        entry = self._entry(what, Audience.RAW, words)
        self._store.append([put(entry)], actor)

    def log(self, what: str, audience: Audience, *, actor: str = Actor.COMMAND) -> None:
        """Log that something was taken out, such as ``"report"``, without its content."""
        self._store.append([put(self._entry(what, audience))], actor)

    def taken_out(self) -> list[AuditEntry]:
        """Return who took out what, oldest first."""
        self._store.refresh()
        return list(self._store.all(AuditEntry))

    def _entry(self, what: str, audience: Audience, function: str = "") -> AuditEntry:
        return AuditEntry(
            what=what,
            audience=audience,
            label=self._label,
            function=function,
            at=self._clock.now_ms(),
        )

    def plan(self, name: str, view: View, options: Options) -> Plan:
        """Return the preview; nothing is written anywhere.

        Raises:
            NahoError: as the exporter says it, or PluginError if it fails otherwise.
        """
        exporter = self.exporter(name)
        try:
            return exporter.plan(view, self.receipts(name), options)
        except NahoError:
            raise
        except (Exception, SystemExit) as error:
            raise self._failed(name, "plan", error) from error

    def send(
        self, name: str, view: View, plan: Plan, options: Options, *, actor: str = Actor.COMMAND
    ) -> Iterator[Receipt]:
        """Send what the plan creates and updates; yield a receipt for each thing that is there.

        The intents are journalled before the target is touched, each receipt as it comes.

        Raises:
            NahoError: at the first failure; what was yielded before stays sent.
        """
        exporter = self.exporter(name)
        known = self.receipts(name)
        todo = {i.key: i for i in plan.items if i.action in (PlanAction.CREATE, PlanAction.UPDATE)}
        if not todo:
            return
        deliveries = [
            Delivery(
                target=name,
                key=item.key,
                reference=known[item.key].reference if item.key in known else "",
                audience=view.audience,
                digest=item.digest,
                previous=_arrived(known.get(item.key)),
                at=self._clock.now_ms(),
            )
            for item in todo.values()
        ]
        entry = self._entry(f"export {name}", view.audience)
        ids = self._store.append(
            [
                *(put(d, known[d.key].id if d.key in known else "") for d in deliveries),
                # records as typed were logged when the right to them was granted
                *([] if view.audience.rights.asked else [put(entry)]),
            ],
            actor,
        )[: len(deliveries)]
        pending = dict(zip(todo, zip(ids, deliveries, strict=True), strict=True))
        only = msgspec.structs.replace(plan, items=tuple(todo.values()))
        try:
            for receipt in exporter.send(only, view, options):
                id_, delivery = pending.pop(receipt.key)
                sent = msgspec.structs.replace(
                    delivery,
                    status=DeliveryStatus.SENT,
                    reference=receipt.reference,
                    previous="",
                )
                self._store.append([put(sent, id_)], actor)
                yield receipt
        except NahoError:
            self._give_up(pending, actor)
            raise
        except (Exception, SystemExit) as error:
            self._give_up(pending, actor)
            raise self._failed(name, "send", error) from error
        if pending:
            self._give_up(pending, actor)
            raise PluginError(
                _("The target {name} gave no proof for {n} things.").format(
                    name=name, n=len(pending)
                )
            )

    def _give_up(self, pending: Mapping[str, tuple[str, Delivery]], actor: str) -> None:
        failed = DeliveryStatus.FAILED
        changes = [
            put(msgspec.structs.replace(delivery, status=failed), id_)
            for id_, delivery in pending.values()
        ]
        if changes:
            self._store.append(changes, actor)

    def _failed(self, name: str, doing: str, error: BaseException) -> PluginError:
        # The exception may quote records, so only its type is kept.
        self._plugins.report(Problem(plugin=name, doing=doing, error=type(error).__name__))
        return PluginError(
            _("The target {name} failed.").format(name=name), _("See: naho plugin list")
        )


def _arrived(before: Delivery | None) -> str:
    """Return the fingerprint of what surely stood at the target last."""
    if before is None:
        return ""
    return before.digest if before.status == DeliveryStatus.SENT else before.previous
