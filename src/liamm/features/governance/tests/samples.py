"""One COPIL: *in circle* sits in it, *keeper* holds the seat that presides, guards and may decide alone."""

from django.utils import timezone

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter.enums import Matter
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.models import Attendance, Decision, Mandate, Observation, Preconisation, Recusal
from liamm.features.governance.policies import Permission
from liamm.features.governance.tests.factories import ItemFactory, SittingFactory, found_bodies
from liamm.kernel import clock
from liamm.kernel.access.matrix import Sample, World
from liamm.kernel.prepared import forget


def decision(item, reference, **values):
    return Decision.objects.create(
        reference=reference,
        item=item,
        origin=item,
        body=item.body,
        sitting=item.sitting,
        kind=item.kind,
        matter=item.matter,
        outcome="retenue",
        outcome_name="Retenue",
        effect="retain",
        decided_by=PersonFactory(),
        charter_version="4.0",
        full_text="Raisons",
        **values,
    )


def samples(world: World) -> list[Sample]:
    bodies = found_bodies()
    body = bodies["copil"]
    chair, member = world.actors["keeper"], world.actors["in circle"]
    Mandate.objects.create(body=body, seat="responsable", person=chair)
    Mandate.objects.create(body=body, seat="adjointe", person=member)
    for person in (chair, member):
        forget(person, "bodies")
    sitting = SittingFactory.create(body=body, state=SittingState.OPEN, chair=chair, charter_version="4.0")
    item, other = ItemFactory.create(body=body, sitting=sitting), ItemFactory.create(body=body, sitting=sitting)
    draft = decision(item, "D-1", public_title="Titre", public_text="Texte")
    proposed = decision(ItemFactory.create(body=bodies["b4"], sitting=None, state=ItemState.WAITING), "D-3")
    ItemFactory.create(body=body, sitting=sitting, confirms=proposed)
    texts = {"public_title": "Titre", "public_text": "Texte", "digest": "0" * 64, "published_at": timezone.now()}
    published = decision(other, "D-2", **texts)
    minded = Preconisation.objects.create(
        decision=published, text="À faire", minder=world.actors["signed in"], minder_said="x", term=clock.today()
    )
    attendance = Attendance.objects.create(sitting=sitting, person=member, seat="adjointe")
    observation = Observation.objects.create(item=item, author=PersonFactory.create(), text="Vu.")
    recusal = Recusal.objects.create(item=item, person=member, tie="carrier")
    held = ["NOTE_PRESENCE", "ARRIVE", "HAND_CHAIR", "SET_FRAME"]
    on = {
        "in general": (None, ["MANAGE_BODIES", "PREPARE", "SUGGEST", "ANSWER_SUBJECT"]),
        "a sitting of the COPIL": (sitting, ["VIEW_SITTING", "VIEW_FILE", "OPEN_SITTING", "RUN", *held]),
        "the presence of *in circle*": (attendance, ["ANSWER_PRESENCE"]),
        "an item of the COPIL": (item, ["VIEW_ITEM", "DECIDE", "RECUSE", "PROPOSE_RECUSAL", "OBSERVE"]),
        "an observation added after the publication": (observation, ["READ_OBSERVATION"]),
        "what *in circle* is asked about an item": (recusal, ["SETTLE_RECUSAL"]),
        "an action": (Matter.ACTION, ["DELEGATE"]),
        "a decision not yet published": (draft, ["VIEW_DECISION", "VIEW_FULL", "WRITE", "READ", "HAND_BACK"]),
        "a decision that the COPIL confirms": (proposed, ["VIEW_DECISION", "VIEW_FULL", "WRITE", "READ", "HAND_BACK"]),
        "a published decision": (published, ["VIEW_DECISION", "VIEW_FULL", "CORRECT"]),
        "what *signed in* minds": (minded, ["CLOSE_PRECONISATION", "REMIND"]),
    }
    return [Sample(Permission[name], words, target) for words, (target, names) in on.items() for name in names]
