import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import Told, read_signal, take_signal
from liamm.features.terrain.enums import Origin, SignalState
from liamm.features.terrain.models import FieldSignal, PublicWording, SealedOriginal
from liamm.features.terrain.tests.factories import (
    FieldSignalFactory,
    ProblemFactory,
    ReadSignalFactory,
    WordingFactory,
)
from liamm.features.territories.queries import by_code
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.ui.times import say_short_day

pytestmark = pytest.mark.django_db
DESK = "/terrain/bureau/"


@pytest.fixture
def team(client):
    LabSpaceFactory()
    person = TeamMemberFactory(name="Solenn")
    client.force_login(person)
    return person


def act(signal, verb):
    return reverse("terrain:signal_act", args=[signal.reference, verb])


class TestTheList:
    def references(self, client, **asked):
        response = client.get(DESK, asked)
        return {line.reference for line in response.context["lines"]}

    def test_only_the_team_opens_it(self, client):
        signal = FieldSignalFactory()
        for person in (None, PersonFactory()):
            if person:
                client.force_login(person)
            for path in (DESK, f"{DESK}carte/", signal.desk_url, f"{signal.desk_url}masquer/", act(signal, "lue")):
                assert client.get(path).status_code in {302, 403, 404}

    def test_its_queries_do_not_grow(self, client, team, django_assert_num_queries):
        ReadSignalFactory(reader=team, territory=by_code("35236"))
        client.get(DESK)
        with django_assert_num_queries(6):
            client.get(DESK)
        for _ in range(12):
            ReadSignalFactory(reader=TeamMemberFactory(), territory=by_code("56165"))
        with django_assert_num_queries(6):
            client.get(DESK)

    def test_filters(self, client, team):
        redon = FieldSignalFactory(territory=by_code("35236"), words="Les démarches en ligne")
        quimper = ReadSignalFactory(territory=by_code("29232"), origin=Origin.MAIL, reader=team)
        old = FieldSignalFactory(heard_on=clock.today() - timedelta(days=90))
        gone = FieldSignalFactory(state=SignalState.WITHDRAWN)
        merged = FieldSignalFactory(merged_into=redon)
        assert self.references(client) == {redon.reference, quimper.reference, old.reference}
        assert self.references(client, state="read") == {quimper.reference}
        assert self.references(client, state="withdrawn") == {gone.reference}
        assert self.references(client, territory="Redon") == {redon.reference}
        assert self.references(client, territory="Finistère") == {quimper.reference}
        assert self.references(client, origin="mail") == {quimper.reference}
        assert self.references(client, words="démarche lignes") == {redon.reference}
        assert self.references(client, words=old.reference.lower()) == {old.reference}
        assert self.references(client, mine="on") == {quimper.reference}
        assert merged.reference in self.references(client, merged="on")
        recent = (clock.today() - timedelta(days=30)).isoformat()
        assert self.references(client, until=recent) == {old.reference}
        assert self.references(client, since=recent) == {redon.reference, quimper.reference}

    def test_the_day_when_it_was_said(self, client, team):
        heard = clock.today() - timedelta(days=17)
        signal, other = FieldSignalFactory(heard_on=heard), FieldSignalFactory()
        shown, alone = client.get(DESK).content.decode(), client.get(signal.desk_url)
        for page in (shown, alone.content.decode()):
            said = " ".join(re.sub("<[^>]+>", "", page).replace("\u00a0", " ").split())
            assert said.count(f"dit le {say_short_day(heard)}, noté ") == 1
        (step,) = [one for stage in alone.context["found"].thread for one in stage.steps]
        assert timezone.localtime(step.at).date() == heard
        assert self.references(client, until=heard.isoformat()) == {signal.reference}
        assert self.references(client, since=(heard + timedelta(days=1)).isoformat()) == {other.reference}

    def test_by_intercommunalite(self, client, team):
        redon = FieldSignalFactory(territory=by_code("35236"))
        FieldSignalFactory(territory=by_code("29232"))
        assert self.references(client, territory=redon.territory.epci.name) == {redon.reference}

    def test_a_filter_that_is_not_understood_is_said_and_left_out(self, client, team):
        FieldSignalFactory()
        response = client.get(DESK, {"territory": "Zzzzzz"})
        assert "Nous ne trouvons pas" in response.content.decode()
        assert len(response.context["page"]) == 1

    def test_an_empty_desk_says_how_to_go_on(self, client, team):
        assert "Élargissez" in client.get(DESK).content.decode()

    def test_htmx_gets_the_list_alone(self, client, team):
        response = client.get(DESK, headers={"HX-Request": "true", "HX-Target": "results"})
        assert "<html" not in response.content.decode()

    def test_the_picture_follows_the_filters(self, client, team):
        for headers in ({}, {"HX-Request": "true", "HX-Target": "results"}):
            text = client.get(DESK, {"state": "received", "words": "", "territory": "zzz"}, headers=headers)
            assert f'href="{DESK}carte/?state=received"' in text.content.decode()


