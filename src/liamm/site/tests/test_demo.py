from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Max

from liamm.features.accounts.models import Organisation, Person
from liamm.features.attendance.models import Arrival, Feedback, Photo, Restitution
from liamm.features.booking.models import Booking, Holding, HouseTask, NoteRead, Occupation, Series, Waiting
from liamm.features.booking.queries.figures import NONE, by_function
from liamm.features.charter import bindings
from liamm.features.charter.models import Amendment
from liamm.features.commitments.models import Commitment
from liamm.features.consents.models import Consent
from liamm.features.events.models import Attendee, Event, EventProposal, Registration, TrainingNeed
from liamm.features.governance.models import AgendaItem, Decision, Frame, Recusal, Sitting
from liamm.features.projects.models import Phase, Project
from liamm.features.proposals.models import AppraiserSeat, Clarification, Proposal
from liamm.features.spaces.models import JoinRequest, Membership
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording, Relay, SignalStep
from liamm.kernel import clock
from liamm.kernel.ledger.chain import seal, verify
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.thread.chain import Node, nodes_around
from liamm.kernel.thread.models import Link
from liamm.site.demo.cast import PLAYERS, TROUPES
from liamm.site.demo.guide import GUIDES
from liamm.site.demo.load import is_empty, load

pytestmark = [pytest.mark.django_db, pytest.mark.told_once]
PARIS = ZoneInfo("Europe/Paris")
# The story is told today, whatever day that is, and on days on which it was hard to tell.
DAYS = {
    "today": None,
    "a Sunday just after a COPIL, August behind": datetime(2026, 11, 29, 14, 30, tzinfo=PARIS),
    "the hour of a COPIL, on the day before Christmas": datetime(2026, 12, 24, 15, 0, tzinfo=PARIS),
    "late, while the COPIL that Ascension put off is passed over": datetime(2028, 7, 7, 23, 30, tzinfo=PARIS),
}


@pytest.fixture(scope="module", params=DAYS.values(), ids=list(DAYS))
def stage(request, put_charter_in_force, django_db_blocker):
    """The story, told once a day for this module and forgotten after it."""
    with django_db_blocker.unblock(), clock.at(request.param or clock.now()):
        put_charter_in_force()
        with transaction.atomic():
            assert is_empty()
            yield load()
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _that_day(stage):
    with clock.at(stage.now):
        yield


def made(stage, model, name):
    return model.objects.get(pk=stage.made[name])


def kinds_around(node):
    return Counter(one.kind for one in nodes_around(node))


