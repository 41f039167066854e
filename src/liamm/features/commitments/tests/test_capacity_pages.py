from datetime import date
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.commitments.actions import ask_load, hold_load, set_capacity
from liamm.features.commitments.models import CapacityMonth
from liamm.features.commitments.queries import months_from
from liamm.features.commitments.tests.test_capacity import line, node
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db

PAGE = 5


def test_the_team_sees_a_bar_and_a_sentence_each_month(client, django_assert_num_queries):
    team, month = TeamMemberFactory(), clock.today().replace(day=1)
    client.force_login(team)
    client.get("/capacite/")
    with django_assert_num_queries(PAGE):
        page = client.get("/capacite/").content.decode()
    assert "Aucun jour n’est prévu" in page
    set_capacity(team, month, skill="facilitation", days=Decimal(10))
    kept = node()
    ask_load(team, kept, lines=[line("9.5", month)])
    hold_load(SYSTEM, kept)
    ask_load(team, node(), lines=[line(1, month)])
    with django_assert_num_queries(PAGE):
        page = client.get("/capacite/").content.decode()
    assert "9,5 jours tenus sur 10, soit 95" in page
    assert "on lève la main" in page
    assert "Animation de communauté" in page


def test_the_team_says_what_it_can_give(client):
    month = months_from(clock.today(), 3)[2]
    client.force_login(TeamMemberFactory())
    address = f"/capacite/dire/?mois={month.isoformat()}&savoir=design"
    assert "selected" in client.get(address).content.decode()
    form = {"month": month.isoformat(), "skill": "design", "days": "7.5"}
    assert client.post(address, form).url == "/capacite/"
    assert CapacityMonth.objects.get().days == Decimal("7.5")
    for wrong in ({"days": "-1"}, {"days": "1000"}, {"skill": "cuisine"}, {"month": date(1999, 1, 1).isoformat()}):
        assert client.post(address, {**form, **wrong}).status_code == 422
    assert CapacityMonth.objects.count() == 1


def test_it_is_for_the_team(client):
    for address in ("/capacite/", "/capacite/dire/"):
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(PersonFactory())
        assert client.get(address).status_code == 403
