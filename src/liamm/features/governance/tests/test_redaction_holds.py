"""What is reserved tries to leave, and what one person wrote tries to leave unread: posts, actions, administration."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory
from liamm.features.governance import actions
from liamm.features.governance.actions import PreconisationDraft, TextDraft
from liamm.features.governance.models import AgendaItem, Decision, SecondReading, Wording
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.chain import seal
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
CANARY = "CANARIDESOMBRES"


@pytest.fixture
def decision(house):
    """Decided, with words for the members in every place that has some."""
    item = house.item(house.open(), summary=f"Résumé {CANARY}")
    actions.take_notes(house.secretary, item, notes=f"Débat {CANARY}", before="")
    actions.recuse_oneself(house["pilote-region"], item, reason=f"Lien {CANARY}")
    minder = PersonFactory(name=f"Nolwenn {CANARY}")
    minded = PreconisationDraft(text="Associer la MSA", minder=minder, minder_said="la chargée", term=clock.today())
    return house.decide(
        AgendaItem.objects.get(pk=item.pk),
        outcome="retenue-avec-preconisations",
        full_text=f"Complet {CANARY}",
        preconisations=(minded,),
    )


def typed(decision, **more):
    one = decision.preconisations.get()
    return {
        "version": Decision.objects.get(pk=decision.pk).text_version,
        "full_text": f"Complet {CANARY}",
        "public_title": "Titre",
        "public_text": "Public",
        f"text_{one.pk}": "Associer la MSA",
        f"said_{one.pk}": "la chargée",
        **more,
    }


def written(client, house, decision, **more):
    client.force_login(house.secretary)
    assert client.post(f"/decisions/{decision.reference}/textes/", typed(decision, **more)).status_code == 302
    return Decision.objects.get(pk=decision.pk)


def published(decision):
    return Decision.objects.get(pk=decision.pk).published_at is not None


class TestFourEyes:
    def test_the_writer_does_not_let_it_leave_by_a_post(self, client, house, decision):
        decision = written(client, house, decision)
        path = f"/decisions/{decision.reference}/relire/"
        assert client.get(path).status_code == 403
        assert client.post(path, {"version": decision.text_version, "agreed": "on"}).status_code == 403
        assert not published(decision)

    def test_nor_does_who_decided_for_the_first_text_is_theirs(self, client, house, decision):
        with pytest.raises(Refused, match="autre personne"):
            actions.read_text(house.secretary, decision, version=1)

    def test_another_version_than_the_one_read_does_not_leave(self, client, house, decision):
        decision = written(client, house, decision)
        client.force_login(house.reader)
        path = f"/decisions/{decision.reference}/relire/"
        for version in (1, 99):
            answer = client.post(path, {"version": version, "agreed": "on"})
            assert answer.status_code == 422
            assert "Relisez-le" in answer.content.decode()
        assert client.post(path, {"version": decision.text_version}).status_code == 422
        assert not published(decision)
        assert client.post(path, {"version": decision.text_version, "agreed": "on"}).status_code == 302
        assert published(decision)

    def test_an_empty_public_text_does_not_leave(self, client, house, decision):
        decision = written(client, house, decision, public_text="   ")
        client.force_login(house.reader)
        path = f"/decisions/{decision.reference}/relire/"
        assert client.post(path, {"version": decision.text_version, "agreed": "on"}).status_code == 422
        assert not published(decision)

    def test_strangers_find_no_page_and_no_door(self, client, house, decision):
        for person in (PersonFactory(), AdminFactory(), house["president-region"]):
            client.force_login(person)
            for tail in ("", "textes/", "relire/", "relire/rendre/"):
                assert client.get(f"/decisions/{decision.reference}/{tail}").status_code == 404
                assert client.post(f"/decisions/{decision.reference}/{tail}", typed(decision)).status_code == 404
        assert Wording.objects.count() == 1

    def test_the_house_itself_publishes_nothing(self, decision):
        with pytest.raises(Refused):
            actions.read_text(SYSTEM, decision, version=1)
        assert not SecondReading.objects.exists()

    def test_a_member_reads_but_does_not_write(self, client, house, decision):
        client.force_login(house["adjointe"])
        assert client.post(f"/decisions/{decision.reference}/textes/", typed(decision)).status_code == 403
        draft = TextDraft(version=1, full_text="x", public_title="x", public_text="x")
        with pytest.raises(Refused):
            actions.write_texts(house["adjointe"], decision, draft=draft)


class TestNothingIsCopied:
    def test_the_public_text_never_comes_from_the_full_one_by_itself(self, client, house, decision):
        client.force_login(house.secretary)
        text = client.get(f"/decisions/{decision.reference}/textes/").content.decode()
        public = text.split('id="id_public_text"', 1)[1].split("</textarea>", 1)[0]
        assert CANARY not in public
        assert CANARY in text

    def test_asked_for_it_is_copied_to_be_rewritten_and_not_kept(self, client, house, decision):
        client.force_login(house.secretary)
        text = client.get(f"/decisions/{decision.reference}/textes/?partir=complet").content.decode()
        public = text.split('id="id_public_text"', 1)[1].split("</textarea>", 1)[0]
        assert CANARY in public
        assert Decision.objects.get(pk=decision.pk).public_text == ""

    def test_arguments_of_the_grid_are_not_offered_where_there_is_no_grid(self, client, house, decision):
        decision = written(client, house, decision, shows_arguments="on")
        assert decision.shows_arguments is False


class TestEverywhere:
    def test_a_canary_is_heard_by_nobody_outside(self, client, house, decision, letters):
        decision = written(client, house, decision, relire="1")
        actions.read_text(house.reader, decision, version=decision.text_version)
        seal()
        reference, slug = decision.reference, decision.sitting.slug
        paths = ["/", "/gouvernance/", "/decisions/", "/seances/", "/preconisations/", "/registre/verification/"]
        paths += [f"/decisions/{reference}/", f"/decisions/{reference}.json", f"/decisions/{reference}.pdf"]
        paths += [f"/seances/{slug}/", "/decisions/fil.atom", "/decisions/decisions.csv", "/decisions/decisions.json"]
        paths += ["/registre/chaine.jsonl"]
        for person in (None, PersonFactory(), house["president-region"]):
            if person is not None:
                client.force_login(person)
            else:
                client.logout()
            for path in paths:
                answer = client.get(path, follow=True)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert CANARY.encode() not in content, (path, person)
            assert find(person or AnonymousUser(), CANARY) == []
        assert CANARY not in str(list(Entry.objects.values_list("payload", flat=True)))
        others = [mail for mail in letters() if CANARY not in mail.to[0]]
        assert others
        assert CANARY not in str([mail.subject + mail.body for mail in others])

    def test_nor_by_who_administers_the_tool(self, client, house, decision):
        client.force_login(AdminFactory())
        for path in (f"decision/{decision.pk}/change/", "decision/", f"sitting/{decision.sitting.pk}/change/"):
            answer = client.get(f"/administration/governance/{path}")
            assert answer.status_code == 200
            assert CANARY not in answer.content.decode()
        change = f"/administration/governance/decision/{decision.pk}/change/"
        assert client.post(change, {"published_at_0": "2026-01-01", "published_at_1": "10:00"}).status_code == 403
        assert not published(decision)

    def test_a_correction_leaves_by_four_eyes_too(self, client, house, decision):
        decision = written(client, house, decision)
        actions.read_text(house.reader, decision, version=decision.text_version)
        client.force_login(house.secretary)
        told = {"reason": "Une date.", "public_title": "Juste", "public_text": "Juste", "full_text": CANARY}
        told |= {name: words for name, words in typed(decision).items() if name.startswith(("text_", "said_"))}
        assert client.post(f"/decisions/{decision.reference}/corriger/", told).status_code == 302
        correction = Decision.objects.get(corrects=decision)
        assert (
            client.post(f"/decisions/{correction.reference}/relire/", {"version": 1, "agreed": "on"}).status_code == 403
        )
        client.logout()
        assert client.get(f"/decisions/{correction.reference}/").status_code == 404
        with pytest.raises(DomainError):
            actions.read_text(house.reader, correction, version=7)