class TestCounts:
    def test_people_and_organisations(self):
        assert not is_empty()
        assert Organisation.objects.count() == len(TROUPES) >= 12
        assert Organisation.objects.filter(is_host=True).count() == 2
        assert Organisation.objects.exclude(territory=None).count() == len(TROUPES)
        assert Person.objects.count() == len(PLAYERS) + 1 >= 40
        assert Membership.objects.filter(space__kind="lab").count() > 30
        addresses = set(Person.objects.values_list("email", flat=True))
        assert {guide.email for guide in GUIDES if guide.email} <= addresses

    def test_events(self):
        assert Event.objects.count() >= 9
        assert {"open", "held", "cancelled", "draft"} <= set(Event.objects.values_list("state", flat=True))
        assert set(Registration.objects.values_list("state", flat=True)) >= {"confirmed", "waiting"}
        assert TrainingNeed.objects.count() == 3
        assert set(EventProposal.objects.values_list("state", flat=True)) == {"received", "asked", "accepted"}

    def test_one_event_was_lived_to_the_end(self):
        told = Restitution.objects.select_related("event").get()
        assert told.event.state == "held"
        assert Arrival.objects.filter(session__event=told.event, here=True).count() == 7
        assert Feedback.objects.filter(event=told.event).count() >= 5
        photo = Photo.objects.get(event=told.event)
        assert Consent.objects.standing().filter(thing_id=photo.pk).count() == 3
        assert Message.objects.filter(kind="attendance.taken_away").count() == 7

    def test_what_was_long_ago_names_nobody_and_no_need_is_kept(self):
        now, delays = clock.now(), bindings.retention(clock.today()).value
        ended = Registration.objects.annotate(ended=Max("event__sessions__ends"))
        long_ago = ended.filter(ended__lt=now - timedelta(days=delays.days("registration"), hours=2))
        assert long_ago.count() > 15
        assert not long_ago.exclude(name="", mail="", organisation="", access_need="").exists()
        assert not Attendee.objects.filter(registration__in=long_ago).exclude(name="").exists()
        written = Message.objects.filter(recipient__in=[f"registration:{one.pk}" for one in long_ago])
        assert not written.exists()
        over = ended.filter(ended__lt=now - timedelta(days=delays.days("access_need"), hours=2))
        assert not over.exclude(access_need="").exists()
        assert over.exclude(name="").exists()

    def test_what_lasts_two_days_has_two_dates(self):
        for title in ("Deux jours pour donner forme", "S’initier au design de service"):
            assert Event.objects.get(title__startswith=title).sessions.count() == 2

    def test_the_field(self):
        signals = FieldSignal.objects.all()
        assert signals.count() >= 60
        assert set(signals.values_list("state", flat=True)) == {
            "received",
            "read",
            "crossed",
            "answered",
            "redirected",
            "withdrawn",
        }
        assert {"web", "relay", "spoken"} <= set(signals.values_list("origin", flat=True))
        assert PublicWording.objects.count() >= 50
        assert Problem.objects.count() >= 12
        assert Problem.objects.filter(closed_at__isnull=False).count() == 1
        assert InterestCommunity.objects.count() >= 4
        assert Relay.objects.count() == 3

    def test_engagements_are_bounded(self):
        assert Commitment.objects.count() >= 20
        assert not Commitment.objects.filter(ends__isnull=True).exists()
        assert {"kept", "given_back", "ended"} == set(Commitment.objects.values_list("state", flat=True))

    def test_requests_in_every_state_and_of_every_kind(self):
        assert Proposal.objects.count() >= 15
        assert set(Proposal.objects.values_list("kind", flat=True)) == {"project", "action", "community", "resource"}
        assert set(Proposal.objects.values_list("state", flat=True)) >= {
            "draft",
            "submitted",
            "rework",
            "deferred",
            "retained",
            "not_retained",
            "withdrawn",
        }
        assert set(Clarification.objects.values_list("state", flat=True)) == {"open", "ready", "redirected", "dropped"}
        assert AppraiserSeat.objects.filter(aside_at__isnull=False).count() == 2

    def test_sittings_past_and_to_come(self):
        held, coming = Sitting.objects.filter(state="closed"), Sitting.objects.to_come()
        assert held.count() >= 6
        assert coming.count() >= 6
        assert Frame.objects.count() == 1
        assert Decision.objects.filter(published_at__isnull=False).count() >= 20
        assert set(Decision.objects.values_list("door", flat=True)) == {"sitting", "delegation", "correction"}

    def test_projects_on_several_terrains(self):
        assert Project.objects.count() >= 8
        assert set(Project.objects.values_list("state", flat=True)) == {"opening", "running", "closed"}
        assert Phase.objects.filter(end="inconclusive").count() == 1
        for action in Project.objects.filter(kind="action"):
            assert Phase.objects.filter(terrain__project=action).count() == 1

    def test_the_rooms_are_lived_in(self):
        assert Booking.objects.count() >= 100
        assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed", "cancelled", "option", "released"}
        assert {"served", "waiting"} <= set(Waiting.objects.values_list("state", flat=True))
        assert Series.objects.count() == 9
        assert Booking.objects.filter(starts__gt=clock.now()).count() >= 10
        past = Booking.objects.filter(starts__lt=clock.now(), state="confirmed")
        used = {figure.key: figure.bookings for figure in by_function(past, clock.today())}
        assert len(used) == 5
        assert all(used.values())
        assert used[NONE] < sum(used.values()) / 2
        closed = Occupation.objects.filter(booking=None, living=True)
        assert closed.exclude(pk__in=Sitting.objects.exclude(held=None).values("held")).count() == 2

    def test_the_house_is_cared_for(self):
        assert set(HouseTask.objects.values_list("state", flat=True)) == {"open", "done"}
        broken = HouseTask.objects.get(what__startswith="L’écran de la chambre")
        assert broken.booking.restoring.state == "said"
        assert Holding.objects.filter(day__gte=clock.today()).count() >= 5
        assert NoteRead.objects.exists()

    def test_those_who_knock_at_the_door(self):
        states = set(JoinRequest.objects.values_list("state", flat=True))
        assert states == {"waiting", "planned", "welcomed", "declined", "withdrawn"}


class TestRegister:
    def test_what_people_did_bears_their_name_and_the_order_of_time(self):
        times = list(Entry.objects.order_by("pk").values_list("at", flat=True))
        assert times == sorted(times)
        by_house = Entry.objects.filter(actor="system", kind__startswith="governance.decision").count()
        assert by_house == 0

    def test_the_chain_holds(self):
        while seal():
            pass
        assert verify().holds


class TestPapers:
    """S1: from the first word of a secretary to the project, and back, with no link missing."""

    CHAIN = (
        ("signal", "crossed_into", "problem"),
        ("problem", "gathered", "community"),
        ("community", "led_to", "proposal"),
        ("proposal", "decided_by", "decision"),
        ("decision", "confirmed_by", "decision"),
        ("decision", "opened", "project"),
    )

    def test_every_link_was_written_by_the_act_that_caused_it(self, stage):
        here = Node("signal", stage.made["signal:papiers-1"])
        for source, relation, target in self.CHAIN:
            assert here.kind == source
            link = Link.objects.get(source_id=here.id, relation=relation, ended_at=None)
            assert link.target_kind == target
            here = Node(link.target_kind, link.target_id)
        assert here.id == stage.made["project:papiers"]

    def test_it_is_walked_both_ways(self, stage):
        project, signal = stage.made["project:papiers"], stage.made["signal:papiers-1"]
        up = kinds_around(Node("project", project))
        assert up["signal"] >= 4
        assert {"problem", "community", "proposal", "decision", "project"} <= set(up)
        assert Node("project", project) in nodes_around(Node("signal", signal))

    def test_the_secretary_is_told_each_step_once(self, stage):
        steps = list(SignalStep.objects.filter(signal=stage.made["signal:papiers-1"]).values_list("key", flat=True))
        assert len(steps) == len(set(steps))
        said = {key.split(":")[0] for key in steps}
        assert {"received", "read", "published", "crossed", "community", "decision"} <= said

    def test_two_preconisations_and_one_is_kept(self, stage):
        first = Decision.objects.get(origin__proposal=stage.made["proposal:papiers"], body__key="copil")
        assert first.preconisations.count() == 2
        assert first.preconisations.filter(state="kept").count() == 1
        assert first.published_at - first.decided_at < timedelta(days=2)
        assert first.capacity


