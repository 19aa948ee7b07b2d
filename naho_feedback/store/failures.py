"""The system's errors, as the journal says them to a person."""

from __future__ import annotations

import errno
from typing import Final

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _

_FULL: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def stopped() -> StoreError:
    """Return what is said once a flush failed."""
    return StoreError(
        _("The disk failed: nobody can tell whether the last entry was kept."),
        _("Nothing more is written until the workspace is opened again; check the last entry."),
    )


def failed(error: OSError) -> StoreError:
    """Return what is said of an error of the system."""
    if error.errno in _FULL:
        return StoreError(
            _("The disk is full; this was not kept."), _("Free some space, then do it again.")
        )
    return StoreError(
        _("The journal cannot be used: {reason}").format(reason=error.strerror or error),
        _("Check that the data folder is on this computer's own disk and can be written."),
    )
