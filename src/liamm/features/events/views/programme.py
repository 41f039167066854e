"""The public programme as a calendar to subscribe to and as JSON: an answer that says nothing when nothing is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _

from liamm.features.events.programme import as_entries, as_json, public_dates
from liamm.features.events.queries import load_call
from liamm.kernel.access import public
from liamm.kernel.ical import calendar


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


@public
def as_calendar(request: HttpRequest, reference: str = "") -> HttpResponseBase:
    """The programme, or that of a call, for any calendar."""
    call = load_call(reference) if reference else None
    written = calendar(as_entries(public_dates(call)), name=call.title if call else _("Événements du laboratoire"))
    return _unless_known(request, HttpResponse(written, content_type="text/calendar; charset=utf-8"))


@public
def as_data(request: HttpRequest, reference: str = "") -> HttpResponseBase:
    """The programme, or that of a call, for any program."""
    call = load_call(reference) if reference else None
    return _unless_known(
        request, JsonResponse({"events": as_json(public_dates(call))}, json_dumps_params={"ensure_ascii": False})
    )
