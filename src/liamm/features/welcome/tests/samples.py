"""Things on which the rights of the welcome are tried: guests of a booking of somebody, and of one of *signed in*."""

from allauth.account.models import EmailAddress

from liamm.features.booking.tests.factories import booked, opened
from liamm.features.welcome.models import Introduction
from liamm.features.welcome.policies import Permission
from liamm.features.welcome.tests.factories import coming, invited
from liamm.kernel.access.matrix import Sample


def samples(world):
    later = opened(40)  # the samples of bookings have the days before
    (other,) = invited(booked(starts=later), "anna@exemple.example")
    (same,) = invited(booked(starts=later, rooms=(2,)), world.actors["signed in"].email)
    own = booked(starts=later, rooms=(3,), people=2)
    own.booked_by = world.actors["signed in"]
    own.save()
    (of_own,) = invited(own, "bob@exemple.example")
    sure = coming(booked(starts=later, rooms=(4,), people=2), world.actors["signed in"].email)
    EmailAddress.objects.get_or_create(
        user=world.actors["signed in"], email=world.actors["signed in"].email, defaults={"verified": True}
    )
    return [
        Sample(Permission.VIEW_GUEST, "a guest of somebody else", other),
        Sample(Permission.VIEW_GUEST, "*signed in*, as a guest", same),
        Sample(Permission.VIEW_GUEST, "a guest of *signed in*", of_own),
        Sample(Permission.ANSWER, "an invitation to somebody else", other),
        Sample(Permission.ANSWER, "an invitation to *signed in*", same),
        Sample(Permission.INVITE, "a booking of somebody else", other.booking),
        Sample(Permission.INVITE, "a booking of *signed in*", own),
        Sample(Permission.TELL, "a booking", own),
        Sample(Permission.FORGET, "a guest", other),
        Sample(Permission.SEE_ACCESS, "a booking of somebody else", other.booking),
        Sample(Permission.SEE_ACCESS, "a booking of *signed in*", own),
        Sample(Permission.SEE_ACCESS, "a booking to which *signed in* said that they come", sure.booking),
        Sample(Permission.SEND_ACCESS, "a booking", own),
        Sample(Permission.KEEP_CODES, "in general"),
        Sample(Permission.CLOSE_CODE, "in general"),
        Sample(Permission.DRAW_WAY, "in general"),
        Sample(Permission.VIEW_DAY, "in general"),
        Sample(Permission.WISH, "a booking of somebody else", other.booking),
        Sample(Permission.WISH, "a booking to which *signed in* said that they come", sure.booking),
        Sample(Permission.INTRODUCE, "in general"),
        Sample(Permission.ANSWER_INTRODUCTION, "an introduction of others", Introduction()),
    ]
