"""Feeds that readers ask for every hour: an answer that says nothing when nothing is new (RFC 4287, RFC 9110)."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed

from liamm.kernel import clock


class Feed(Atom1Feed):
    """An Atom feed; one that holds nothing yet is as old as the day, not as the second in which it is read."""

    def latest_post_date(self) -> datetime:
        """The day of the latest of its items."""
        if self.num_items():
            return super().latest_post_date()
        return datetime.combine(clock.today(), time.min, tzinfo=UTC)


def answer(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    """The feed, or 304 for a reader who has it as it is."""
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
