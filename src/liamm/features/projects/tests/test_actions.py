from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects import actions
from liamm.features.projects.enums import PhaseEnd, PhaseForm, ProjectKind, ProjectState, Side
from liamm.features.projects.models import Phase, Project
from liamm.features.projects.policies import may_lead
from liamm.features.projects.rules import months_later
from liamm.features.projects.tests.factories import accepted, carrier_of, draft, grant, opened, running
from liamm.features.spaces.enums import Audience, Standing
from liamm.features.spaces.models import Membership
from liamm.features.territories.tests.factories import TerritoryFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.closing import _conditions, closing_condition
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.thread.models import Link

pytestmark = pytest.mark.django_db


def phase_on(project, **changes):
    terrain = project.terrains.first()
    base = {"key": "exploration", "starts": clock.today()}
    return actions.start_phase(SYSTEM, terrain, actions.PhaseDraft(**{**base, **changes}))


class TestOpening:
    def test_a_decision_opens_a_project_with_its_circle_team_and_promises(self):
        carrier, organisation, facilitator, sponsor = (
            PersonFactory(),
            OrganisationFactory(),
            TeamMemberFactory(),
            PersonFactory(),
        )
        place = TerritoryFactory(name="Redon")
        project = opened(
            carriers=[(carrier, organisation)],
            facilitator=facilitator,
            sponsor=sponsor,
            hosts=[organisation],
            terrains=[place],
        )
        assert project.reference.startswith("PJ-")
        assert project.state == ProjectState.OPENING
        assert {held.role for held in project.roles.all()} == {"col-porteur", "facilitateur", "sponsor"}
        keepers = Membership.objects.filter(space=project.space, standing="keeper").values_list("person", flat=True)
        assert set(keepers) == {carrier.pk, facilitator.pk}
        assert [terrain.name for terrain in project.terrains.all()] == ["Redon"]
        assert {promise.side for promise in project.promises.all()} == {Side.CARRIERS, Side.LAB}
        assert project.next_review > project.opened_on
        assert Link.objects.filter(source_kind="decision", target_id=project.id, relation="opened").exists()

    def test_nobody_opens_a_project_without_a_decision(self):
        for actor in (TeamMemberFactory(), SYSTEM):
            with pytest.raises(Refused, match="décision retenue"):
                actions.open_project(actor, draft(decision_id=uuid7()))
        assert not Project.objects.exists()

    def test_one_decision_opens_one_project(self):
        decision = grant()
        opened(decision_id=decision)
        with pytest.raises(DomainError, match="déjà ouvert"):
            opened(decision_id=decision)

    def test_a_project_has_someone_who_carries_it(self):
        with pytest.raises(DomainError, match="porte"):
            opened(carriers=[])

    def test_one_person_may_carry_and_facilitate(self):
        person = TeamMemberFactory()
        project = opened(carriers=[(person, None)], facilitator=person)
        assert Membership.objects.filter(space=project.space).count() == 1
        assert project.roles.count() == 2

    def test_the_one_phase_of_an_action_begins_once_both_sides_have_accepted(self):
        project = opened(kind=ProjectKind.ACTION, function="accelerateur", phase="ideation")
        assert not Phase.objects.exists()
        accepted(project)
        assert Phase.objects.get(terrain__project=project).key == "ideation"
        assert actions.add_terrain(SYSTEM, running(kind=ProjectKind.ACTION, function="accelerateur"), name="Ailleurs")
        with pytest.raises(DomainError, match="un autre terrain"):
            actions.add_terrain(SYSTEM, project, name="Ailleurs")

    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2028, 1, 31), 1, date(2028, 2, 29)),
            (date(2026, 11, 15), 4, date(2027, 3, 15)),
            (date(2026, 8, 31), 4, date(2026, 12, 31)),
        ],
    )
    def test_months_later(self, day, months, expected):
        assert months_later(day, months) == expected


