"""One agenda of all that is dated in the house, as each may see it, and the addresses by which calendars follow it."""
