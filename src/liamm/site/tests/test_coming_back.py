"""A session that ends while somebody acts or writes: back to the page, and nothing typed is lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.projects.tests.factories import carrier_of, opened
from liamm.kernel import clock
from liamm.site.coming_back import COOKIE

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def leave(client):
    """The session ends; the browser stays as it is."""
    client.session.flush()
    del client.cookies[settings.SESSION_COOKIE_NAME]


def come_in(client, person):
    """Sign in without leaving the session of the browser, as a code does."""
    kept = dict(client.session.items())
    client.force_login(person)
    session = client.session
    session.update({key: value for key, value in kept.items() if not key.startswith("_auth")})
    session.save()


def next_of(response):
    assert response.status_code == 302
    return parse_qs(urlsplit(response["Location"]).query)["next"][0]


@pytest.fixture
def project():
    return opened()


@pytest.fixture
def carrier(client, project):
    person = carrier_of(project)
    client.force_login(person)
    client.get(f"/projets/{project.reference}/")
    return person


def write(client, project, text="Une immersion à Carhaix."):
    page = f"/projets/{project.reference}/journal/"
    leave(client)
    data = {"text": text, "audience": "public", "csrfmiddlewaretoken": "x"}
    return page, client.post(page, data, headers={"Referer": HOST + page})


def test_a_gesture_comes_back_to_its_page(client, project, carrier):
    page = f"/projets/{project.reference}/"
    leave(client)
    refused = client.post(f"{page}suivre/", headers={"Referer": f"{HOST}{page}?a=b"})
    assert next_of(refused) == f"{page}?a=b"
    come_in(client, carrier)
    assert "refaites votre geste" in client.get(f"{page}?a=b").content.decode()
    assert "refaites votre geste" not in client.get(page).content.decode()


@pytest.mark.parametrize("referer", [None, "https://ailleurs.example/piege/", "javascript:alert(1)"])
def test_without_a_page_of_the_house_one_comes_back_home(client, project, carrier, referer):
    leave(client)
    there = f"/projets/{project.reference}/suivre/"
    assert next_of(client.post(there, headers={"Referer": referer} if referer else {})) == "/"


def test_reading_comes_back_where_it_was(client, project):
    page = f"/projets/{project.reference}/journal/"
    assert next_of(client.get(page)) == page


def test_htmx_is_sent_to_the_entrance_as_a_whole(client, project, carrier):
    leave(client)
    answer = client.post(f"/projets/{project.reference}/suivre/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/compte/entrer/?next=")


def test_what_was_typed_is_given_back_once(client, project, carrier):
    page, refused = write(client, project)
    assert next_of(refused) == page
    come_in(client, carrier)
    shown = client.get(page).content.decode()
    assert "Une immersion à Carhaix." in shown
    assert 'value="public" checked' in shown.replace("\n", " ") or "checked" in shown
    assert "ce que vous aviez écrit est là" in shown
    assert "Une immersion à Carhaix." not in client.get(page).content.decode()


def test_it_is_not_given_to_somebody_else(client, project, carrier):
    page, _refused = write(client, project)
    other = PersonFactory()
    project.space.memberships.create(person=other)
    come_in(client, other)
    assert "Carhaix" not in client.get(page).content.decode()
    come_in(client, carrier)
    assert "Carhaix" not in client.get(page).content.decode()


def test_it_is_not_kept_for_long(client, project, carrier):
    page, _refused = write(client, project)
    come_in(client, carrier)
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert "Carhaix" not in client.get(page).content.decode()


def test_nothing_of_a_stranger_is_kept(client, project, carrier):
    del client.cookies[COOKIE]
    write(client, project)
    assert not dict(client.session.items())
    client.cookies[COOKIE] = "forgé"
    write(client, project)
    assert not dict(client.session.items())


def test_neither_a_password_nor_too_much_is_kept(client, project, carrier):
    leave(client)
    client.post("/compte/mot-de-passe/changer/", {"oldpassword": "secret"}, headers={"Referer": HOST + "/compte/"})
    page = f"/projets/{project.reference}/journal/"
    client.post(page, {"text": "a" * 300_000, "code": "123456"}, headers={"Referer": HOST + page})
    assert "secret" not in str(dict(client.session.items()))
    assert "123456" not in str(dict(client.session.items()))
    assert len(str(dict(client.session.items()))) < 1000


def test_an_address_that_takes_a_gesture_says_so(client, carrier, project):
    for page in ("/langue/", f"/projets/{project.reference}/suivre/"):
        answer = client.get(page)
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert int(answer["Content-Length"]) == len(answer.content)
        assert "refaites votre geste" in answer.content.decode()