class TestPromises:
    def test_each_side_accepts_and_then_the_project_runs(self):
        project = opened()
        carrier, team = carrier_of(project), TeamMemberFactory()
        for promise in project.promises.all():
            project.refresh_from_db()
            assert project.state == ProjectState.OPENING
            actions.accept_promise(team if promise.side == Side.LAB else carrier, promise)
        project.refresh_from_db()
        assert project.state == ProjectState.RUNNING
        assert Entry.objects.filter(kind="projects.project_started", subject_id=project.id).count() == 1

    def test_nobody_promises_for_the_other_side(self):
        project = opened()
        with pytest.raises(Refused):
            actions.accept_promise(carrier_of(project), project.promises.filter(side=Side.LAB).first())
        with pytest.raises(Refused):
            actions.accept_promise(TeamMemberFactory(), project.promises.filter(side=Side.CARRIERS).first())

    def test_a_promise_is_accepted_once(self):
        project = opened()
        promise = project.promises.filter(side=Side.CARRIERS).first()
        actions.accept_promise(carrier_of(project), promise)
        with pytest.raises(DomainError, match="déjà accepté"):
            actions.accept_promise(carrier_of(project), promise)

    def test_nothing_is_promised_once_it_is_over(self):
        project = opened()
        actions.stop_project(TeamMemberFactory(), project, words="Le sujet a disparu.")
        with pytest.raises(DomainError, match="terminé"):
            actions.accept_promise(carrier_of(project), project.promises.filter(side=Side.CARRIERS).first())


