"""Writing a decision twice: in full for its members, and for everyone; and reading it for four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient, team
from liamm.features.charter import bindings
from liamm.features.governance.counting import out_of
from liamm.features.governance.facts import TextHandedBack, TextRead, TextWritten
from liamm.features.governance.four_eyes import lacks_of, left_to_read
from liamm.features.governance.letters import ReadingAskedLetter, TextHandedBackLetter
from liamm.features.governance.models import Decision, Preconisation, SecondReading, TextRemark, Wording
from liamm.features.governance.naming import leaving, refuse_naming
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.publishing import publish
from liamm.features.governance.refusing import refuse_published
from liamm.features.governance.rules.reading import Missing
from liamm.features.governance.saying_anew import say_anew
from liamm.features.governance.stirring import acting
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_TEXTS = [
    "full_text",
    "public_title",
    "public_text",
    "overload_reason",
    "correction_reason",
    "shows_arguments",
    "text_version",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDraft:
    """The texts of a decision as someone wants them; `version` is the one they started from.

    `shows_arguments` publishes the arguments of the grid, without names; `preconisations` gives anew, by identifier,
    the words and the public name of who minds them; `overload_reason` and `correction_reason`, where there is one, as
    everybody will read it.
    `checked` says that the words which could name somebody were looked at.
    """

    version: int
    full_text: str
    public_title: str
    public_text: str
    shows_arguments: bool = False
    preconisations: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    overload_reason: str = ""
    correction_reason: str = ""
    checked: bool = False
    ask_reading: bool = False


@action
def write_texts(actor: Actor, decision: Decision, *, draft: TextDraft) -> Decision:
    """Write the full text and the public one, which nothing derives from the other.

    Raises DomainError once it is published, when someone wrote meanwhile, when what everybody would read could name
    somebody, or when one asks to read what is not written.
    """
    require(policy, actor, Permission.WRITE, decision)
    person = acting(actor)
    decision = _unpublished(decision)
    if decision.text_version != draft.version:
        raise DomainError(
            _("Quelqu’un a écrit entre-temps : la version que vous lisiez n’est plus la dernière."),
            nearest=_("Son texte et le vôtre sont ci-dessous : reprenez ce qui manque, puis enregistrez."),
            field="public_text",
        )
    asked = [text for text, _said in draft.preconisations.values()]
    public = {
        "public_text": [draft.public_title, draft.public_text, *asked],
        "overload_reason": [draft.overload_reason],
        "correction_reason": [draft.correction_reason],
    }
    refuse_naming(public, checked=draft.checked)
    if decision.overload_reason and draft.overload_reason.strip():
        decision.overload_reason = draft.overload_reason.strip()
    if decision.correction_reason and draft.correction_reason.strip():
        decision.correction_reason = draft.correction_reason.strip()
    decision.full_text, decision.public_title = draft.full_text.strip(), draft.public_title.strip()
    decision.public_text, decision.text_version = draft.public_text.strip(), decision.text_version + 1
    decision.shows_arguments = draft.shows_arguments
    decision.save(update_fields=_TEXTS)
    _rewrite_preconisations(decision, draft)
    Wording.objects.create(decision=decision, person=person, version=decision.text_version)
    record(actor, TextWritten(subject_id=decision.pk, version=decision.text_version))
    if draft.ask_reading:
        _refuse_empty(decision)
        _ask_reading(decision)
    return decision


def _unpublished(decision: Decision) -> Decision:
    decision = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    refuse_published(decision)
    return decision


def _rewrite_preconisations(decision: Decision, draft: TextDraft) -> None:
    if decision.corrects is not None and not decision.preconisations.exists():
        say_anew(decision, decision.corrects, draft.preconisations)
        return
    for one in Preconisation.objects.filter(decision=decision, pk__in=draft.preconisations):
        text, said = draft.preconisations[one.pk]
        one.text, one.minder_said = text.strip() or one.text, said.strip() or one.minder_said
        one.save(update_fields=["text", "minder_said"])


def _ask_reading(decision: Decision) -> None:
    """Ask those of the team who wrote none of it and did not stay out."""
    out = out_of(decision.origin) if decision.origin else set()
    out |= set(Wording.objects.filter(decision=decision).values_list("person_id", flat=True))
    for person in team():
        if person.pk not in out:
            post(ReadingAskedLetter(decision=decision), recipient(person))


@action
def read_text(actor: Actor, decision: Decision, *, version: int) -> Decision:
    """Say, as someone who wrote none of it, that the public text may leave; with enough readers, it does.

    Raises DomainError when there is no text, it changed meanwhile, was given back, was published already, or holds an
    address or a number by which somebody could be reached.
    """
    require(policy, actor, Permission.READ, decision)
    person = acting(actor)
    decision = _unpublished(decision)
    require(policy, actor, Permission.READ, decision)  # again, under the lock: they may have written meanwhile
    _refuse_unreadable(decision, version)
    refuse_naming({"version": [leaving(decision)]}, checked=True)
    SecondReading.objects.get_or_create(decision=decision, version=version, person=person)
    record(actor, TextRead(subject_id=decision.pk, version=version))
    if not left_to_read(decision):
        publish(actor, decision)
    return decision


@action
def hand_back_text(actor: Actor, decision: Decision, *, version: int, remark: str) -> TextRemark:
    """Give the public text back to its writers with a remark: this version does not leave, and none of it is lost.

    Raises DomainError without a remark, when there is no text, it changed meanwhile, was given back, or published.
    """
    require(policy, actor, Permission.HAND_BACK, decision)
    person = acting(actor)
    decision = _unpublished(decision)
    require(policy, actor, Permission.HAND_BACK, decision)  # again, under the lock
    _refuse_unreadable(decision, version)
    if not remark.strip():
        raise DomainError(_("Dites ce qui ne peut pas partir ainsi : c’est ce qui aide à reprendre."), field="remark")
    given = TextRemark.objects.create(decision=decision, person=person, version=version, words=remark.strip())
    for writer in Person.objects.filter(pk__in=Wording.objects.filter(decision=decision).values("person")):
        if policy.decide(writer, Permission.WRITE, decision):
            post(TextHandedBackLetter(decision=decision), recipient(writer))
    record(actor, TextHandedBack(subject_id=decision.pk, version=version))
    return given


def _refuse_unreadable(decision: Decision, version: int) -> None:
    if decision.text_version != version:
        raise DomainError(
            _("Le texte a changé depuis que vous l’avez lu."), nearest=_("Relisez-le tel qu’il est maintenant.")
        )
    _refuse_empty(decision)
    if Missing.CORRECTION in lacks_of(decision):
        raise DomainError(
            _("Ce texte a été rendu avec une remarque : tel qu’il est, il ne part pas."),
            nearest=_("Une fois repris par qui l’écrit, il se relit de nouveau."),
            citation=bindings.publication(clock.today()).cite(),
        )


def _refuse_empty(decision: Decision) -> None:
    if set(lacks_of(decision)) & {Missing.TITLE, Missing.TEXT}:
        raise DomainError(_("Le titre et le texte publics ne sont pas encore écrits."), field="public_text")
