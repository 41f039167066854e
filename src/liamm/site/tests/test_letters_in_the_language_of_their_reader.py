"""What happens on a French page is told in English to whoever reads English: subject, frame and sentence."""

import pytest
from django.utils import translation

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.governance.actions import add_request
from liamm.features.governance.models import AgendaItem
from liamm.features.governance.tests.factories import House
from liamm.features.projects.actions import follow_project, tell_journal
from liamm.features.projects.tests.factories import carrier_of, opened
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests.factories import ready, submitted
from liamm.features.spaces.enums import Audience
from liamm.features.terrain.actions import assign_reader
from liamm.features.terrain.tests.factories import ReadSignalFactory

pytestmark = pytest.mark.django_db
ENGLISH = {"email": "jane@exemple.example", "name": "Jane", "language": "en"}


@pytest.fixture(autouse=True)
def on_a_french_page():
    with translation.override("fr"):
        yield


@pytest.fixture
def read(letters):
    """All that reached Jane, in one text."""

    def told():
        mine = [one for one in letters() if ENGLISH["email"] in one.to[0]]
        assert mine
        assert all("You are getting this letter because" in one.body for one in mine)
        return "\n".join(f"{one.subject}\n{one.body}" for one in mine)

    return told


def test_the_news_of_a_project(read):
    project = opened()
    follow_project(PersonFactory(**ENGLISH), project)
    tell_journal(carrier_of(project), project, text="Trois usagers", audience=Audience.PUBLIC)
    said = read()
    assert "Le journal du projet" not in said
    assert "journal of the project" in said


def test_a_request_that_arrives(read):
    TeamMemberFactory(**ENGLISH)
    submitted()
    assert ", project, version 1)" in read()


def test_a_clarification_that_is_over(read):
    team = TeamMemberFactory()
    talk = requests.open_clarification(team, None, title="Files", intuition="X", parties=[PersonFactory(**ENGLISH)])
    requests.close_clarification(team, talk, outcome="ready", words="")
    said = read()
    assert "you may make a request of it." in said
    assert "ready to become a request" in said
    assert "vous pouvez" not in said


def test_a_signal_that_is_entrusted(read):
    assign_reader(TeamMemberFactory(), ReadSignalFactory(), reader=TeamMemberFactory(**ENGLISH))
    said = read()
    assert "A signal is given to you to follow." in said
    assert "confiée" not in said


def test_what_a_body_answered_and_what_remains_to_be_said(read):
    house = House()
    proposal = ready(person=PersonFactory(**ENGLISH))
    sitting = house.sitting()
    item = add_request(house.secretary, sitting, proposal=proposal)
    house.open(sitting=sitting)
    house.publish(house.decide(AgendaItem.objects.get(pk=item.pk), overload_reason="Il le faut."))
    said = read()
    assert "The CODIR has yet to confirm." in said
    assert "doit encore confirmer" not in said
