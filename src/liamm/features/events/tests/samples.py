"""Things on which the rights over events are tried: one announced to everybody, one of *signed in* for a circle."""

from liamm.features.events.enums import EventState, RegistrationState
from liamm.features.events.models import Call, EventProposal, NeedVoice, Registration, TrainingNeed
from liamm.features.events.policies import Permission
from liamm.features.events.tests.factories import announced, planned
from liamm.features.spaces.enums import Audience
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample


def samples(world):
    shown, draft, own = announced(), planned(), announced()
    own.space, own.audience, own.organiser = world.circle, Audience.SPACE, world.actors["signed in"]
    own.save()
    assert draft.state == EventState.DRAFT
    registration = Registration.objects.create(
        reference="I-1",
        event=shown,
        seating=shown.seatings.get(),
        state=RegistrationState.CONFIRMED,
        person=world.actors["signed in"],
    )
    today = clock.today()
    call = Call.objects.create(
        reference="AE-1", title="Mois", kind="mois-innovation", first=today, last=today, closes_on=today
    )
    proposal = EventProposal.objects.create(reference="PE-1", call=call, title="Le guichet", words="On rejoue")
    need = TrainingNeed.objects.create(reference="BF-1", title="Animer")
    voice = NeedVoice.objects.create(need=need, mail="anna@exemple.example")
    return [
        Sample(Permission.VIEW, "an event announced to everybody", shown),
        Sample(Permission.VIEW, "one in preparation", draft),
        Sample(Permission.VIEW, "one of *signed in*, for the circle", own),
        Sample(Permission.PLAN, "in general"),
        Sample(Permission.PLAN, "in the circle", world.circle),
        Sample(Permission.PREPARE, "an event announced to everybody", shown),
        Sample(Permission.PREPARE, "one of *signed in*, for the circle", own),
        Sample(Permission.READ_REGISTERED, "an event announced to everybody", shown),
        Sample(Permission.READ_REGISTERED, "one of *signed in*, for the circle", own),
        Sample(Permission.REGISTER, "an event announced to everybody", shown),
        Sample(Permission.REGISTER, "one of *signed in*, for the circle", own),
        *(
            Sample(permission, "a registration of *signed in*", registration)
            for permission in (
                Permission.VIEW_REGISTRATION,
                Permission.CHANGE_REGISTRATION,
                Permission.CANCEL_REGISTRATION,
            )
        ),
        *(
            Sample(permission, "in general")
            for permission in (
                Permission.KEEP,
                Permission.TELL_NEED,
                Permission.SETTLE_NEED,
                Permission.OPEN_CALL,
                Permission.PROPOSE,
                Permission.SETTLE_PROPOSAL,
            )
        ),
        Sample(Permission.CHANGE_VOICE, "what a visitor would like to learn", voice),
        Sample(Permission.VIEW_PROPOSAL, "an event that a visitor proposes", proposal),
        Sample(Permission.ANSWER_QUESTION, "an event that a visitor proposes", proposal),
    ]
