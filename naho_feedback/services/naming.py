"""Names of the programme as people type them: found, or refused with the ones there are."""

from __future__ import annotations

from collections.abc import Iterable

from naho_feedback.domain.programme import Programme, Role, Site, Workshop
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import gettext as _


def known(ids: Iterable[str]) -> str:
    """Return the hint that lists what there is."""
    return _("Known: {names}.").format(names=", ".join(ids))


def find_workshop(programme: Programme, name: str) -> Workshop:
    """Return the workshop with that id.

    Raises:
        NotFoundError: if the programme has none.
    """
    workshop = programme.workshop(name)
    if workshop is None:
        raise NotFoundError(
            _("There is no workshop {name}.").format(name=name),
            known(w.id for w in programme.workshops),
        )
    return workshop


def find_site(programme: Programme, name: str) -> Site:
    """Return the site with that id.

    Raises:
        NotFoundError: if the programme has none.
    """
    site = programme.site(name)
    if site is None:
        raise NotFoundError(
            _("There is no site {name}.").format(name=name), known(s.id for s in programme.sites)
        )
    return site


def find_role(programme: Programme, name: str) -> Role:
    """Return the role with that id.

    Raises:
        NotFoundError: if the programme has none.
    """
    role = programme.role(name)
    if role is None:
        raise NotFoundError(
            _("There is no role {name}.").format(name=name), known(r.id for r in programme.roles)
        )
    return role
