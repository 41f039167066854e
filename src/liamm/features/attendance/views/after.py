"""The day after: certificates and questions by their links, and what is told to everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.attendance import actions
from liamm.features.attendance.forms import FeedbackForm, PhotoForm, RestitutionForm
from liamm.features.attendance.links import attendee_behind, digest_of
from liamm.features.attendance.models import Arrival, Photo, Spent
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.queries import agreement_page, load_event, photo_for, restitution_page
from liamm.features.attendance.sheets import certificate as certificate_pdf
from liamm.features.events.models import Attendee, Event
from liamm.kernel.access import LinkHolder, Refused, members, public
from liamm.kernel.lasting import Lasting, lasting
from liamm.kernel.storage import Kept, serve
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import attempt


def _came(token: str) -> tuple[Attendee, list[Arrival]]:
    attendee = attendee_behind(token)
    if attendee is None:
        raise Http404
    arrivals = (
        Arrival.objects.filter(attendee=attendee, here=True).select_related("session").order_by("session__starts")
    )
    return attendee, list(arrivals)


def _private(response: HttpResponse) -> HttpResponse:
    return kept_secret(response)


@public
@lasting(Lasting.PAPER)
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """The certificate of somebody who came."""
    attendee, arrivals = _came(token)
    if not arrivals:
        return _private(page(request, "attendance/absent.html", {"event": attendee.registration.event}))
    response = HttpResponse(certificate_pdf(attendee, arrivals), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="attestation.pdf"'
    return _private(response)


@public
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions."""
    attendee, arrivals = _came(token)
    if not arrivals:
        raise Http404
    event = attendee.registration.event
    form = FeedbackForm(request.POST or None)
    tried = attempt(form, lambda: actions.give_feedback(LinkHolder(attendee.pk), attendee, **form.cleaned_data))
    if tried.done:
        tell(request, _("Merci. Ce que vous avez dit est gardé sans votre nom."))
        return redirect(request.path)
    answered = Spent.objects.filter(digest=digest_of(attendee)).exists()
    context = {"event": event, "form": form, "refusal": tried.refusal, "answered": answered}
    return _private(page(request, "attendance/feedback.html", context))


@public
def photos(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no to photos, by one's link."""
    attendee = attendee_behind(token)
    if attendee is None:
        raise Http404
    if request.method == "POST":
        actions.answer_photos(LinkHolder(attendee.pk), attendee, agrees=request.POST.get("agrees") == "1")
        tell(request, _("C’est noté. Vous pouvez changer d’avis quand vous voulez."))
        return redirect(request.path)
    context = {"who": attendee, "event": attendee.registration.event, "said": agreement_page(attendee)}
    return _private(page(request, "attendance/photos.html", context))


@public
def restitution(request: HttpRequest, reference: str) -> HttpResponse:
    """What is told of an event."""
    shown = restitution_page(request.user, load_event(request.user, reference))
    if not (shown.text or shown.may_tell):
        raise Http404
    return page(request, "attendance/restitution.html", {"page": shown, "event": shown.event})


def _telling(request: HttpRequest, reference: str) -> Event:
    event = load_event(request.user, reference)
    decision = policy.decide(request.user, Permission.TELL, event)
    if not decision:
        raise Refused(decision)
    return event


@members
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what happened."""
    event = _telling(request, reference)
    form = RestitutionForm(request.POST or None, initial={"text": restitution_page(request.user, event).text})
    tried = attempt(form, lambda: actions.write_restitution(request.user, event, text=form.cleaned_data["text"]))
    if tried.done:
        return redirect("attendance:restitution", reference)
    words = {"heading": _("Raconter ce qui s’est passé"), "button": _("Enregistrer")}
    return page(request, "attendance/act.html", {"form": form, "refusal": tried.refusal, "event": event, **words})


@members
def add_photo(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a photo, with the consent of those who are on it."""
    event = _telling(request, reference)
    form = PhotoForm(request.POST or None, request.FILES or None)
    tried = attempt(form, lambda: actions.add_photo(request.user, event, draft=form.draft()))
    if tried.done:
        tell(
            request,
            _("La photo est ajoutée. Chaque personne qui a laissé une adresse reçoit le lien pour la reprendre."),
        )
        return redirect("attendance:restitution", reference)
    words = {"heading": _("Ajouter une photo"), "button": _("Ajouter cette photo")}
    return page(request, "attendance/act.html", {"form": form, "refusal": tried.refusal, "event": event, **words})


@members
@require_POST
def remove_photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a photo away."""
    photo = get_object_or_404(Photo.objects.select_related("event__space"), pk=key)
    reference = photo.event.reference
    actions.remove_photo(request.user, photo)
    tell(request, _("La photo est enlevée."))
    return redirect("attendance:restitution", reference)


@public
def photo(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A photo, while it may be shown: no copy of it is kept on the way."""
    found = photo_for(request.user, key)
    response = serve(Kept(found.path, found.name, found.media_type, found.size))
    response["Cache-Control"] = "no-store"
    return response
