import re

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.models import Crossing, InterestCommunity, Problem
from liamm.features.terrain.tests.factories import ProblemFactory, ReadSignalFactory
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def team(client):
    LabSpaceFactory()
    client.force_login(TeamMemberFactory())


def ticket_of(client, path):
    return re.search(r'name="ticket" value="([^"]+)"', client.get(path).content.decode())[1]


class TestAProblem:
    PATH = "/terrain/bureau/problematique/"

    def send(self, client, ticket, **others):
        said = {"question": "Comment éviter les allers-retours ?", "audience": "public", "ticket": ticket}
        return client.post(self.PATH, {**said, **others})

    def test_the_form_sent_twice_raises_one(self, client):
        signal, ticket = ReadSignalFactory(), ticket_of(client, self.PATH)
        first, second = (self.send(client, ticket, references=signal.reference) for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert Problem.objects.count() == Crossing.objects.count() == 1

    def test_another_question_from_the_same_page_is_another_problem(self, client):
        ticket = ticket_of(client, self.PATH)
        self.send(client, ticket)
        self.send(client, ticket, question="Et le soir ?")
        assert Problem.objects.count() == 2

    def test_without_a_ticket_it_is_raised_all_the_same(self, client):
        for ticket in ("", "faux"):
            self.send(client, ticket)
        assert Problem.objects.count() == 2

    def test_a_refused_form_keeps_its_ticket(self, client):
        ticket = ticket_of(client, self.PATH)
        assert f'value="{ticket}"' in self.send(client, ticket, question="").content.decode()


class TestACommunity:
    def test_the_form_sent_twice_opens_one(self, client):
        path = reverse("terrain:problem_act", args=[ProblemFactory().reference, "communaute"])
        said = {
            "name": "Guichets",
            "call": "Venez.",
            "usual_meetings": "3",
            "ends": clock.in_days(60).date().isoformat(),
            "audience": "public",
            "ticket": ticket_of(client, path),
        }
        first, second = (client.post(path, said) for _ in range(2))
        assert (first.status_code, second.status_code) == (302, 302)
        assert InterestCommunity.objects.count() == 1
        again = client.post(path, {**said, "ticket": ticket_of(client, path)})
        assert again.status_code == 422
        assert InterestCommunity.objects.count() == 1