class TestPhases:
    def test_phases_loop_and_overlap_and_keep_the_next_review(self):
        project = running()
        later, sooner = clock.today() + timedelta(days=60), clock.today() + timedelta(days=30)
        phase_on(project, review=later)
        phase_on(project, key="prototypage", review=sooner)
        phase_on(project, form=PhaseForm.RESIDENCY, place="Mairie", host=OrganisationFactory())
        project.refresh_from_db()
        assert project.next_review == sooner
        assert Phase.objects.filter(terrain__project=project).count() == 3

    def test_an_action_refuses_a_second_phase_citing_the_charter(self):
        project = running(kind=ProjectKind.ACTION, function="accelerateur", phase="ideation")
        with pytest.raises(DomainError, match="une seule phase") as caught:
            phase_on(project)
        assert caught.value.citation.article == "1.1"
        assert "demande de projet" in caught.value.nearest

    def test_an_action_takes_only_the_phases_it_may(self):
        project = running(kind=ProjectKind.ACTION, function="accelerateur")
        with pytest.raises(DomainError, match="ne prend pas") as caught:
            phase_on(project, key="experimentation")
        assert "prototypage" in caught.value.nearest

    def test_an_unknown_phase_and_a_backward_review_are_refused(self):
        project = running()
        with pytest.raises(DomainError, match="ne connaît pas"):
            phase_on(project, key="danse")
        with pytest.raises(DomainError, match="après le premier jour") as caught:
            phase_on(project, review=clock.today())
        assert caught.value.field == "review"

    def test_a_phase_ends_once_with_what_is_kept_of_it(self):
        project = running()
        phase = phase_on(project)
        with pytest.raises(DomainError, match="retient"):
            actions.end_phase(SYSTEM, phase, end=PhaseEnd.INCONCLUSIVE, lesson=" ", ended=clock.today())
        with pytest.raises(DomainError, match="avant d’avoir commencé"):
            actions.end_phase(SYSTEM, phase, end=PhaseEnd.DONE, lesson="", ended=clock.today() - timedelta(days=1))
        ended = actions.end_phase(
            SYSTEM, phase, end=PhaseEnd.INCONCLUSIVE, lesson="Le guide ne suffit pas.", ended=clock.today()
        )
        assert ended.end == PhaseEnd.INCONCLUSIVE
        with pytest.raises(DomainError, match="déjà terminée"):
            actions.end_phase(SYSTEM, phase, end=PhaseEnd.DONE, lesson="", ended=clock.today())

    @pytest.mark.parametrize(
        "change", ["starts = starts - 1", "key = 'x'", "aim = 'autre'", "ended = NULL, \"end\" = ''"]
    )
    def test_the_database_keeps_the_history_of_phases(self, change):
        phase = phase_on(running())
        actions.end_phase(SYSTEM, phase, end=PhaseEnd.DONE, lesson="", ended=clock.today())
        with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
            connection.cursor().execute(f"UPDATE projects_phase SET {change}")
        with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
            Phase.objects.all().delete()

    def test_a_terrain_has_a_name_of_its_own(self):
        project = running()
        actions.add_terrain(TeamMemberFactory(), project, name="Carhaix")
        with pytest.raises(DomainError, match=r"(?i)carhaix"):
            actions.add_terrain(TeamMemberFactory(), project, name="carhaix")

    def test_the_review_comes_after_the_opening(self):
        project = running()
        with pytest.raises(DomainError):
            actions.set_review(SYSTEM, project, on=project.opened_on)
        day = clock.today() + timedelta(days=9)
        assert actions.set_review(SYSTEM, project, on=day).next_review == day

    @pytest.mark.parametrize(
        ("change", "said", "field"),
        [
            ({"starts": -1}, "avant l’ouverture", "starts"),
            ({"starts": 400}, "au plus un an", "starts"),
            ({"form": PhaseForm.RESIDENCY}, "où et chez qui", "host"),
            ({"form": PhaseForm.IMMERSION, "place": "Mairie"}, "où et chez qui", "host"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change, said, field):
        if "starts" in change:
            change = {"starts": clock.today() + timedelta(days=change["starts"])}
        with pytest.raises(DomainError, match=said) as caught:
            phase_on(running(), **change)
        assert caught.value.field == field

    def test_the_first_phase_waits_for_both_sides(self):
        project = opened()
        with pytest.raises(DomainError, match="quand les deux côtés ont accepté") as caught:
            phase_on(project)
        assert "page du projet" in caught.value.nearest
        assert phase_on(accepted(project))

    def test_what_is_granted_begins_if_the_charter_still_knows_it(self):
        project = opened(kind=ProjectKind.ACTION, function="accelerateur", phase="danse")
        assert accepted(project).state == ProjectState.RUNNING
        assert not Phase.objects.exists()


class TestCorrectedDates:
    def correct(self, phase, **changes):
        base = {"starts": clock.today() + timedelta(days=2), "review": None, "ended": None, "correction": "Une faute."}
        return actions.correct_phase(SYSTEM, phase, **{**base, **changes})

    def test_another_phase_replaces_it_and_the_first_stays(self):
        project = running()
        first = phase_on(project, aim="Écouter")
        mended = self.correct(first, review=clock.today() + timedelta(days=30))
        assert (mended.aim, mended.corrects, mended.starts) == ("Écouter", first, clock.today() + timedelta(days=2))
        assert mended.is_to_come
        assert list(Phase.objects.standing()) == [mended]
        project.refresh_from_db()
        assert project.next_review == mended.review
        fact = Entry.objects.get(kind="projects.phase_corrected")
        assert fact.payload["replaced"] == str(first.pk)
        for act in (
            lambda: self.correct(first),
            lambda: actions.end_phase(SYSTEM, first, end=PhaseEnd.DONE, lesson="", ended=clock.today()),
        ):
            with pytest.raises(DomainError, match="corrigées depuis"):
                act()

    def test_an_ended_phase_keeps_how_it_ended(self):
        phase = actions.end_phase(SYSTEM, phase_on(running()), end=PhaseEnd.DONE, lesson="Vu.", ended=clock.today())
        with pytest.raises(DomainError, match="avant d’avoir commencé"):
            self.correct(phase, starts=clock.today() + timedelta(days=1))
        with pytest.raises(DomainError, match="pas encore venu"):
            self.correct(phase, starts=clock.today(), ended=clock.today() + timedelta(days=1))
        mended = self.correct(phase, starts=clock.today(), ended=clock.today())
        assert (mended.end, mended.lesson, mended.ended) == ("done", "Vu.", clock.today())

    def test_a_phase_does_not_end_on_a_day_to_come(self):
        with pytest.raises(DomainError, match="pas encore venu"):
            actions.end_phase(
                SYSTEM,
                phase_on(running()),
                end=PhaseEnd.DONE,
                lesson="Vu.",
                ended=clock.today() + timedelta(days=1),
            )

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"correction": " "}, "correction"),
            ({"starts": -3}, "starts"),
            ({"starts": 3000}, "starts"),
            ({"review": 1}, "review"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change, field):
        days = {name: clock.today() + timedelta(days=n) for name, n in change.items() if isinstance(n, int)}
        with pytest.raises(DomainError) as caught:
            self.correct(phase_on(running()), **{**change, **days})
        assert caught.value.field == field


