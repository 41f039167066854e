import os
from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.terrain.actions import check_table, forget_author, forget_original, forget_table
from liamm.features.terrain.jobs import forget_what_is_old
from liamm.features.terrain.mail_files import sweep_mails
from liamm.features.terrain.models import Author, ImportBatch, SealedOriginal
from liamm.features.terrain.tests.factories import FieldSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


def old(days):
    signal = FieldSignalFactory(created_at=clock.now() - timedelta(days=days), author__mail="a@exemple.example")
    SealedOriginal.objects.create(signal=signal, content={"words": "x"})
    return signal


def test_the_delays_of_the_charter_are_kept_by_themselves():
    young, old_original, very_old = old(10), old(400), old(800)
    with clock.at(clock.now() - timedelta(days=10)):
        check_table(TeamMemberFactory(), b"texte\nquelque chose\n", name="vieux.csv")
    check_table(TeamMemberFactory(), b"texte\nautre chose\n", name="neuf.csv")
    forget_what_is_old()
    assert set(Author.objects.values_list("signal", flat=True)) == {young.pk, old_original.pk}
    assert set(SealedOriginal.objects.values_list("signal", flat=True)) == {young.pk}
    assert {batch.name: bool(batch.content) for batch in ImportBatch.objects.all()} == {
        "vieux.csv": False,
        "neuf.csv": True,
    }
    assert very_old.steps.count() == 0
    entries = Entry.objects.count()
    forget_what_is_old()
    assert Entry.objects.count() == entries


def test_nothing_goes_before_its_time_nor_by_hand():
    signal = old(10)
    for forget in (forget_author, forget_original):
        with pytest.raises(DomainError) as caught:
            forget(SYSTEM, signal)
        assert caught.value.citation.article == ""
        with pytest.raises(Refused):
            forget(TeamMemberFactory(), signal)
    with pytest.raises(Refused):
        forget_table(TeamMemberFactory(), ImportBatch())


def test_the_mails_put_away_go_with_the_originals_and_those_refused_sooner(settings, tmp_path):
    settings.LIAMM_MAIL_FOLDER = tmp_path
    assert sweep_mails() == 0
    for folder in ("done", "refused"):
        (tmp_path / folder).mkdir()
    for name, days in (
        ("done/ancien.eml", 366),
        ("refused/ancien.eml", 366),
        ("refused/ancien.eml.txt", 366),
        ("refused/de l’autre mois.eml", 31),
        ("refused/du mois.eml", 29),
        ("done/neuf.eml", 364),
        ("attend.eml", 800),
    ):
        (tmp_path / name).write_text("CanariMail")
        then = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(tmp_path / name, (then, then))
    forget_what_is_old()
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"done/neuf.eml", "refused/du mois.eml", "attend.eml"}
