import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from liamm.features.accounts.tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.features.commitments.enums import CommitmentState
from liamm.features.commitments.models import Commitment
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.terrain.actions import (
    Call,
    Mask,
    ProblemDraft,
    Told,
    Wording,
    assign_reader,
    cross_signals,
    mark_maturity,
    mask_signal,
    open_community,
    publish_wording,
    raise_problem,
    read_signal,
    take_signal,
    tell_authors,
    write_to_author,
)
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.export import erase_person, export_person
from liamm.features.terrain.models import Author, Relay
from liamm.features.terrain.panels import panels
from liamm.features.terrain.tests.factories import (
    FieldSignalFactory,
    InterestCommunityFactory,
    ProblemFactory,
    ReadSignalFactory,
    RelayFactory,
    WordingFactory,
)
from liamm.features.territories.queries import by_code
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.index import find, rebuild
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.telltale.sensitive import Passage
from liamm.kernel.thread.chain import Node, stages

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory(name="CanariÉquipe")


class TestWhatWasHeard:
    def test_its_queries_do_not_grow(self, client, django_assert_num_queries):
        def add():
            wording = WordingFactory(territory=by_code("35236"))
            problem = ProblemFactory()
            cross_signals(TeamMemberFactory(), problem, signals=[wording.signal])
            InterestCommunityFactory(problem=problem)

        add()
        client.get("/terrain/")
        with django_assert_num_queries(8):
            text = client.get("/terrain/").content.decode()
        assert "croisée avec d’autres" in text
        for _ in range(4):
            add()
        with django_assert_num_queries(8):
            client.get("/terrain/")

    def test_an_empty_house_says_how_to_start(self, client):
        assert "Dites ce qui coince" in client.get("/terrain/").content.decode()
        assert "Tout commence" in client.get("/problematiques/").content.decode()

    def test_only_what_may_be_seen(self, client):
        shown, inner = WordingFactory(), WordingFactory(audience=Audience.COMMUNITY)
        gone = WordingFactory(withdrawn_at=clock.now())
        text = client.get("/terrain/").content.decode()
        assert shown.title in text
        assert inner.title not in text
        assert gone.title not in text
        for wording, status in ((shown, 200), (inner, 404), (gone, 404)):
            assert client.get(wording.get_absolute_url()).status_code == status
        client.force_login(CommunityMemberFactory())
        assert inner.title in client.get("/terrain/").content.decode()

    def test_the_team_is_led_to_the_desk(self, client, team):
        signal = FieldSignalFactory()
        client.force_login(team)
        assert client.get(signal.get_absolute_url()).url == signal.desk_url
        assert "Ouvrir au bureau" in client.get(WordingFactory().get_absolute_url()).content.decode()

    def test_problems_with_constant_queries(self, client, django_assert_num_queries):
        ProblemFactory(closed_at=clock.now())
        with django_assert_num_queries(3):
            assert "close" in client.get("/problematiques/").content.decode()

    def test_the_picture(self, client, django_assert_max_num_queries):
        wording = WordingFactory(territory=by_code("35236"))
        with django_assert_max_num_queries(4):
            response = client.get("/terrain/territoires/")
        assert [row.territory for row in response.context["picture"].rows] == [wording.territory.epci]

    def test_the_feed_is_atom(self, client):
        wording = WordingFactory(title="Guichet & file d’attente")
        WordingFactory(audience=Audience.COMMUNITY)
        client.force_login(TeamMemberFactory())
        root = ET.fromstring(client.get("/terrain/fil.atom").content)
        atom = "{http://www.w3.org/2005/Atom}"
        assert [entry.find(f"{atom}title").text for entry in root.findall(f"{atom}entry")] == [wording.title]

    def test_the_feed_is_not_sent_again_unchanged(self, client):
        WordingFactory()
        first = client.get("/terrain/fil.atom")
        again = client.get("/terrain/fil.atom", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        WordingFactory()
        assert client.get("/terrain/fil.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200

    def test_the_data_goes_page_by_page(self, client):
        wording = WordingFactory(territory=by_code("35236"))
        WordingFactory(audience=Audience.COMMUNITY)
        answer = json.loads(client.get("/terrain/donnees.json").content)
        assert (answer["count"], answer["next"]) == (1, None)
        (row,) = answer["signals"]
        assert row["reference"] == wording.signal.reference
        assert row["territory"]["code"] == "35236"
        assert row["became"]


class TestAProblem:
    def test_its_queries_do_not_grow(self, client, team, django_assert_num_queries):
        signals = [ReadSignalFactory() for _ in range(6)]
        problem = raise_problem(
            team, ProblemDraft(question="Comment ?", known="# Vu", concerned="Tous"), signals=signals[:1]
        )
        mark_maturity(team, problem, condition="users", kept=True, evidence="Deux habitants.")
        WordingFactory(signal=signals[0])
        InterestCommunityFactory(problem=problem)
        client.get(problem.get_absolute_url())
        with django_assert_num_queries(10):
            text = client.get(problem.get_absolute_url()).content.decode()
        assert "Deux habitants." in text
        assert "Il manque un terrain" in text
        assert "Canari" not in text
        cross_signals(team, problem, signals=signals)
        for signal in signals[1:]:
            WordingFactory(signal=signal)
            InterestCommunityFactory(problem=problem)
        with django_assert_num_queries(10):
            client.get(problem.get_absolute_url())
        client.force_login(CommunityMemberFactory())
        assert "CanariÉquipe" in client.get(problem.get_absolute_url()).content.decode()

    def test_the_team_shapes_it_from_its_page(self, client, team):
        client.force_login(team)
        signal = ReadSignalFactory()
        path = f"{reverse('terrain:new_problem')}?remontees={signal.reference}"
        assert signal.reference in client.get(path).content.decode()
        data = {"question": "Comment ?", "audience": "public", "references": f"{signal.reference}, R-0"}
        assert "R-0" in client.post(path, data).content.decode()
        page = client.post(path, {**data, "references": signal.reference}).url
        assert signal.headline in client.get(page).content.decode()
        for verb, asked in {
            "ecrire": {"question": "Autrement ?", "audience": "public", "known": "Su."},
            "maturite": {"condition": "users", "kept": "1", "evidence": "Deux habitants."},
            "croiser": {"references": ReadSignalFactory().reference},
            "retirer": {"signal": str(signal.pk)},
            "communaute": {
                "name": "Guichets",
                "call": "Venez.",
                "usual_meetings": "3",
                "audience": "public",
                "call_open": "on",
                "sought": "droit\ndesign",
                "ends": (clock.today() + timedelta(days=90)).isoformat(),
            },
            "clore": {"because": "Fini."},
            "rouvrir": {},
        }.items():
            shown = client.get(f"{page}{verb}/")
            assert shown.status_code == 200
            seen = {name: value for name, value in shown.context["form"].initial.items() if name == "seen"}
            assert client.post(f"{page}{verb}/", {**asked, **seen}).status_code == 302, verb
        text = client.get(page).content.decode()
        assert "Autrement\u202f?" in text
        assert "Guichets" in text

    def test_the_closed_one_says_why(self, client, team):
        problem = ProblemFactory(closed_at=clock.now(), closed_because="Un service existe désormais.")
        assert "Un service existe désormais." in client.get(problem.get_absolute_url()).content.decode()

    def test_what_is_not_shared_is_not_there(self, client):
        assert client.get(ProblemFactory(audience=Audience.PRIVATE).get_absolute_url()).status_code == 404


class TestACommunity:
    def test_the_call_to_everybody_the_people_to_the_circle(self, client, django_assert_num_queries):
        community = InterestCommunityFactory()
        person = PersonFactory(name="CanariMembre")
        office = AffiliationFactory(person=person, organisation=OrganisationFactory(name="Caisse Canari")).organisation
        path = community.get_absolute_url()
        assert client.get(f"{path}engager/").status_code == 302
        client.force_login(person)
        form = client.get(f"{path}engager/").content.decode()
        assert "Nos règles" in form
        assert "Tout le monde lit ces mots sur la page de la communauté, sans votre nom" in form
        assert "Vous seul voyez combien" in form
        asked = {
            "amount": "3",
            "unit": "meetings",
            "expertise": "accueil",
            "organisation": str(office.pk),
            "ends": (clock.today() + timedelta(days=60)).isoformat(),
        }
        assert client.post(f"{path}engager/", asked).status_code == 422
        assert client.post(f"{path}engager/", {**asked, "rules": "on"}).status_code == 302
        assert "Rendre mon engagement" in client.get(path).content.decode()
        client.logout()
        with django_assert_num_queries(6):
            text = client.get(path).content.decode()
        assert "CanariMembre" not in text
        assert "Caisse Canari" in text
        assert "accueil" in text
        client.force_login(CommunityMemberFactory())
        assert "CanariMembre" in client.get(path).content.decode()
        client.force_login(person)
        assert "Personne ne vous demandera" in client.get(f"{path}rendre/").content.decode()
        assert client.post(f"{path}rendre/", {"farewell": "Bon vent."}).status_code == 302
        client.force_login(CommunityMemberFactory())
        assert "Bon vent." in client.get(path).content.decode()

    def test_whoever_engaged_already_is_told_so_instead_of_the_form(self, client):
        community = InterestCommunityFactory()
        path, person = community.get_absolute_url(), PersonFactory()
        client.force_login(person)
        asked = {
            "amount": "3",
            "unit": "meetings",
            "ends": (clock.today() + timedelta(days=60)).isoformat(),
            "rules": "on",
        }
        assert "déjà de cette communauté" not in client.get(f"{path}engager/").content.decode()
        client.post(f"{path}engager/", asked)
        for answer in (client.get(f"{path}engager/"), client.post(f"{path}engager/", asked)):
            text = answer.content.decode()
            assert "Vous êtes déjà de cette communauté" in text
            assert "engagez-vous de nouveau" in text
            assert f"{path}rendre/" in text
            assert 'name="amount"' not in text
        Commitment.objects.update(state=CommitmentState.ENDED)
        for tail in ("", "engager/"):
            assert "allé à son terme" in client.get(f"{path}{tail}").content.decode()
        type(community).objects.update(call_open=False)
        assert "engagez-vous de nouveau" not in client.get(f"{path}engager/").content.decode()
        client.post(f"{path}rendre/", {"farewell": ""})
        assert "déjà de cette communauté" not in client.get(f"{path}engager/").content.decode()

    def test_its_keeper_writes_the_call_again(self, client, team):
        ends = clock.today() + timedelta(days=90)
        call = Call(name="Guichets", call="Venez.", ends=ends, sought=["droit"])
        community = open_community(team, ProblemFactory(), call=call)
        path = f"{community.get_absolute_url()}appel/"
        client.force_login(team)
        assert "droit" in client.get(path).content.decode()
        asked = {"call": "Encore.", "usual_meetings": "2", "ends": ends.isoformat(), "sought": "écriture"}
        client.post(path, asked)
        text = client.get(community.get_absolute_url()).content.decode()
        assert "Encore." in text
        assert "appel clos" in text
        client.force_login(PersonFactory())
        assert client.get(path).status_code == 403

    def test_a_closed_circle_is_not_there(self, client):
        closed = InterestCommunityFactory(space__audience=Audience.SPACE)
        assert client.get(closed.get_absolute_url()).status_code == 404


class TestRelais:
    def test_by_territory_without_names_for_the_public(self, client, django_assert_num_queries):
        relay = RelayFactory(person__name="CanariRelais", territory=by_code("35236"))
        client.get("/relais/")
        with django_assert_num_queries(3):
            text = client.get("/relais/").content.decode()
        assert "Redon" in text
        assert "CanariRelais" not in text
        assert "n’ont pas de relais" in text
        assert relay.territory.epci.name not in text.split("Sans relais encore")[1]
        RelayFactory(territory=by_code("56165"))
        with django_assert_num_queries(3):
            client.get("/relais/")
        client.force_login(CommunityMemberFactory())
        assert "CanariRelais" in client.get("/relais/").content.decode()

    def test_what_you_passed_on_and_what_it_changed(self, client, team, django_assert_num_queries):
        relay = RelayFactory()
        told = {"origin": Origin.RELAY, "relay": relay}
        signal = take_signal(relay.person, Told(words="On attend.", submission="a", **told)).signal
        read_signal(team, signal)
        path = reverse("terrain:relay", args=[relay.pk])
        assert client.get(path).status_code == 302
        client.force_login(PersonFactory())
        assert client.get(path).status_code == 404
        client.force_login(relay.person)
        client.get(path)
        with django_assert_num_queries(6):
            assert "a lu ce que vous avez transmis" in client.get(path).content.decode()
        take_signal(relay.person, Told(words="Encore.", submission="b", **told))
        with django_assert_num_queries(6):
            client.get(path)

    def test_named_and_ended_by_the_team(self, client, team):
        client.force_login(team)
        person, office = PersonFactory(), OrganisationFactory()
        asked = {"mail": "personne@inconnue.example", "organisation": str(office.pk), "territory": "Redon"}
        assert client.get("/relais/nommer/").status_code == 200
        assert "n’a de compte" in client.post("/relais/nommer/", asked).content.decode()
        assert client.post("/relais/nommer/", {**asked, "mail": person.email}).status_code == 302
        relay = Relay.objects.get()
        end = reverse("terrain:end_relay", args=[relay.pk])
        assert client.get(reverse("terrain:relay", args=[relay.pk])).status_code == 200
        assert client.get(end).status_code == 200
        client.post(end)
        relay.refresh_from_db()
        assert relay.ends


class TestTheHome:
    def context(self, name, user):
        request = RequestFactory().get("/")
        request.user = user
        return next(panel for panel in panels if panel.name == name).context(request)

    def test_what_waits_for_the_team_one_s_own_first(self, client, team):
        first, mine = FieldSignalFactory(), FieldSignalFactory(words="La mienne")
        assign_reader(team, mine, reader=team)
        shown = self.context("terrain.to_read", team)
        assert [line.url for line in shown["signals"]] == [mine.desk_url, first.desk_url]
        assert shown["waiting"] == 2
        assert self.context("terrain.to_read", PersonFactory()) is None
        assert self.context("terrain.to_read", AnonymousUser()) is None
        client.force_login(team)
        assert "La mienne" in client.get("/").content.decode()

    def test_what_was_heard_lately_for_everybody(self, client):
        assert self.context("terrain.heard", PersonFactory()) is None
        assert self.context("terrain.heard", AnonymousUser()) == {"heard": []}
        wording = WordingFactory()
        assert wording.title in client.get("/").content.decode()
        client.force_login(PersonFactory())
        assert wording.title in client.get("/").content.decode()

    def test_what_a_relais_passed_on_with_its_last_step(self, client):
        relay = RelayFactory()
        assert self.context("terrain.passed_on", PersonFactory()) is None
        client.force_login(relay.person)
        assert "Ici viendra ce que vous transmettez." in client.get("/").content.decode()
        signal = FieldSignalFactory(relay=relay, words="Entendu au marché")
        signal.steps.create(key="x", sentence="Elle est croisée avec deux autres.")
        text = client.get("/").content.decode()
        assert "Entendu au marché" in text
        assert "Elle est croisée avec deux autres." in text


class TestPersons:
    def test_handed_over_and_detached(self):
        person = PersonFactory()
        signal = FieldSignalFactory(recorded_by=person)
        told = FieldSignalFactory(author__mail=person.email.upper())
        RelayFactory(person=person)
        found = export_person(person)
        assert {one["reference"] for one in found["signals"]} == {signal.reference, told.reference}
        assert len(found["relays"]) == 1
        erase_person(person)
        signal.refresh_from_db()
        assert signal.recorded_by is None
        assert not Author.objects.filter(mail__iexact=person.email).exists()
        assert not Relay.objects.exists()


class TestCanaries:
    """Nothing private of a full life of a signal reaches what others may read."""

    SECRETS = ("CanariNom", "canari@exemple.example", "06 12 34 56 78", "CanariOriginal", "CanariFichier", "CanariLieu",
               "CanariMots", "CanariEssai", "CanariRéponse", "CanariÉquipe", "CanariRelais")  # fmt: skip

    def life(self, team):
        relay = RelayFactory(person__name="CanariRelais")
        told = Told(
            words="CanariOriginal CanariMots attend.", submission="clé", place="CanariLieu", tried="CanariEssai",
            name="CanariNom", mail="canari@exemple.example", phone="06 12 34 56 78", may_publish=True, relay=relay,
            origin=Origin.RELAY, territory=by_code("35236"),
            files=[SimpleUploadedFile("CanariFichier.txt", b"CanariFichier")],
        )  # fmt: skip
        signal = take_signal(relay.person, told).signal
        signal = mask_signal(team, signal, mask=Mask({"words": [Passage(0, 14, "[…]")]}, signal.fingerprint))
        read_signal(team, signal)
        write_to_author(team, signal, text="CanariRéponse")
        publish_wording(team, signal, wording=Wording(title="Des allers-retours", text="On revient au guichet."))
        problem = raise_problem(team, ProblemDraft(question="Comment ?"), signals=[signal])
        mark_maturity(team, problem, condition="users", kept=True, evidence="Deux habitants.")
        open_community(team, problem, call=Call(name="Guichets", call="Venez.", ends=clock.in_days(90).date()))
        tell_authors(SYSTEM, Node("problem", problem.pk), step="décidé", sentence="C’est retenu.")
        return signal, problem

    def test_no_secret_in_pages_feeds_data_search_ledger_or_mails_to_others(self, client, team, letters):
        signal, problem = self.life(team)
        rebuild()
        for reader in (None, PersonFactory()):
            if reader:
                client.force_login(reader)
            for path in ("/", "/terrain/", "/terrain/fil.atom", "/terrain/donnees.json", "/terrain/territoires/",
                         "/relais/", "/problematiques/", "/communautes/guichets/", "/recherche/?q=Canari",
                         "/recherche/?q=guichet", signal.get_absolute_url(), problem.get_absolute_url()):  # fmt: skip
                text = (
                    client.get(path).content.decode().replace("/recherche/?q=Canari", "").replace('value="Canari"', "")
                )
                assert not [secret for secret in self.SECRETS if secret in text], path
        ledger = str(list(Entry.objects.values()))
        assert not [secret for secret in self.SECRETS if secret in ledger]
        for mail in letters():
            if mail.to != ["CanariNom <canari@exemple.example>"]:
                text = mail.subject + mail.body + mail.alternatives[0].content
                assert not [secret for secret in self.SECRETS if secret in text]

    def test_the_sealed_original_is_found_by_nobody(self, team):
        self.life(team)
        rebuild()
        assert not find(team, "CanariOriginal")
        assert not SearchEntry.objects.filter(body__contains="CanariOriginal").exists()
        assert find(team, "CanariMots")
        assert not find(PersonFactory(), "CanariMots")

    def test_le_fil_shows_each_what_they_may_see(self, team):
        signal, problem = self.life(team)
        unpublished = ReadSignalFactory(words="CanariInédit")
        cross_signals(team, problem, signals=[unpublished])
        node = Node("problem", problem.pk)
        for actor, count in ((AnonymousUser(), 1), (team, 2)):
            found = stages(actor, node)
            assert [stage.kind for stage in found] == ["signal", "problem", "community"]
            assert len(found[0].steps) == count
        assert "2 remontées" in [stage.label for stage in stages(team, node)]
        assert signal.reference
