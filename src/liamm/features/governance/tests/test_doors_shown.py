"""No page of governance, requests or projects shows a link or a button to someone who would then be refused."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.governance import actions
from liamm.features.governance.actions import (
    FrameDraft,
    PreconisationDraft,
    SubjectDraft,
    add_request,
    convene_sitting,
    propose_recusal,
    recuse_oneself,
    set_frame,
    suggest_subject,
)
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.tests.crawling import Walker
from liamm.features.governance.tests.factories import House
from liamm.features.projects.tests import factories as projects
from liamm.features.proposals import actions as requests
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.tests import factories as proposals
from liamm.features.spaces.models import Membership
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock

AREAS = ("/gouvernance/", "/seances/", "/decisions/", "/points/", "/deports/", "/preconisations/", "/registre/")
AREAS += ("/demandes/", "/projets/", "/grille/")


@dataclass
class World:
    """Something in every state, and someone of every kind."""

    house: House
    people: dict[str, Person | None]
    starts: list[str]
    own: dict[str, list[str]]


def ripe(carrier, appraiser, **options):
    """A complete request, one of whose appraisers is `appraiser`."""
    proposal = proposals.submitted(carrier, **options)
    team = TeamMemberFactory()
    seats = [requests.invite_appraiser(team, proposal, person=one) for one in (appraiser, PersonFactory())]
    seats.append(requests.invite_appraiser(team, proposal, person=PersonFactory()))
    for seat in seats:
        proposals.send(seat)
    for _ in range(2):
        requests.pass_gate(TeamMemberFactory(), proposal, argument="Vu au guichet.")
    for seat in seats[1:]:
        proposals.send(seat, Stage.REST)
    return proposals.fresh(proposal), seats


def complete(proposal, seats):
    proposals.send(seats[0], Stage.REST)
    requests.enter_load(TeamMemberFactory(), proposal, lines=[])
    return proposals.fresh(proposal)


def made():
    house = House()
    carrier, helper, appraiser = CommunityMemberFactory(), PersonFactory(), PersonFactory()
    facilitator = TeamMemberFactory(name="Facilitatrice")
    talk = requests.open_clarification(facilitator, None, title="Files", intuition="On attend.", parties=[carrier])
    ready = requests.open_clarification(facilitator, None, title="Prête", intuition="On y va.", parties=[carrier])
    requests.close_clarification(facilitator, ready, outcome="ready", words="Écrivez-la.")
    draft = proposals.draft(carrier)
    Membership.objects.create(space=draft.space, person=helper, standing="member")
    requests.invite_carrier(carrier, draft, email="invitee@exemple.example")
    waiting, _seats = ripe(carrier, appraiser)
    decided, seats = ripe(carrier, appraiser)
    held = complete(decided, seats)
    on_agenda, more = ripe(carrier, appraiser)
    complete(on_agenda, more)
    ripe_one, others = ripe(carrier, appraiser)
    complete(ripe_one, others)

    codir = house.sitting(house.codir, starts=clock.in_days(2))
    before = house.open(sitting=house.sitting())
    item = AgendaItem.objects.get(pk=actions.add_request(house.secretary, before, proposal=held).pk)
    house.decide(item)
    asked = house.item(before)
    propose_recusal(house.secretary, asked, person=house["pilote-sgar"], tie=Tie.DECLARED)
    recuse_oneself(house["adjointe"], house.item(before), reason="J’y travaille.")
    recuse_oneself(house.head, house.item(before), reason="Un proche.")
    house.item(before)
    preconisation = PreconisationDraft(text="Associer la MSA", minder=carrier, minder_said="x", term=clock.today())
    public = house.published(outcome="retenue-avec-preconisations", preconisations=(preconisation,))
    house.published()
    coming = convene_sitting(house.secretary, house.sitting(starts=clock.in_days(9)))
    add_request(house.secretary, coming, proposal=on_agenda)
    house.item(coming)
    other = house.sitting(house.codir, starts=clock.in_days(30))
    house.item(other)
    suggest_subject(carrier, SubjectDraft(title="Ouvrir le samedi", text="Les familles."))
    project = projects.opened(carriers=[(carrier, None)])
    people = {
        "visitor": None,
        "member": CommunityMemberFactory(),
        "carrier, who minds a preconisation": carrier,
        "who helps to write": helper,
        "appraiser": appraiser,
        "team": TeamMemberFactory(),
        "secretary of the sitting": house.secretary,
        "facilitator": facilitator,
        "COPIL member": house["pilote-region"],
        "COPIL member who stays out": house["adjointe"],
        "CODIR member": house["dgs-region"],
        "chair of the CODIR": house["sgar"],
        "B4 member": house["prefet-region"],
        "head, who chairs and guards": house.head,
        "administrator": AdminFactory(),
    }
    opened = house.open(house.codir, sitting=codir)
    set_frame(
        house["sgar"],
        opened,
        draft=FrameDraft(title="Trois ans", full_text="Tout.", public_text="Cadre.", starts=clock.today()),
    )
    paths = ["/gouvernance/", "/seances/", "/decisions/", "/preconisations/", "/demandes/", "/projets/", "/grille/"]
    paths += [f"/seances/{sitting.slug}/" for sitting in (before, coming, codir, other)]
    paths += [f"/decisions/{public.reference}/", f"/projets/{project.reference}/"]
    own = {
        "carrier, who minds a preconisation": [f"/demandes/{one.reference}/" for one in (draft, waiting, held)]
        + [f"/demandes/clarifications/{one.reference}/" for one in (talk, ready)],
        "who helps to write": [f"/demandes/{draft.reference}/"],
        "appraiser": [f"/demandes/{waiting.reference}/"],
    }
    return World(house, people, paths, own)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for this module and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)


KINDS = (
    "visitor",
    "member",
    "carrier, who minds a preconisation",
    "who helps to write",
    "appraiser",
    "team",
    "secretary of the sitting",
    "facilitator",
    "COPIL member",
    "COPIL member who stays out",
    "CODIR member",
    "chair of the CODIR",
    "B4 member",
    "head, who chairs and guards",
    "administrator",
)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_door_that_is_shown_opens(world, kind, monkeypatch):
    for paper in ("views.sittings.file_as_pdf", "views.acts.decision_as_pdf"):
        monkeypatch.setattr(f"liamm.features.governance.{paper}", lambda shown: b"%PDF-")
    person = world.people[kind] and Person.objects.get(pk=world.people[kind].pk)
    walker = Walker(person, AREAS).walk(*world.starts, *world.own.get(kind, ()))
    assert not walker.closed, walker.said()
    assert len(walker.pages) > 12
