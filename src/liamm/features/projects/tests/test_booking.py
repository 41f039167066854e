"""Who carries a project books the house for it, of the community or not, with the priority of the project."""

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking.actions import book_rooms, change_booking
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import class_of, is_offered, offered_to
from liamm.features.booking.tests.factories import draft
from liamm.features.booking.tests.test_pages import text
from liamm.features.projects.models import TeamRole
from liamm.features.projects.tests.factories import carrier_of, opened, running
from liamm.features.spaces.queries import in_community
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.extension import MOST_OFFERED

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    LabSpaceFactory()
    return running()


def test_for_their_project_and_nothing_else(project):
    carrier = carrier_of(project)
    other = opened(title="Le guichet")
    assert not in_community(carrier)
    assert policy.decide(carrier, Permission.BOOK)
    assert [one.title for one in offered_to(carrier)] == [project.title]
    one = book_rooms(carrier, draft=draft(purpose=("project", project.pk)))
    assert class_of(one.purpose_kind) == "lab-project"
    with pytest.raises(DomainError, match="que l’on porte") as caught:
        book_rooms(carrier, draft=draft(rooms=(2,)))
    assert caught.value.citation.article == "2.6"
    assert caught.value.field == "purpose"
    with pytest.raises(DomainError, match="pas réserver pour cela"):
        book_rooms(carrier, draft=draft(rooms=(2,), purpose=("project", other.pk)))
    with pytest.raises(DomainError, match="que l’on porte"):
        change_booking(carrier, one, draft=draft(), seen=one.sequence)
    longer = draft(hours=3, purpose=("project", project.pk))
    assert change_booking(carrier, one, draft=longer, seen=one.sequence).sequence == 1


def test_not_who_only_takes_part_nor_who_carried_it(project):
    role = TeamRole.objects.get(project=project, role="col-porteur")
    role.role = "impliqué"
    role.save()
    assert not policy.decide(role.person, Permission.BOOK)
    with pytest.raises(Refused, match="porteurs d’un projet"):
        book_rooms(role.person, draft=draft(purpose=("project", project.pk)))
    assert not policy.decide(PersonFactory(), Permission.BOOK)


def test_the_form_offers_their_project_first(project, client):
    carrier = carrier_of(project)
    client.force_login(carrier)
    shown = text(client.get(reverse("booking:book")))
    assert f'<optgroup label="Projet"><option value="project:{project.pk}">{project.title}</option></optgroup>' in shown
    assert "rien de particulier" not in shown


def test_the_page_of_a_project_leads_to_a_form_that_is_for_it(client, project):
    """Listed or not among the latest: an older project keeps its place in the house."""
    carrier = carrier_of(project)
    client.force_login(carrier)
    page = text(client.get(f"/projets/{project.reference}/"))
    address = f"/maison/salles/reserver/?purpose=project:{project.pk}"
    assert f'href="{address}"' in page
    assert f'<option value="project:{project.pk}" selected' in text(client.get(address))
    client.force_login(PersonFactory())
    assert "salles/reserver" not in text(client.get(f"/projets/{project.reference}/"))


def test_a_list_holds_the_latest_and_the_one_that_one_came_for(client, project):
    team = TeamMemberFactory()
    for number in range(MOST_OFFERED):
        opened(title=f"Projet {number}")
    client.force_login(team)
    listed = f'value="project:{project.pk}"'
    assert listed not in text(client.get("/maison/salles/reserver/"))
    assert listed in text(client.get(f"/maison/salles/reserver/?purpose=project:{project.pk}"))
    assert is_offered(team, ("project", project.pk))
    for wrong in ("project:1", "chose:", "project", f"chose:{project.pk}"):
        assert client.get("/maison/salles/reserver/", {"purpose": wrong}).status_code == 200
        answer = client.post("/maison/salles/reserver/", {"purpose": wrong, "title": "Ce que j’avais écrit"})
        assert answer.status_code == 422
        assert "Ce que j’avais écrit" in text(answer)
