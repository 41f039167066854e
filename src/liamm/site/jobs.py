"""What the site itself does by and by: the local mailbox forgets mails that are good for nothing any more."""

from __future__ import annotations

from liamm.kernel import clock
from liamm.kernel.jobs import every
from liamm.site import options
from liamm.site.mailbox.store import forget_expired


@every("*/5 * * * *", "site.forget_expired_mails")
def forget_expired_mails() -> None:
    """A code that was sent is read no longer than it opens."""
    forget_expired(options.VAR / "mail", clock.now())
