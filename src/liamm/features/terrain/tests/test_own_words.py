from importlib import import_module

import pytest
from django.apps import apps

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.terrain.actions import take_mail
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.models.signal import headline_of, own_words
from liamm.features.terrain.queries.desk import desk_signal
from liamm.features.terrain.queries.likeness import suggestions
from liamm.features.terrain.rules.mails import read_mail
from liamm.kernel import french
from liamm.kernel.access import SYSTEM

SIGNED = "Cordialement\nMarie Bihan\nSecrétaire de mairie\nTéléphone direct"


def take(number, words):
    raw = f"From: m{number}@exemple.example\nMessage-ID: <{number}@exemple>\n\n{words}\n\n{SIGNED}"
    return take_mail(SYSTEM, read_mail(raw.encode())).signal


def test_words_before_the_marker():
    assert own_words("Un mot.\n\n— Cité ou signé —\nMarie") == "Un mot."
    assert own_words("Un mot.\n\n—\u00a0Cité ou signé\u00a0—\nMarie") == "Un mot."
    assert own_words("Un mot.\n\n— Quoted or signed —\nMarie") == "Un mot."
    assert own_words("— Cité ou signé — dit-on.") == "— Cité ou signé — dit-on."
    assert headline_of("Guichet\n\nFermé.\n\n— Cité ou signé —\nMarie") == "Guichet Fermé."


@pytest.mark.django_db
class TestMails:
    def test_a_signature_makes_no_likeness_and_no_title(self):
        one, two = take(1, "Le bus scolaire passe trop tôt."), take(2, "La carte grise demande trois visites.")
        assert "Secrétaire" in one.words
        assert one.headline == "Le bus scolaire passe trop tôt."
        assert not suggestions(one)
        assert not set(french.stems(SIGNED)) & set(two.stems)
        (stage,) = desk_signal(TeamMemberFactory(), one).thread
        assert stage.steps[0].title == "Le bus scolaire passe trop tôt."

    def test_the_author_s_words_still_do(self):
        one, two = take(1, "Le bus scolaire passe trop tôt."), take(2, "Encore le bus scolaire, bien trop tôt.")
        assert [found.signal for found in suggestions(one)] == [two]

    def test_those_taken_before(self):
        signal = take(1, "Le bus scolaire passe trop tôt.")
        wanted = signal.stems
        FieldSignal.objects.update(stems=french.stems(signal.words))
        import_module("liamm.features.terrain.migrations.0013_stem_own_words_of_mails").stem_again(apps, None)
        assert FieldSignal.objects.get().stems == wanted