class TestThePicture:
    def test_by_level_with_its_table(self, client, team, django_assert_max_num_queries):
        commune = by_code("35236")
        FieldSignalFactory(territory=commune)
        FieldSignalFactory(territory=commune)
        FieldSignalFactory(territory=commune.epci)
        FieldSignalFactory()
        with django_assert_max_num_queries(8):
            response = client.get(f"{DESK}carte/")
        assert {row.territory.name: row.value for row in response.context["picture"].rows} == {commune.epci.name: 3}
        response = client.get(f"{DESK}carte/", {"niveau": "commune", "state": "received"})
        assert {row.territory.code: row.value for row in response.context["picture"].rows} == {"35236": 2}
        response = client.get(f"{DESK}carte/", {"niveau": "departement"})
        assert {row.territory.code: row.value for row in response.context["picture"].rows} == {"35": 3}
        assert "state=" not in response.context["tabs"][0].url
        (row,) = response.context["picture"].rows
        assert len(client.get(row.url).context["page"]) == 3

    def test_those_without_a_recognised_place_are_counted_and_found(self, client, team):
        located = FieldSignalFactory(territory=by_code("35236"))
        assert "sans lieu reconnu</a>" not in client.get(f"{DESK}carte/").content.decode()
        lost = [FieldSignalFactory(), FieldSignalFactory(place="Là-bas")]
        ReadSignalFactory()
        response = client.get(f"{DESK}carte/", {"niveau": "commune", "state": "received"})
        assert "2 remontées sans lieu reconnu</a>" in response.content.decode().replace("\u00a0", " ")
        shown = client.get(response.context["placeless"].url)
        assert {line.reference for line in shown.context["lines"]} == {one.reference for one in lost}
        assert located.reference not in {line.reference for line in shown.context["lines"]}


class TestOneThatWasWithdrawn:
    def test_nothing_is_offered_that_would_be_refused(self, client, team):
        signal = ReadSignalFactory(state=SignalState.WITHDRAWN, words="")
        response = client.get(signal.desk_url)
        text = response.content.decode()
        for verb in ("ecrire", "situer", "confier"):
            assert act(signal, verb) not in text
        (stage,) = response.context["found"].thread
        assert (stage.steps[0].title, stage.steps[0].line) == (signal.reference, SignalState.WITHDRAWN.label)

    def test_it_is_offered_of_others(self, client, team):
        signal = ReadSignalFactory()
        text = client.get(signal.desk_url).content.decode()
        assert all(act(signal, verb) in text for verb in ("ecrire", "situer", "confier"))


