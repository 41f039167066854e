import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory

from liamm.kernel.actions import HOUSE_USAGE, Citation, DomainError
from liamm.ui import page as pages
from liamm.ui.context import LIGHT_COOKIE


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({}, False),
        ({"HX-Request": "true", "HX-Target": "results"}, True),
        ({"HX-Request": "true", "HX-Target": "else"}, False),
        ({"HX-Request": "true", "HX-Target": "results", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-Target": "results", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_a_fragment_is_given_only_to_who_swaps_it(headers, wanted):
    request = RequestFactory().get("/", headers=headers)
    assert pages.wants_fragment(request, "results") is wanted


def test_the_fragment_of_a_template_stands_beside_it():
    assert pages.fragment_template("terrain/desk.html", "results") == "terrain/_results.html"
    assert pages.fragment_template("desk.html", "long-list") == "_long_list.html"


def test_a_page_with_a_fragment_varies_with_who_asks(rf):
    response = pages.page(rf.get("/"), "ui/form/errors.html", {"field": {}}, fragment="errors")
    assert "HX-Target" in response["Vary"]
    assert "Vary" not in pages.page(rf.get("/"), "ui/form/errors.html", {"field": {}}).headers
    asked = rf.get("/", headers={"HX-Request": "true", "HX-Target": "foot"})
    assert b"choice" in pages.page(asked, "ui/base.html", {}, fragment="foot").content


def test_sentences_for_the_next_page(rf):
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    pages.tell(request, "C’est noté.")
    pages.warn(request, "À relire.")
    pages.refuse(request, "Pas possible.")
    pages.refuse(request, DomainError("Non.", citation=Citation("4.0", "2.1", "Article 2.1", "/charte/4.0/2.1/")))
    pages.refuse(request, DomainError("Non <b>.", citation=HOUSE_USAGE, nearest="Plus tard."))
    pages.refuse(request, DomainError("Non."))
    pages.refuse(request, DomainError("Non.", link=("La salle <1>", "/salles/1/")))
    *kinds, cited, house, plain, linked = get_messages(request)
    assert str(linked) == 'Non. <a href="/salles/1/">La salle &lt;1&gt;</a>'
    assert [one.level_tag for one in kinds] == ["success", "warning", "error"]
    assert '<a href="/charte/4.0/2.1/">charte, article 2.1, « Article 2.1 »</a>' in str(cited).replace("\u202f", " ")
    assert "usage de la maison" in str(house)
    assert "Non &lt;b&gt;. Plus tard." in str(house)
    assert str(plain) == "Non."


@pytest.mark.django_db
def test_the_light_is_chosen_and_given_back_to_the_device(client: Client):
    response = client.post("/lumiere/", {"theme": "dark", "next": "/style/"})
    assert response["Location"] == "/style/"
    assert 'data-theme="dark"' in client.get("/style/").content.decode()
    client.post("/lumiere/", {"theme": "", "next": "/style/"})
    assert "data-theme" not in client.get("/style/").content.decode()


@pytest.mark.django_db
def test_a_foreign_address_or_an_unknown_light_is_not_followed(client: Client):
    response = client.post("/lumiere/", {"theme": "neon", "next": "https://ailleurs.example/"})
    assert response["Location"] == "/"
    assert client.cookies[LIGHT_COOKIE].value == ""
    client.cookies[LIGHT_COOKIE] = '"><b>'
    assert "data-theme" not in client.get("/style/").content.decode()


class TestWhatIsRefused:
    class Asked(forms.Form):
        name = forms.CharField()

    def status(self, method="post", **context):
        request = getattr(RequestFactory(), method)("/")
        return pages.page(request, "400.html", context).status_code

    def test_a_refusal_or_an_error_answers_422_to_a_post_and_nothing_else_does(self):
        wrong, right = self.Asked({"name": ""}), self.Asked({"name": "x"})
        several = forms.formset_factory(self.Asked)
        lines = several({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": ""})
        assert self.status(form=wrong) == self.status(refusal=DomainError("Non.")) == self.status(lines=lines) == 422
        assert self.status(form=right, refusal=None) == self.status(form=self.Asked(), done="oui") == 200
        assert self.status("get", form=wrong) == 200
