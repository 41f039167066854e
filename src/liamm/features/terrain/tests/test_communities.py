import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.urls import reverse

from liamm.features.accounts.models import Affiliation, Organisation
from liamm.features.accounts.tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.features.charter import bindings
from liamm.features.commitments.enums import CommitmentState, Unit
from liamm.features.commitments.models import Commitment
from liamm.features.commitments.queries import gathered
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.queries import is_member, keeps
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    Call,
    Engagement,
    ProblemDraft,
    change_call,
    close_problem,
    confirm_voice,
    join_community,
    leave_community,
    open_community,
    raise_problem,
)
from liamm.features.terrain.models import Joining
from liamm.features.terrain.queries import community_node
from liamm.features.terrain.tests.factories import InterestCommunityFactory, ProblemFactory, ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.thread.chain import origins

pytestmark = pytest.mark.django_db


def call(**details):
    ends = clock.today() + timedelta(days=180)
    return Call(**{"name": "Guichets", "call": "Venez.", "ends": ends, "sought": ["design", " ", "droit"], **details})


def engagement(**details):
    rules = bindings.community_rules(clock.today()).version
    ends = clock.today() + timedelta(days=90)
    return Engagement(
        **{"amount": Decimal(3), "unit": Unit.MEETINGS, "ends": ends, "rules": rules, "expertise": "accueil", **details}
    )


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory()


class TestOpening:
    def test_a_call_gathers_a_circle_and_the_authors_learn_it(self, team, letters):
        signal = ReadSignalFactory(author__mail="a@exemple.example")
        problem = raise_problem(team, ProblemDraft(question="Comment ?"), signals=[signal])
        community = open_community(team, problem, call=call())
        assert keeps(team, community.space_id)
        assert [one.name for one in community.sought.all()] == ["design", "droit"]
        assert origins(community_node(community), "signal") == [signal.pk]
        assert "/communautes/guichets/" in letters()[-1].body

    def test_authors_are_not_sent_to_a_closed_circle(self, team, letters):
        signal = ReadSignalFactory(author__mail="a@exemple.example")
        problem = raise_problem(team, ProblemDraft(question="Comment ?"), signals=[signal])
        open_community(team, problem, call=call(audience=Audience.COMMUNITY))
        assert "/communautes/" not in letters()[-1].body

    def test_a_closed_problem_gathers_nobody(self, team):
        problem = close_problem(team, ProblemFactory(), because="Fini.")
        with pytest.raises(DomainError):
            open_community(team, problem, call=call())

    @pytest.mark.parametrize(
        "wrong",
        [
            {"call": " "},
            {"ends": clock.today() - timedelta(days=1)},
            {"ends": clock.today() + timedelta(days=5 * 366 + 1)},
            {"ends": date(2199, 12, 31)},
        ],
    )
    def test_a_call_says_what_and_until_when(self, team, wrong):
        with pytest.raises(DomainError):
            open_community(team, ProblemFactory(), call=call(**wrong))

    @pytest.mark.parametrize("field", ["name", "call", "sought"])
    def test_what_everybody_reads_is_looked_through(self, team, field):
        problem = ProblemFactory()

        def opened(words, *, checked=False):
            return open_community(team, problem, call=call(checked=checked, **{field: words}))

        with pytest.raises(DomainError, match="06 12 34 56 78") as caught:
            opened("Appelez le 06 12 34 56 78" if field != "sought" else ["Appelez le 06 12 34 56 78"], checked=True)
        assert caught.value.field == field
        doubtful = "Madame Kervella" if field != "sought" else ["droit", "Madame Kervella"]
        with pytest.raises(DomainError, match="Kervella") as caught:
            opened(doubtful)
        assert caught.value.field == "checked"
        assert opened(doubtful, checked=True).pk

    def test_what_is_written_again_too(self, team):
        community = open_community(team, ProblemFactory(), call=call())
        with pytest.raises(DomainError, match="Kervella"):
            change_call(team, community, call=call(call="Voyez madame Kervella."))
        change_call(team, community, call=call(call="Voyez madame Kervella.", checked=True))
        community.refresh_from_db()
        assert "Kervella" in community.call

    def test_a_doubt_is_shown_on_the_form_which_keeps_what_was_typed(self, team, client):
        client.force_login(team)
        typed = {
            "name": "Guichets",
            "call": "Voyez madame Kervella.",
            "usual_meetings": "3",
            "ends": (clock.today() + timedelta(days=90)).isoformat(),
            "audience": "public",
            "call_open": "on",
        }
        path = f"/problematiques/{ProblemFactory().reference}/communaute/"
        answer = client.post(path, typed)
        assert answer.status_code == 422
        assert "semble nommer quelqu’un" in answer.content.decode()
        assert client.post(path, {**typed, "checked": "on"}).status_code == 302

    def test_the_keeper_changes_the_call(self, team):
        community = open_community(team, ProblemFactory(), call=call())
        community = change_call(team, community, call=call(call="Encore.", sought=["écriture"], call_open=False))
        assert (community.call, community.call_open) == ("Encore.", False)
        assert [one.name for one in community.sought.all()] == ["écriture"]


