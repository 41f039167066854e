"""The answers of a form in the words of its page, whatever its controls are."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from liamm.features.accounts.tests.factories import HeadFactory
from liamm.kernel import clock
from liamm.site.views.worded import page_of, worded

PAGE = """
<form method="post"><input type="hidden" name="ticket" value="x1">
<fieldset><legend>Issue <span class="need">(obligatoire)</span></legend>
<label class="check" for="o1"><input type="radio" name="outcome" value="retenue" id="o1"><span>Retenue</span>
<small>Le projet s’ouvre.</small></label>
<label class="check" for="o2"><input type="radio" name="outcome" value="differee" id="o2"><span>Différée</span></label>
</fieldset>
<label for="w">Raisons</label><div class="help">En clair.</div><textarea name="words" id="w">écrit avant</textarea>
<label for="s">Vers</label><select name="to" id="s"><option value="">sans objet</option>
<option value="archipel">Archipel</option></select>
<label for="d">Pour le</label><input type="date" name="day" id="d">
<label for="c"><input type="checkbox" name="all" value="42" id="c"> Tout le monde</label>
<label for="f">Photo</label><input type="file" name="photo" id="f"><svg><use href="#x"/></svg></form>
"""


def test_choices_are_read_as_on_the_page_and_words_as_they_were_typed():
    sent = [
        ("ticket", "x1"),
        ("outcome", "differee"),
        ("words", " Plus tard,\nà l’automne. "),
        ("to", "archipel"),
        ("day", "2027-03-02"),
        ("all", "42"),
    ]
    with clock.at(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        said = worded(PAGE, sent)
    assert said.split("\n\n") == [
        "Issue\nDifférée",
        "Raisons\nPlus tard,\nà l’automne.",
        "Vers\nArchipel",
        "Pour le\nmardi 2 mars 2027",
        "Tout le monde",
    ]


def test_what_the_page_does_not_offer_says_nothing():
    sent = [("outcome", "ailleurs"), ("to", "0191-77"), ("day", "demain"), ("unknown", "clef"), ("words", "")]
    assert worded(PAGE, sent) == "Pour le\ndemain"
    assert worded("", sent) == ""


@pytest.mark.django_db
class TestPageOfAForm:
    def asked(self, path, person=None, **headers):
        request = RequestFactory().post(path, headers=headers)
        request.user = person or type("Nobody", (), {"is_authenticated": False})()
        return page_of(request)

    def test_a_gesture_is_read_on_the_page_it_was_made_from(self):
        head = HeadFactory()
        page = self.asked("/compte/courriers/reprendre/", head, referer="http://testserver/organisations/ajouter/")
        assert "Son sigle" in page

    def test_what_one_may_not_read_or_cannot_be_read_is_not(self):
        assert self.asked("/organisations/ajouter/") == ""
        assert self.asked("/organisations/019a0000-0000-7000-8000-000000000000/") == ""
        assert self.asked("/nulle-part-du-tout/") == ""