class TestOneSignal:
    def test_all_around_it_with_constant_queries(self, client, team, django_assert_num_queries):
        signal = ReadSignalFactory(words="Allers-retours à la mairie pour la carte grise", territory=by_code("35236"))
        ReadSignalFactory(words="Encore des allers-retours en mairie, carte grise", territory=by_code("35236"))
        client.get(signal.desk_url)
        with django_assert_num_queries(17):
            text = client.get(signal.desk_url).content.decode()
        assert "mots communs" in text
        assert "même commune" in text
        for _ in range(6):
            ReadSignalFactory(words="Mairie, carte grise, allers-retours", territory=by_code("35236"))
        with django_assert_num_queries(17):
            client.get(signal.desk_url)

    def test_withdrawn_merged_and_full_ones_show(self, client, team):
        files = [SimpleUploadedFile("a.txt", b"a")]
        told = Told(words="On attend", submission="k", files=files, mail="a@exemple.example", name="Anne", phone="02")
        full = take_signal(SYSTEM, told).signal
        merged = FieldSignalFactory()
        client.post(act(merged, "rapprocher"), {"into": full.reference})
        assert "rapprochée de" in client.get(merged.desk_url).content.decode()
        text = client.get(full.desk_url).content.decode()
        assert "a.txt" in text
        assert merged.reference in text
        assert client.get(FieldSignalFactory(state=SignalState.WITHDRAWN).desk_url).status_code == 200
        assert client.get(f"{full.desk_url}fichiers/{full.files.get().pk}/").status_code == 200

    def test_a_text_without_a_word_that_counts_looks_like_nothing(self, client, team):
        assert "Rien de ressemblant" in client.get(FieldSignalFactory(words="…").desk_url).content.decode()

    def test_an_unknown_one_is_not_there(self, client, team):
        assert client.get(f"{DESK}R-1999-001/").status_code == 404
        assert client.get(act(FieldSignalFactory(), "danser")).status_code == 404


class TestActs:
    def test_each_act_has_its_page(self, client, team):
        signal = ReadSignalFactory()
        for verb in (
            "lue",
            "confier",
            "ecrire",
            "repondre",
            "orienter",
            "reprendre",
            "situer",
            "rapprocher",
            "croiser",
        ):
            assert client.get(act(signal, verb)).status_code == 200

    def test_a_signal_is_worked_through(self, client, team):
        signal = FieldSignalFactory(author__mail="a@exemple.example")
        problem = ProblemFactory()
        client.post(act(signal, "lue"))
        client.post(act(signal, "confier"), {"reader": str(team.pk)})
        client.post(act(signal, "ecrire"), {"text": "Où est-ce ?"})
        client.post(act(signal, "situer"), {"territory": "Redon"})
        client.post(act(signal, "croiser"), {"problem": str(problem.pk)})
        signal.refresh_from_db()
        assert (signal.reader, signal.territory.code, signal.state) == (team, "35236", SignalState.CROSSED)
        client.post(act(signal, "repondre"), {"text": "Voilà."})
        client.post(act(signal, "reprendre"))
        client.post(act(signal, "orienter"), {"to": "alert", "detail": ""})
        signal.refresh_from_db()
        assert signal.state == SignalState.REDIRECTED

    def test_a_refusal_comes_back_with_its_reason(self, client, team):
        signal = FieldSignalFactory()
        text = client.post(act(signal, "repondre"), {"text": "Voilà."}).content.decode()
        assert "Personne n’a encore lu" in text
        assert "Voilà." in text

    def test_merging_by_reference_and_splitting(self, client, team):
        one, other = FieldSignalFactory(), FieldSignalFactory()
        page = client.get(act(one, "rapprocher"), {"into": other.reference}).content.decode()
        assert f'value="{other.reference}"' in page
        assert "Aucune remontée" in client.post(act(one, "rapprocher"), {"into": "R-0"}).content.decode()
        client.post(act(one, "rapprocher"), {"into": other.reference})
        one.refresh_from_db()
        assert one.merged_into == other
        client.post(act(one, "separer"))
        one.refresh_from_db()
        assert one.merged_into is None

    def test_taking_back_what_is_published(self, client, team):
        wording = WordingFactory()
        assert client.post(act(wording.signal, "depublier")).status_code == 302
        assert "Rien n’est publié" in client.post(act(wording.signal, "depublier")).content.decode()