class TestTeam:
    def test_one_person_holds_several_roles_with_a_context(self):
        project, person = opened(), PersonFactory()
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=person, role="sage", context="les dons"))
        held = actions.give_role(SYSTEM, project, actions.RoleDraft(person=person, role="soucieux", voice="usagers"))
        assert held.voice == "usagers"
        assert project.roles.filter(person=person).count() == 2
        with pytest.raises(DomainError, match="tient déjà"):
            actions.give_role(SYSTEM, project, actions.RoleDraft(person=person, role="sage"))

    def test_roles_are_those_of_the_charter(self):
        project, person = opened(), PersonFactory()
        for unknown in ({"role": "chef"}, {"role": "sage", "voice": "martiens"}):
            with pytest.raises(DomainError, match="ne connaît pas"):
                actions.give_role(SYSTEM, project, actions.RoleDraft(person=person, **unknown))

    def test_a_project_is_never_left_without_carrier(self):
        project = opened()
        only = project.roles.get(role="col-porteur")
        with pytest.raises(DomainError, match="plus personne"):
            actions.leave_role(SYSTEM, only)
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=PersonFactory(), role="col-porteur"))
        assert actions.leave_role(SYSTEM, only).ends == clock.today() - timedelta(days=1)
        with pytest.raises(DomainError, match="déjà rendu"):
            actions.leave_role(SYSTEM, only)

    def test_a_role_given_back_ends_at_once_and_with_it_what_it_opened(self):
        project, newcomer = opened(), PersonFactory()
        first = project.roles.get(role="col-porteur")
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=newcomer, role="col-porteur"))
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=newcomer, role="sage"))
        assert may_lead(newcomer, project)
        actions.leave_role(first.person, first)
        assert not may_lead(Person.objects.get(pk=first.person_id), project)
        assert not project.roles.now().filter(person=first.person).exists()
        assert not Membership.objects.now().filter(space=project.space, person=first.person).exists()
        second = project.roles.now().get(person=newcomer, role="col-porteur")
        with pytest.raises(DomainError, match="plus personne"):
            actions.leave_role(SYSTEM, second)
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=PersonFactory(), role="col-porteur"))
        actions.leave_role(SYSTEM, second)
        newcomer = Person.objects.get(pk=newcomer.pk)
        assert not may_lead(newcomer, project)
        assert Membership.objects.now().get(space=project.space, person=newcomer).standing == Standing.MEMBER

    def test_hosts_come_and_go(self):
        project, organisation = opened(), OrganisationFactory()
        host = actions.add_host(SYSTEM, project, organisation=organisation)
        with pytest.raises(DomainError, match="porte déjà"):
            actions.add_host(SYSTEM, project, organisation=organisation)
        actions.remove_host(SYSTEM, host)
        with pytest.raises(DomainError):
            actions.remove_host(SYSTEM, host)
        actions.add_host(SYSTEM, project, organisation=organisation)


