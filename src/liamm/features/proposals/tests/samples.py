"""Requests of the circle in each state, one of them appraised by *signed in*, on which rights are tried."""

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import Clarification, Opinion
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.tests.factories import at_gate, draft, fresh, send, submitted
from liamm.kernel.access.matrix import Sample, World

_GENERAL = {Permission.OPEN_CLARIFICATION, Permission.START, Permission.SEE_ALL, Permission.DECIDE}
_ON_A_DRAFT = {Permission.WRITE, Permission.CARRY, Permission.HANDLE, Permission.SEE_FILE, Permission.STATE_GATE}


def samples(world: World) -> list[Sample]:
    oneself = world.actors["signed in"]
    written, (waiting, seats) = draft(), at_gate()
    seat = actions.invite_appraiser(TeamMemberFactory.create(), waiting, person=oneself)
    send(seat)
    pending = actions.invite_appraiser(TeamMemberFactory.create(), submitted(), person=PersonFactory.create())
    actions.draft_opinions(pending.person, pending, drafts={"usagers": actions.Draft("forte", "Parce que")})
    opened = actions.open_clarification(TeamMemberFactory.create(), None, title="Files", intuition="On attend.")
    asked = actions.invite_appraiser_by_mail(TeamMemberFactory.create(), waiting, email="avis@exemple.example")
    for thing in (written, waiting, opened):
        world.enter(thing.space)
    talk = Clarification.objects.select_related("space").get(pk=opened.pk)
    return [
        *(Sample(permission, "in general") for permission in Permission if permission in _GENERAL),
        Sample(Permission.VIEW, "one that is being written", fresh(written)),
        Sample(Permission.VIEW, "one that *signed in* appraises", fresh(waiting)),
        *(Sample(one, "one that is being written", fresh(written)) for one in Permission if one in _ON_A_DRAFT),
        Sample(Permission.STATE_GATE, "one that *signed in* appraises", fresh(waiting)),
        *(
            Sample(one, "a clarification of the circle", talk)
            for one in (
                Permission.VIEW_CLARIFICATION,
                Permission.SPEAK_IN_CLARIFICATION,
                Permission.CLOSE_CLARIFICATION,
            )
        ),
        *(
            Sample(one, "the seat of *signed in*", seat)
            for one in (Permission.APPRAISE, Permission.SET_ASIDE, Permission.REMIND)
        ),
        *(
            Sample(one, "an invitation by mail", asked)
            for one in (Permission.ANSWER_INVITATION, Permission.SEAT_NEWCOMER, Permission.FORGET_INVITED)
        ),
        Sample(Permission.VIEW_OPINION, "a draft", Opinion.objects.get(seat=pending)),
        Sample(
            Permission.VIEW_OPINION,
            "sent, on one that *signed in* appraises",
            Opinion.objects.filter(seat=seats[0], stage=Stage.GATE).first(),
        ),
    ]