class TestJoining:
    def test_one_engages_boundedly_and_accepts_the_rules(self):
        community, person, office = InterestCommunityFactory(), PersonFactory(), OrganisationFactory()
        AffiliationFactory(person=person, organisation=office)
        joining = join_community(person, community, engagement=engagement(organisation=office))
        commitment = Commitment.objects.get()
        assert joining.commitment == commitment
        assert (commitment.amount, commitment.unit, commitment.organisation) == (3, Unit.MEETINGS, office)
        assert commitment.space == community.space
        assert joining.rules_version == "4.0"
        assert is_member(person, community.space_id)

    def test_without_the_rules_nobody_joins(self):
        with pytest.raises(DomainError) as caught:
            join_community(PersonFactory(), InterestCommunityFactory(), engagement=engagement(rules=""))
        assert caught.value.citation.article == "2.1"

    def test_nobody_joins_twice_nor_for_longer_than_the_community(self):
        community, person = InterestCommunityFactory(), PersonFactory()
        with pytest.raises(DomainError) as caught:
            join_community(person, community, engagement=engagement(ends=community.ends + timedelta(days=1)))
        assert caught.value.field == "ends"
        join_community(person, community, engagement=engagement())
        with pytest.raises(DomainError):
            join_community(person, community, engagement=engagement())

    def test_a_closed_call_takes_nobody(self):
        with pytest.raises(DomainError):
            join_community(PersonFactory(), InterestCommunityFactory(call_open=False), engagement=engagement())

    def test_visitors_open_an_account_first_and_closed_circles_stay_closed(self):
        closed = InterestCommunityFactory(space__audience=Audience.SPACE)
        for actor, community in ((AnonymousUser(), InterestCommunityFactory()), (PersonFactory(), closed)):
            with pytest.raises(Refused):
                join_community(actor, community, engagement=engagement())


class TestLeaving:
    def test_gracefully_and_coming_back(self):
        community, person = InterestCommunityFactory(), PersonFactory()
        join_community(person, community, engagement=engagement())
        joining = leave_community(person, community, farewell="Bon vent.")
        assert joining.left_at
        assert joining.farewell == "Bon vent."
        assert Commitment.objects.get().state == CommitmentState.GIVEN_BACK
        assert not is_member(person, community.space_id)
        join_community(person, community, engagement=engagement())
        assert is_member(person, community.space_id)

    def test_after_the_term_one_leaves_all_the_same(self):
        community, person = InterestCommunityFactory(), PersonFactory()
        joining = join_community(person, community, engagement=engagement())
        Commitment.objects.update(state=CommitmentState.ENDED)
        assert leave_community(person, community).pk == joining.pk

    def test_who_is_not_there_cannot_leave(self):
        with pytest.raises(DomainError):
            leave_community(PersonFactory(), InterestCommunityFactory())
        with pytest.raises(Refused):
            leave_community(AnonymousUser(), InterestCommunityFactory())


def test_only_the_team_opens_and_only_keepers_tend(team):
    for act in (
        lambda: open_community(PersonFactory(), ProblemFactory(), call=call()),
        lambda: change_call(PersonFactory(), InterestCommunityFactory(), call=call()),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_joining_many_times_at_once_engages_once():
    community, person = InterestCommunityFactory(), PersonFactory()
    wanted = engagement()
    answers = []

    def join():
        try:
            answers.append(join_community(person, community, engagement=wanted))
        except DomainError:
            answers.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in answers if one]) == Joining.objects.count() == Commitment.objects.count() == 1


