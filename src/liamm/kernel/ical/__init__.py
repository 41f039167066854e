"""Calendars as everybody reads them: iCalendar (RFC 5545, 7986) and its invitations by mail (RFC 5546, 6047)."""

from liamm.kernel.ical.entries import Answer, Entry, Invitation, Method, Party, as_uid
from liamm.kernel.ical.reading import Reply, read_replies
from liamm.kernel.ical.recurring import Recurring, woven
from liamm.kernel.ical.writing import busy, calendar

__all__ = [
    "Answer",
    "Entry",
    "Invitation",
    "Method",
    "Party",
    "Recurring",
    "Reply",
    "as_uid",
    "busy",
    "calendar",
    "read_replies",
    "woven",
]