class TestMasking:
    def test_proposed_and_chosen_passages(self, client, team):
        signal = FieldSignalFactory(words="Mme Tanguy, 06 12 34 56 78, habite au Clos Fleuri.", place="Le Clos Fleuri")
        page = client.get(f"{signal.desk_url}masquer/")
        form = page.context["form"]
        assert len(form.fields["proposed"].choices) == 2
        data = {"seen": signal.fingerprint, "proposed": list(form.passages), "others": "clos fleuri\n"}
        client.post(f"{signal.desk_url}masquer/", data)
        signal.refresh_from_db()
        assert signal.words == "Mme [nom masqué], [téléphone masqué], habite au [passage masqué]."
        assert signal.place == "Le [passage masqué]"
        assert "Tanguy" not in client.get(signal.desk_url).content.decode()

    def test_what_is_not_in_the_text_is_named(self, client, team):
        signal = FieldSignalFactory(words="On attend.")
        data = {"seen": signal.fingerprint, "others": "Tanguy"}
        text = client.post(f"{signal.desk_url}masquer/", data).content.decode()
        assert "n’est pas dans le texte" in text
        assert (
            "au moins un passage"
            in client.post(f"{signal.desk_url}masquer/", {"seen": signal.fingerprint}).content.decode()
        )

    def test_the_original_opens_with_a_reason_only(self, client, team):
        signal = FieldSignalFactory(words="[…]", masked=True)
        SealedOriginal.objects.create(signal=signal, content={"words": "CanariOriginal", "tried": ""})
        path = f"{signal.desk_url}original/"
        assert "CanariOriginal" not in client.get(path).content.decode()
        assert "CanariOriginal" not in client.post(path, {"reason": "danger", "detail": "vite"}).content.decode()
        opened = client.post(path, {"reason": "danger", "detail": "La personne est peut-être seule."})
        assert opened.status_code == 200
        assert "CanariOriginal" in opened.content.decode()
        assert opened.headers["Cache-Control"] == "no-store"
        later = client.get(path).content.decode()
        assert "CanariOriginal" not in later
        assert "Solenn" in later


class TestPublishing:
    def test_written_checked_and_published(self, client, team):
        signal = read_signal(team, FieldSignalFactory(territory=by_code("35236")))
        path = f"{signal.desk_url}publier/"
        assert "Redon" in client.get(path).content.decode()
        data = {"title": "Un titre", "text": "Mme Tanguy attend.", "territory": "", "audience": "public"}
        assert "semble nommer quelqu’un" in client.post(path, data).content.decode()
        assert client.post(path, {**data, "checked": "on"}).status_code == 302
        assert PublicWording.objects.get().title == "Un titre"
        assert "Un titre" in client.get(path).content.decode()


