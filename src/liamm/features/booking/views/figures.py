"""What the house was used for, the bookings behind each figure, and the same for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.booking.exports import as_csv
from liamm.features.booking.forms import PeriodForm
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import behind, figures_of
from liamm.features.booking.queries.figures import By, Figure, Period, shows_host
from liamm.kernel.access import Refused, public
from liamm.ui.dates import say_number
from liamm.ui.page import page
from liamm.ui.plots import Bar, BarPlot


@public
def figures(request: HttpRequest) -> HttpResponse:
    """The use of the house over a period."""
    form = PeriodForm(request.GET or None)
    found = figures_of(request.user, form.period)
    plots = [(by, _plot(by, lines, found.period)) for by, lines in found.tables.items()]
    context = {"form": form, "figures": found, "plots": plots, "kept": _kept(found.period)}
    return page(request, "booking/figures.html", context)


@public
def listed(request: HttpRequest, by: str, key: str) -> HttpResponse:
    """The bookings behind a figure."""
    if by not in list(By):
        raise Http404
    if by == By.HOST and not shows_host(request.user, key):
        raise Refused(policy.decide(request.user, Permission.COUNT_HOSTS))
    period = PeriodForm(request.GET or None).period
    found = behind(request.user, period, By(by), key, request.GET.get("page", ""))
    return page(request, "booking/behind.html", {"behind": found, "period": period, "kept": _kept(period)})


@public
def csv(request: HttpRequest) -> HttpResponse:
    """The figures as a table."""
    content = as_csv(figures_of(request.user, PeriodForm(request.GET or None).period))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="frequentation.csv"'
    return response


def _kept(period: Period) -> str:
    return f"du={period.first}&au={period.last}"


def _plot(by: By, lines: Sequence[Figure], period: Period) -> BarPlot:
    titles = {
        By.FUNCTION: _("Par fonction du laboratoire"),
        By.USE: _("Par nature d’usage"),
        By.PURPOSE: _("Par ce pour quoi c’était"),
        By.ROOM: _("Par salle"),
        By.HOST: _("Par organisation"),
    }
    bars = [Bar(one.label, one.hours, _words(one), url=_address(one, period)) for one in lines]
    return BarPlot(titles[by], bars, label_head=titles[by], value_head=_("Heures, réservations, personnes"))


def _words(one: Figure) -> str:
    said = [
        f"{say_number(one.hours)} h",
        ngettext("%(n)s réservation", "%(n)s réservations", one.bookings) % {"n": one.bookings},
        ngettext("%(n)s personne", "%(n)s personnes", one.people) % {"n": one.people},
    ]
    if one.share is not None:
        said.append(_("occupée %(share)s %% des heures d’ouverture") % {"share": say_number(one.share)})
    return " · ".join(said)


def _address(one: Figure, period: Period) -> str:
    return f"{reverse('booking:behind', args=[one.by.value, one.key])}?{_kept(period)}"
