"""Corrections: what they say is looked through before everybody reads it."""

import re

import pytest

from liamm.features.governance.actions import CorrectionDraft, correct_decision
from liamm.features.governance.models import Decision
from liamm.kernel.actions import DomainError

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
