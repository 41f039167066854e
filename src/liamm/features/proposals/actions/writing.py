"""Writing together: each answer lands, or is kept aside when another had been written meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.proposals.answering import checked
from liamm.features.proposals.facts import AnswersWritten, AsideSettled
from liamm.features.proposals.holding import lock_writable
from liamm.features.proposals.models import Answer, AnswerChange, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.questions import questions_of
from liamm.features.proposals.rules.writing import Hand, Landing, Sent, Standing, cleaned, land
from liamm.kernel import clock
from liamm.kernel.access import require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

SAME_SITTING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the texts sent: the questions written, and those whose text was kept aside."""

    written: tuple[str, ...]
    aside: tuple[str, ...]


@action
def write_answers(actor: Person, proposal: Proposal, *, sent: Mapping[str, Sent]) -> Receipt:
    """Keep what a carrier wrote. Different answers never meet; of one answer, the text not seen is never lost."""
    require(policy, actor, Permission.WRITE, proposal)
    proposal = lock_writable(proposal)
    known = {question.key: question for question in questions_of(proposal.kind, grid_in_force().value)}
    texts = {key: checked(known[key], one) for key, one in sent.items() if key in known}
    answers = {answer.question: answer for answer in proposal.answers.filter(question__in=texts)}
    hands = _hands(proposal, texts)
    landed: dict[str, Landing] = {}
    for key, text in texts.items():
        answer = answers.get(key)
        since = [hand for number, hand in hands[key] if number > text.base]
        standing = Standing(answer.value if answer else "", answer.number if answer else 0, since)
        landed[key] = land(text, standing, (actor.pk, text.opened))
        if landed[key] is Landing.WRITTEN:
            _write(proposal, key, text, answer, actor)
        elif landed[key] is Landing.ASIDE:
            _keep_aside(proposal, key, text, standing.number, actor)
    receipt = Receipt(
        tuple(key for key, how in landed.items() if how is Landing.WRITTEN),
        tuple(key for key, how in landed.items() if how is Landing.ASIDE),
    )
    _touch(proposal, receipt)
    record(actor, AnswersWritten(subject_id=proposal.pk, questions=receipt.written, aside=receipt.aside))
    return receipt


@action
def settle_aside(actor: Person, change: AnswerChange) -> AnswerChange:
    """Put away a text that had been kept aside: it stays in the history."""
    require(policy, actor, Permission.WRITE, change.proposal)
    lock_writable(change.proposal)
    change = AnswerChange.objects.select_for_update(of=("self",), no_key=True).get(pk=change.pk)
    if not change.aside or change.settled_at:
        raise DomainError(_("Ce texte n’attend plus rien."))
    change.settled_at = clock.now()
    change.save(update_fields=["settled_at"])
    record(actor, AsideSettled(subject_id=change.proposal_id, question=change.question))
    return change


def _hands(proposal: Proposal, texts: Mapping[str, Sent]) -> dict[str, list[tuple[int, Hand]]]:
    found: dict[str, list[tuple[int, Hand]]] = defaultdict(list)
    rows = AnswerChange.objects.filter(proposal=proposal, question__in=list(texts), aside=False)
    for question, number, author, opened in rows.values_list("question", "number", "author_id", "opened_at"):
        found[question].append((number, (author, opened)))
    return found


def _write(proposal: Proposal, key: str, text: Sent, answer: Answer | None, author: Person) -> None:
    value, moment = cleaned(text.value), clock.now()
    if answer is None:
        first = {"proposal": proposal, "question": key, "number": 1, "value": value, "author": author}
        Answer.objects.create(**first, changed_at=moment)
        AnswerChange.objects.create(**first, at=moment, opened_at=text.opened)
        return
    before = answer.number
    answer.value, answer.number, answer.author, answer.changed_at = value, before + 1, author, moment
    answer.save()
    texts = AnswerChange.objects.filter(proposal=proposal, question=key, author=author)
    going_on = texts.filter(aside=False, number=before, opened_at=text.opened, at__gte=moment - SAME_SITTING)
    if not going_on.update(number=answer.number, value=value, at=moment):
        AnswerChange.objects.create(
            proposal=proposal,
            question=key,
            number=answer.number,
            value=value,
            author=author,
            at=moment,
            opened_at=text.opened,
        )
    # a page shows what was kept aside before it was opened, and nothing of what came after
    shown = Q(at__lt=text.opened) if text.opened else Q()
    _asides(proposal, key, author).filter(shown).update(settled_at=moment)


def _keep_aside(proposal: Proposal, key: str, text: Sent, number: int, author: Person) -> None:
    kept = {"value": cleaned(text.value), "number": number, "at": clock.now()}
    if not _asides(proposal, key, author).filter(opened_at=text.opened).update(**kept):
        first = {"proposal": proposal, "question": key, "author": author, "opened_at": text.opened}
        AnswerChange.objects.create(**first, aside=True, **kept)


def _asides(proposal: Proposal, key: str, author: Person) -> QuerySet[AnswerChange]:
    return AnswerChange.objects.filter(
        proposal=proposal, question=key, author=author, aside=True, settled_at__isnull=True
    )


def _touch(proposal: Proposal, receipt: Receipt) -> None:
    if not receipt.written:
        return
    if "title" in receipt.written and not proposal.versions_count:
        proposal.title = str(proposal.answers.get(question="title").value)[:200]
    proposal.changed_at = clock.now()
    proposal.save(update_fields=["title", "changed_at"])