class TestExpertise:
    """Everybody reads it at once: it is looked through before."""

    @pytest.mark.parametrize("said", ["avec Mme Tanguy", "06 12 34 56 78", "x" * 61])
    def test_what_names_somebody_or_is_too_long_is_refused(self, said):
        with pytest.raises(DomainError) as caught:
            join_community(
                PersonFactory(), InterestCommunityFactory(), engagement=engagement(expertise=said, checked=True)
            )
        assert caught.value.field == "expertise"

    def test_health_is_read_when_its_author_wants_it(self):
        community, person = InterestCommunityFactory(), PersonFactory()
        with pytest.raises(DomainError) as caught:
            join_community(person, community, engagement=engagement(expertise="Vivre avec un handicap"))
        assert caught.value.field == "checked"
        said = engagement(expertise="Vivre avec un handicap", checked=True)
        assert join_community(person, community, engagement=said).commitment.expertise == "Vivre avec un handicap"


class TestTheSameCallTwice:
    def test_it_leads_to_the_first(self, team, client):
        problem = ProblemFactory()
        first = open_community(team, problem, call=call(name="Guichets"))
        with pytest.raises(DomainError) as caught:
            open_community(team, problem, call=call(name=" guichets "))
        assert caught.value.link == ("Guichets", first.get_absolute_url())
        assert open_community(team, problem, call=call(name="Autrement")).pk
        assert open_community(team, ProblemFactory(), call=call(name="Guichets")).pk
        client.force_login(team)
        path = f"/problematiques/{problem.reference}/communaute/"
        sent = {"name": "Guichets", "call": "Venez.", "usual_meetings": 3, "ends": call().ends, "audience": "public"}
        response = client.post(path, sent)
        assert response.status_code == 422
        assert f'href="{first.get_absolute_url()}"' in response.content.decode()


class TestSpeakingForAnOrganisation:
    """What one says of oneself does not count in public until somebody else confirmed it."""

    def spoken(self, **more):
        community, person = InterestCommunityFactory(), PersonFactory(name="Maï")
        office = AffiliationFactory(
            person=person, organisation__name="Caisse Dite", confirmed_at=None, **more
        ).organisation
        return community, join_community(person, community, engagement=engagement(organisation=office))

    def test_a_membership_to_come_or_past_speaks_for_nobody(self):
        today = clock.today()
        to_come, past = {"starts": today + timedelta(days=9)}, {"starts": date(2020, 1, 1), "ends": date(2020, 2, 1)}
        for when in (to_come, past):
            with pytest.raises(DomainError) as caught:
                self.spoken(**when)
            assert caught.value.field == "organisation"
            Affiliation.objects.all().delete()
            Organisation.objects.all().delete()

    def test_it_counts_once_it_is_confirmed(self, client, team):
        community, joining = self.spoken()
        node = community_node(community)
        assert (gathered(node).organisations, gathered(node).awaiting) == ([], ["Caisse Dite"])
        assert "au nom de Caisse Dite, à confirmer" in client.get(community.get_absolute_url()).content.decode()
        path = reverse("terrain:confirm_voice", args=[community.space.slug, joining.pk])
        client.force_login(joining.person)
        client.post(path)
        assert gathered(node).organisations == []
        client.force_login(team)
        assert path in client.get(community.get_absolute_url()).content.decode()
        assert "C’est confirmé" in client.post(path, follow=True).content.decode()
        assert (gathered(node).organisations, gathered(node).awaiting) == (["Caisse Dite"], [])
        assert path not in client.get(community.get_absolute_url()).content.decode()

    def test_nobody_confirms_themselves_nor_what_ended(self, team):
        community, joining = self.spoken()
        with pytest.raises(Refused):
            confirm_voice(joining.person, community, joining=joining.pk)
        own = join_community(team, community, engagement=engagement())
        with pytest.raises(DomainError):
            confirm_voice(team, community, joining=own.pk)
        Affiliation.objects.all().delete()
        with pytest.raises(DomainError):
            confirm_voice(team, community, joining=joining.pk)
