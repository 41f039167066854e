"""Corrections: what they say is looked through before everybody reads it, and search finds what stands."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.governance.actions import CorrectionDraft, correct_decision, read_text
from liamm.features.governance.models import Decision
from liamm.kernel.actions import DomainError
from liamm.kernel.search.index import find, rebuild

pytestmark = pytest.mark.django_db
TEXTS = {"full_text": "Tout", "public_title": "Titre de juillet", "public_text": "Les marguerites."}


def corrected(house, decision, **values):
    draft = CorrectionDraft(**{"reason": "Une date fausse.", **TEXTS, **values})
    return correct_decision(house.secretary, decision, draft=draft)


class TestLookedThrough:
    @pytest.mark.parametrize("field", ["reason", "public_title", "public_text"])
    def test_a_number_never_leaves_and_a_name_is_confirmed(self, house, field):
        first = house.published()
        with pytest.raises(DomainError, match="de quoi désigner") as caught:
            corrected(house, first, checked=True, **{field: "Rappeler au 06 12 34 56 78."})
        assert caught.value.field == ("reason" if field == "reason" else "public_text")
        with pytest.raises(DomainError, match="semble nommer") as caught:
            corrected(house, first, **{field: "Dit à tort par Mme Le Goff."})
        assert caught.value.field == "checked"
        assert corrected(house, first, checked=True, **{field: "Dit à tort par Mme Le Goff."})

    def test_the_page_asks_and_keeps_what_was_typed_and_the_reader_sees_the_words(self, client, house):
        first = house.published()
        client.force_login(house.secretary)
        path = f"/decisions/{first.reference}/corriger/"
        typed = {"reason": "Dit à tort par Mme Le Goff.", **TEXTS}
        answer = client.post(path, typed)
        assert answer.status_code == 422
        assert "Dit à tort par Mme Le Goff." in answer.content.decode()
        assert client.post(path, {**typed, "checked": "on"}).status_code == 302
        second = Decision.objects.get(corrects=first)
        client.force_login(house.reader)
        said = client.get(f"/decisions/{second.reference}/relire/").content.decode()
        assert "Ces mots pourraient désigner quelqu’un" in re.sub("[\u00a0\u202f]", " ", said)
        assert "Goff" in said.partition("Ces mots")[2].partition("</span>")[0]


class TestFound:
    def titles(self, words):
        return [one.title for one in find(AnonymousUser(), words)]

    @pytest.fixture
    def first(self, house):
        return house.published(title="Titre de janvier", text="Les pissenlits.")

    def test_until_it_is_published_the_first_words_are_found(self, house, first):
        corrected(house, first)
        assert self.titles("pissenlits") == ["Titre de janvier"]
        assert self.titles("marguerites") == []

    def test_once_it_is_only_its_own_are_and_its_reference_leads_there(self, client, house, first):
        second = read_text(house.reader, corrected(house, first), version=1)
        for _again in range(2):
            assert self.titles("pissenlits") == []
            assert self.titles("marguerites") == self.titles(first.reference) == ["Titre de juillet"]
            rebuild()
        assert second.reference in client.get("/decisions/?q=marguerites").content.decode()
        third = read_text(house.reader, corrected(house, second, public_text="Les bleuets."), version=1)
        assert self.titles("marguerites") == []
        assert [one.url for one in find(AnonymousUser(), first.reference)] == [f"/decisions/{third.reference}/"]