class TestTables:
    def test_a_dry_run_then_the_real_one(self, client, team):
        path = reverse("terrain:bring")
        assert "Fréquence" in client.get(path).content.decode()
        content = b"texte;commune;date\nOn attend;Redon;\nAutre;Redonn;\nEncore;;99/99/9999\n;Redon;\n"
        response = client.post(path, {"file": SimpleUploadedFile("t.csv", content)}, follow=True)
        text = response.content.decode()
        assert "1 ligne peut être reprise" in text
        assert "Ligne 3" in text
        assert "le plus proche" in text
        assert "il manque ce qui se passe" in text
        assert not FieldSignal.objects.exists()
        table = response.redirect_chain[-1][0]
        done = client.post(table, follow=True).content.decode()
        assert "1 remontée est reprise. Elle attend d’être lue." in done
        assert "Ce qui n’a pas été repris" in done
        assert done.count("<b>Ligne") == 3
        assert FieldSignal.objects.count() == 1
        assert "1 ligne de ce tableau est reprise" in client.get(table).content.decode()

    def test_the_dry_run_shows_the_good_lines_and_those_already_there(self, client, team):
        def bring(content):
            upload = {"file": SimpleUploadedFile("t.csv", content)}
            response = client.post(reverse("terrain:bring"), upload, follow=True)
            return response.redirect_chain[-1][0], response.content.decode()

        table, text = bring(b"texte;commune\nOn attend au guichet;Redon\nAutre chose;\n")
        assert "On attend au guichet · Redon" in text
        assert "Autre chose · lieu non dit" in text
        client.post(table)
        references = sorted(FieldSignal.objects.values_list("reference", flat=True))
        again, text = bring(b"texte;commune\nOn attend au guichet;Redon\nAutre chose;\n")
        assert "Aucune ligne nouvelle à reprendre." in text
        assert "Reprendre ces lignes" not in text
        assert all(f"/terrain/bureau/{one}/" in text for one in references)
        pressed = client.post(again, follow=True).content.decode()
        assert "Aucune ligne nouvelle n’a été reprise." in pressed
        assert "2 lignes étaient déjà là" in pressed
        assert "sont reprises. Elles" not in pressed
        longer, text = bring("texte;commune\nOn attend au guichet;Redon\nTroisième;\n".encode())
        assert "1 ligne peut être reprise" in text
        done = client.post(longer, follow=True).content.decode()
        assert "1 remontée est reprise. Elle attend d’être lue." in done
        assert "1 ligne était déjà là" in done
        assert "1 y était déjà." in client.get(longer).content.decode()
        assert FieldSignal.objects.count() == 3

    def test_a_long_table_shows_its_first_lines(self, client, team):
        content = "texte\n" + "".join(f"Besoin {n}\n" for n in range(205))
        upload = {"file": SimpleUploadedFile("t.csv", content.encode())}
        assert "et 5 autres" in client.post(reverse("terrain:bring"), upload, follow=True).content.decode()

    def test_the_same_line_twice_is_named_and_several_agree(self, client, team):
        content = b"Que se passe-t-il ?\nOn attend\nOn attend\n"
        response = client.post(reverse("terrain:bring"), {"file": SimpleUploadedFile("t.csv", content)}, follow=True)
        assert "La ligne 3 dit la même chose que la ligne 2." in response.content.decode()
        done = client.post(response.redirect_chain[-1][0], follow=True)
        assert "2 remontées sont reprises. Elles attendent d’être lues." in done.content.decode()
        assert done.redirect_chain[-1][0] == reverse("terrain:desk")

    def test_a_table_that_is_none(self, client, team):
        response = client.post(
            reverse("terrain:bring"), {"file": SimpleUploadedFile("t.csv", b"couleur\nbleu\n")}, follow=True
        )
        assert "Aucune colonne" in response.content.decode()
        table = response.redirect_chain[-1][0]
        assert "aucune ligne" in client.post(table, follow=True).content.decode()
        assert client.post(reverse("terrain:bring"), {"sent": "1"}).status_code == 422


class TestTheCount:
    def test_it_is_said_once_in_the_part_that_is_swapped(self, client, team):
        path = reverse("terrain:desk")
        assert client.get(path).content.decode().count("remontée</p>") <= 1
        page = client.get(path).content.decode()
        assert page.count('role="status"') == page.split('id="results"')[1].count('role="status"')
        part = client.get(path, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
        assert part.count('role="status"') == 1

    def test_days_the_wrong_way_round_are_pointed_out(self, client, team):
        sentence = "Le premier jour de la période vient après le dernier"
        path = reverse("terrain:desk")
        assert sentence in client.get(path, {"since": "2026-03-02", "until": "2026-03-01"}).content.decode()
        assert sentence not in client.get(path, {"since": "2026-03-01", "until": "2026-03-02"}).content.decode()