class TestTelling:
    def test_the_journal_goes_to_those_it_is_for(self, letters):
        project = opened()
        carrier, curious = carrier_of(project), PersonFactory(email="curieuse@exemple.example")
        actions.follow_project(curious, project)
        actions.follow_project(curious, project)
        actions.tell_journal(carrier, project, text="Confidence du cercle", audience=Audience.SPACE)
        actions.tell_journal(carrier, project, text="Trois usagers sur cinq reviennent.", audience=Audience.PUBLIC)
        mine = [mail for mail in letters() if mail.to == ["Personne 0 <x>"] or "curieuse@exemple.example" in mail.to[0]]
        assert len(mine) == 1
        assert "Trois usagers sur cinq" in mine[0].body
        actions.unfollow_project(curious, project)
        assert not project.followers.exists()

    def test_what_everyone_reads_is_looked_through(self):
        project = opened()
        carrier, text = carrier_of(project), "Appelez Madame Le Goff au 06 12 34 56 78."
        with pytest.raises(DomainError, match="06 12 34 56 78"):
            actions.tell_journal(carrier, project, text=text, audience=Audience.PUBLIC, checked=True)
        doubtful = "Madame Le Goff est revenue trois fois."
        with pytest.raises(DomainError, match="Le Goff") as caught:
            actions.tell_journal(carrier, project, text=doubtful, audience=Audience.PUBLIC)
        assert caught.value.field == "checked"
        actions.tell_journal(carrier, project, text=doubtful, audience=Audience.PUBLIC, checked=True)
        actions.tell_journal(carrier, project, text=text, audience=Audience.SPACE)
        with pytest.raises(DomainError, match="06 12 34 56 78"):
            actions.rewrite_summary(SYSTEM, project, summary=text)

    def test_empty_words_are_refused(self):
        project = opened()
        with pytest.raises(DomainError):
            actions.tell_journal(carrier_of(project), project, text=" ", audience=Audience.PUBLIC)
        with pytest.raises(DomainError):
            actions.rewrite_summary(SYSTEM, project, summary=" ")
        assert actions.rewrite_summary(SYSTEM, project, summary="Autrement").summary == "Autrement"

    def test_strangers_do_not_tell(self):
        project = opened()
        with pytest.raises(Refused):
            actions.tell_journal(PersonFactory(), project, text="Bonjour", audience=Audience.PUBLIC)
        with pytest.raises(Refused):
            actions.rewrite_summary(PersonFactory(), project, summary="Autrement")


class TestClosing:
    def test_it_closes_once_phases_are_ended_and_conditions_hold(self):
        project = running()
        phase = phase_on(project)
        with pytest.raises(DomainError, match="encore en cours"):
            actions.close_project(SYSTEM, project, words="Fini.")
        actions.end_phase(SYSTEM, phase, end=PhaseEnd.DONE, lesson="", ended=clock.today())
        closing_condition("project")(lambda _id: ["le récit"])
        try:
            with pytest.raises(DomainError, match="le récit"):
                actions.close_project(SYSTEM, project, words="Fini.")
        finally:
            _conditions["project"].pop()
        closed = actions.close_project(SYSTEM, project, words="Fini.")
        assert (closed.state, closed.closed_on, closed.next_review) == (ProjectState.CLOSED, clock.today(), None)
        with pytest.raises(DomainError, match="déjà terminé"):
            actions.close_project(SYSTEM, project, words="Encore.")

    def test_it_stops_with_its_phases_and_its_reason(self):
        project = running()
        phase = phase_on(project, starts=clock.today() + timedelta(days=3))
        with pytest.raises(DomainError, match="pourquoi"):
            actions.stop_project(SYSTEM, project, words="  ")
        actions.stop_project(SYSTEM, project, words="Le partenaire est parti.")
        phase.refresh_from_db()
        assert (phase.end, phase.lesson, phase.ended) == (PhaseEnd.STOPPED, "Le partenaire est parti.", phase.starts)
        for act in (
            lambda: actions.add_terrain(SYSTEM, project, name="Ailleurs"),
            lambda: phase_on(project),
            lambda: actions.set_review(SYSTEM, project, on=clock.today() + timedelta(days=9)),
        ):
            with pytest.raises(DomainError, match="terminé"):
                act()
