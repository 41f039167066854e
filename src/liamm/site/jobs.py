"""What the site itself does by and by: the local mailbox forgets, and the people of the demonstration arrive."""

from __future__ import annotations

from collections.abc import Collection

from liamm.kernel import clock
from liamm.kernel.jobs import every
from liamm.kernel.post.jobs import KEPT
from liamm.kernel.post.late import keeps_copies
from liamm.site import options
from liamm.site.demo.living import arrive
from liamm.site.mailbox.store import forget_expired, forget_old, forget_recalled


@every("*/5 * * * *", "site.forget_expired_mails")
def forget_expired_mails() -> None:
    """A code that was sent is read no longer than it opens, and no mail longer than its words are in the outbox."""
    forget_expired(options.VAR / "mail", clock.now())
    forget_old(options.VAR / "mail", clock.now() - KEPT)


@keeps_copies
def forget_recalled_mails(message_ids: Collection[str]) -> None:
    """A code that opens nothing any more is read no longer."""
    forget_recalled(options.VAR / "mail", message_ids)


@every("* * * * *", "site.live_in_the_demonstration")
def live_in_the_demonstration() -> None:
    """Nobody is behind the people of the demonstration: without this, all their rooms would be given to others."""
    if options.DEMONSTRATION:
        arrive()