class TestRefusedDecently:
    """S2: held at the gate, sent to an immersion, retained six months later in a second version."""

    def test_both_decisions_stay_and_the_name_of_the_vendor_leaves_the_public_text(self, stage):
        decided = Decision.objects.filter(origin__proposal=stage.made["proposal:application"], body__key="copil")
        first, second = decided.order_by("decided_at")
        assert (first.outcome, second.outcome) == ("reorientee", "retenue")
        assert second.decided_at - first.decided_at > timedelta(days=150)
        assert "Kartoweb" in first.full_text
        for decision in Decision.objects.all():
            assert "Kartoweb" not in f"{decision.public_title} {decision.public_text}"

    def test_the_immersion_follows_and_leads_back(self, stage):
        here, after = stage.made["proposal:application"], stage.made["proposal:immersion"]
        assert Link.objects.filter(source_id=here, relation="resubmitted_as", target_id=after).exists()
        assert made(stage, Proposal, "proposal:application").versions_count == 2
        assert made(stage, Project, "project:immersion").state == "closed"


class TestDeferred:
    """S3: two ripe requests, one quarter; what was put off comes back by itself."""

    def test_one_was_retained_and_the_other_put_off_the_same_day(self, stage):
        a, b = (
            Decision.objects.get(origin__proposal=stage.made[f"proposal:{key}"], body__key="copil")
            for key in ("ete", "eau")
        )
        assert a.sitting == b.sitting
        assert (a.effect, b.effect) == ("retain", "defer")

    def test_both_together_were_too_much(self, stage):
        a = Decision.objects.get(origin__proposal=stage.made["proposal:ete"], body__key="copil")
        assert not a.overload_reason
        assert a.capacity

    def test_it_is_on_the_next_agenda(self, stage):
        coming = Sitting.objects.to_come().filter(body__key="copil").first()
        back = AgendaItem.objects.get(proposal=stage.made["proposal:eau"], returns_from__isnull=False)
        assert back.sitting == coming
        assert InterestCommunity.objects.get(pk=stage.made["community:eau"]).call_open


class TestRevision:
    """The start of S8: the field contradicts an hypothesis, and an amendment is under way."""

    def test_the_amendment_is_under_way(self):
        assert Amendment.objects.filter(key="trajectoire").count() == 1

    def test_the_hypothesis_waits_on_an_agenda(self):
        assert AgendaItem.objects.filter(title__startswith="Récrire l’hypothèse", state="placed").exists()


class TestEdges:
    def test_the_same_thing_told_twice_three_weeks_apart(self, stage):
        again = made(stage, FieldSignal, "signal:papiers-5")
        first = made(stage, FieldSignal, "signal:papiers-1")
        assert again.merged_into_id == first.pk
        assert timedelta(days=20) <= again.created_at - first.created_at <= timedelta(days=22)

    def test_a_long_testimony(self, stage):
        assert len(made(stage, FieldSignal, "signal:recours-6").words) > 11_900

    def test_what_names_someone_is_masked_and_sealed(self, stage):
        signal = made(stage, FieldSignal, "signal:papiers-2")
        assert signal.masked
        assert "01 99 00" not in signal.words
        assert "Quintrec" not in signal.words
        assert "Quintrec" in signal.original.content["words"]

    def test_a_collective_without_siret(self):
        assert Organisation.objects.filter(kind="collective", siret="").exists()

    def test_a_member_of_the_copil_who_is_sponsor_stays_out(self, stage):
        recusal = Recusal.objects.get(item__proposal=stage.made["proposal:mobilite"], item__body__key="copil")
        assert recusal.state == "stands"
        assert Decision.objects.filter(origin__proposal=stage.made["proposal:mobilite"], recusals=1).exists()

    def test_a_reason_for_going_beyond_capacity(self, stage):
        decision = Decision.objects.get(origin__proposal=stage.made["proposal:mobilite"], body__key="copil")
        assert decision.overload_reason

    def test_a_project_past_its_review(self):
        assert Project.objects.to_review_before(clock.today()).count() == 1

    def test_several_roles_for_one_person(self):
        sociologist = Person.objects.get(email="avis3@demo.example")
        assert sociologist.community_roles.count() == 2
        assert sociologist.project_roles.count() == 1
