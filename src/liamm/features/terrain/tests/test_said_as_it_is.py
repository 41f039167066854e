from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    ProblemDraft,
    Told,
    Wording,
    merge_signals,
    publish_wording,
    raise_problem,
    read_signal,
    split_signal,
    take_signal,
)
from liamm.features.terrain.enums import Frequency, Origin
from liamm.features.terrain.following import open_link
from liamm.features.terrain.models import SignalStep
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory, RelayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    LabSpaceFactory()
    return TeamMemberFactory(name="Nolwenn Lectrice")


def plain(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


class TestAMergedSignal:
    def test_says_everywhere_what_it_has_become(self, client, team):
        relay = RelayFactory()
        signal, other = ReadSignalFactory(relay=relay, origin=Origin.RELAY), ReadSignalFactory()
        publish_wording(team, signal, wording=Wording(title="Des allers-retours", text="On revient."))
        merge_signals(team, signal, into=other)
        public = reverse("terrain:signal", args=[signal.reference])
        said = f"réunie avec {other.reference}"
        for path in (public, "/terrain/"):
            text = plain(client.get(path))
            assert f"Elle est {said}, qui dit la même chose." in text
            assert "Elle est lue" in text
        raise_problem(team, ProblemDraft(question="Comment ?"), signals=[other])
        assert "elle attend d’en croiser" not in plain(client.get(public))
        assert said in plain(client.get(f"/suivi/{open_link(signal)}/"))
        client.force_login(relay.person)
        assert said in plain(client.get(reverse("terrain:relay", args=[relay.pk])))
        client.force_login(team)
        assert said in plain(client.get("/terrain/bureau/?merged=on"))
        signal.refresh_from_db()
        assert signal.said_state == said


class TestWhatWasPassedOn:
    def test_is_not_what_the_relais_said(self, client, team):
        relay = RelayFactory()
        told = Told(words="Entendu au marché.", submission="clé", origin=Origin.RELAY, relay=relay)
        receipt = take_signal(relay.person, told)
        read_signal(team, receipt.signal)
        client.force_login(relay.person)
        page = plain(client.get(reverse("terrain:relay", args=[relay.pk])))
        assert "a lu ce que vous avez transmis" in page
        assert "vous avez dit" not in page
        assert "vous avez dit" not in plain(client.get("/"))
        assert "Ce que vous avez transmis" in plain(client.get(f"/suivi/{receipt.token}/"))

    def test_is_merged_and_taken_apart_in_words_for_who_passed_it_on(self, client, team):
        relay = RelayFactory()
        signals = [
            take_signal(
                relay.person, Told(words=f"Entendu {n}.", submission=n, origin=Origin.RELAY, relay=relay)
            ).signal
            for n in ("un", "deux")
        ]
        merge_signals(team, signals[0], into=signals[1])
        split_signal(team, signals[0])
        told = [step.for_passer for one in signals for step in one.steps.all()]
        assert len(told) == 6
        for words in told:
            assert "ce que vous avez transmis" in words.lower(), words
        assert "la vôtre" not in " ".join(told)

    def test_what_was_told_before_is_said_again(self):
        signal = FieldSignalFactory(origin=Origin.OTHER)
        signal.steps.create(key="read", sentence="Une personne de l’équipe a lu ce que vous avez dit.")
        FieldSignalFactory().steps.create(key="read", sentence="Une personne a lu ce que vous avez dit.")
        import_module("liamm.features.terrain.migrations.0011_steps_as_passed_on").say_again(apps, None)
        assert SignalStep.objects.exclude(passed="").get().for_passer.endswith("a lu ce que vous avez transmis.")

    def test_the_author_still_reads_what_they_said(self, client, team):
        link = f"/suivi/{open_link(read_signal(team, FieldSignalFactory()))}/"
        assert "a lu ce que vous avez dit" in plain(client.get(link))
        assert "Ce que vous avez dit" in plain(client.get(link))


def test_the_follow_up_shows_all_that_was_told(client):
    signal = FieldSignalFactory(
        for_whom="Des familles", place="Au port", frequency=Frequency.OFTEN, tried="Appeler deux fois"
    )
    text = plain(client.get(f"/suivi/{open_link(signal)}/"))
    for said in ("Des familles", "Au port", "souvent", "Appeler deux fois"):
        assert said in text


def test_a_second_reader_learns_who_read_it_and_when(client, team):
    path = reverse("terrain:signal_act", args=[FieldSignalFactory().reference, "lue"])
    client.force_login(team)
    assert "C’est dit : la personne le sait." in plain(client.post(path, follow=True))
    assert "C’est dit : la personne le sait." in plain(client.post(path, follow=True))
    client.force_login(TeamMemberFactory())
    answer = client.post(path, follow=True)
    assert answer.status_code == 200
    assert "Nolwenn Lectrice l’a déjà lue, le " in plain(answer)
    assert "ne peut pas devenir" not in plain(answer)
