"""Preparing and leading: blocks in order, stale moves refused, the clock of the day shared by all screens."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.workshops import actions
from liamm.features.workshops.drafts import BlockDraft, draft_of
from liamm.features.workshops.enums import Beat
from liamm.features.workshops.manifest import manifest
from liamm.features.workshops.models import Block, Workshop
from liamm.features.workshops.queries import live_page
from liamm.features.workshops.tests.factories import BLOCKS, draft, local, prepared
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


def titles(workshop):
    return [one.title for one in workshop.blocks.all()]


def beat(workshop, said, seen=None):
    return actions.give_beat(workshop.made_by, workshop, beat=said, seen=seen)


def test_a_template_is_kept_and_taken_up_again():
    one = prepared()
    template = actions.keep_as_template(one.made_by, one, title="Modèle de guichet")
    assert template.is_template
    assert template.starts is None
    assert [draft_of(block) for block in template.blocks.all()] == list(BLOCKS)
    again = actions.change_workshop(one.made_by, template, draft=draft(title="Guichet"), seen=template.revision)
    assert (again.title, again.starts) == ("Guichet", None)
    with pytest.raises(DomainError, match="rien à garder"):
        actions.keep_as_template(one.made_by, prepared(one.made_by, ()), title="Vide")


def test_it_is_said_otherwise_and_put_on_another_day():
    one = prepared()
    later = local(2026, 12, 8, 14)
    actions.change_workshop(one.made_by, one, draft=draft(title="Guichet", starts=later), seen=one.revision)
    one.refresh_from_db()
    assert (one.title, one.starts) == ("Guichet", later)


def test_blocks_are_put_in_changed_moved_and_taken_out():
    one = prepared()
    first = one.blocks.get(rank=0)
    added = actions.add_block(one.made_by, one, draft=BlockDraft(minutes=10, title="Pause"), after=first)
    assert titles(one)[:2] == ["Accueil", "Pause"]
    assert actions.add_block(one.made_by, one, draft=BlockDraft(minutes=5, title="Au revoir")).rank == 5
    one.refresh_from_db()
    actions.move_block(one.made_by, added, place=0, seen=one.revision)
    assert titles(one)[:2] == ["Pause", "Accueil"]
    with pytest.raises(DomainError, match="changé entre-temps"):
        actions.move_block(one.made_by, added, place=1, seen=one.revision)
    one.refresh_from_db()
    actions.change_block(one.made_by, added, draft=BlockDraft(minutes=20, title="Longue pause"), seen=one.revision)
    one.refresh_from_db()
    actions.remove_block(one.made_by, first, seen=one.revision)
    assert titles(one)[0] == "Longue pause"
    assert [block.rank for block in one.blocks.all()] == list(range(5))


def test_not_more_blocks_than_one_can_lead(monkeypatch):
    monkeypatch.setattr("liamm.features.workshops.actions.blocks.MOST", 4)
    with pytest.raises(DomainError, match="4 temps au plus"):
        actions.add_block(SYSTEM, prepared(), draft=BlockDraft(minutes=5, title="De trop"))


def test_on_another_day_nothing_is_late_nor_early():
    one = prepared()
    with clock.at(local(2026, 12, 3, 21, 0)):
        one = beat(one, Beat.BEGIN)
        shown = live_page(one.made_by, one)
        assert shown.now
        assert (shown.late, shown.early) == (0, 0)


def test_the_clock_of_the_day():
    one = prepared()
    with clock.at(local(2026, 12, 1, 9, 33)):
        one = beat(one, Beat.BEGIN)
        assert live_page(one.made_by, one).late == 3
        one = beat(one, Beat.MORE, 0)
        assert live_page(one.made_by, one).late == 8
        one = beat(one, Beat.LESS, 0)
        one = beat(one, Beat.BEGIN, 0)
    with clock.at(local(2026, 12, 1, 9, 45)):
        one = beat(one, Beat.NEXT, 0)
        shown = live_page(one.made_by, one)
        assert {now.key.title for now in shown.now.current} == {"Idées d’un groupe", "Idées de l’autre"}
        assert shown.late == 0
        with pytest.raises(DomainError, match="déjà fait avancer"):
            beat(one, Beat.NEXT, 0)
        assert beat(one, Beat.BACK, 1).step == 0
        one = beat(one, Beat.NEXT, 0)
        one = beat(one, Beat.NEXT, 1)
        one = beat(one, Beat.NEXT, 2)
        assert one.course is None
        assert live_page(one.made_by, one).late == 0
        one = beat(beat(one, Beat.BEGIN), Beat.STOP, 0)
        assert beat(one, Beat.STOP).course is None
    assert Entry.objects.filter(kind="workshops.beat_given").exists()


def test_while_it_happens_what_is_under_way_stays_under_way():
    one = beat(beat(prepared(), Beat.BEGIN), Beat.NEXT, 0)
    group = one.blocks.get(group=1)
    for refusing in (
        lambda: actions.remove_block(one.made_by, group, seen=one.revision),
        lambda: actions.change_block(one.made_by, group, draft=BLOCKS[0], seen=one.revision),
        lambda: actions.remove_workshop(one.made_by, one),
    ):
        with pytest.raises(DomainError):
            refusing()
    actions.remove_block(one.made_by, one.blocks.get(rank=0), seen=one.revision)
    one.refresh_from_db()
    assert one.step == 0
    actions.add_block(one.made_by, one, draft=BlockDraft(minutes=5, title="Souffler"), after=one.blocks.get(rank=1))
    actions.move_block(one.made_by, one.blocks.get(title="Souffler"), place=0, seen=one.revision + 1)
    one.refresh_from_db()
    assert one.step == 1


def test_nothing_begins_without_blocks():
    with pytest.raises(DomainError, match="pas encore de temps"):
        beat(prepared(blocks=()), Beat.BEGIN)


def test_who_prepares_and_who_changes():
    with pytest.raises(Refused):
        actions.prepare_workshop(PersonFactory(), draft=draft())
    one = prepared()
    other = CommunityMemberFactory()
    with pytest.raises(Refused):
        actions.give_beat(other, one, beat=Beat.BEGIN, seen=None)
    actions.remove_workshop(TeamMemberFactory(), one)
    assert not Workshop.objects.exists()
    assert not Block.objects.exists()


def test_what_is_known_of_a_person_and_forgotten():
    one = prepared()
    (data,) = manifest.persons
    assert data.export(one.made_by)["workshops"][0]["blocks"][0]["title"] == "Accueil"
    data.erase(one.made_by)
    one.refresh_from_db()
    assert one.made_by is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_phones_never_go_on_twice():
    one = beat(prepared(), Beat.BEGIN)
    barrier = Barrier(6)

    def press():
        try:
            barrier.wait(timeout=30)
            return beat(one, Beat.NEXT, 0)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        answers = [future.result() for future in [pool.submit(press) for _ in range(6)]]
    assert sum(isinstance(answer, Workshop) for answer in answers) == 1
    one.refresh_from_db()
    assert one.step == 1
