from datetime import date
from decimal import Decimal

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.commitments.queries import LoadLine
from liamm.features.proposals import actions
from liamm.features.proposals.actions.appraising import Draft
from liamm.features.proposals.enums import QuestionShape, Stage
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.queries.grid import criteria_of, grid_in_force, grid_of
from liamm.features.proposals.questions import questions_of
from liamm.features.proposals.rules.writing import Sent, digest
from liamm.features.territories.tests.factories import TerritoryFactory


def sent(value, base=0, before="", opened=None):
    """A text as a form sends it, its writer having `before` under the eyes on a page opened at that moment."""
    return Sent(value, base, digest(before), opened)


def answer_to(question):
    return {
        QuestionShape.OBJECTIVES: lambda: ["ameliorer"],
        QuestionShape.TERRITORIES: lambda: [str(TerritoryFactory().pk)],
        QuestionShape.PHASE: lambda: "ideation",
        QuestionShape.APPRECIATION: lambda: "reelle",
        QuestionShape.LINE: lambda: "Les papiers qui reviennent",
        QuestionShape.TEXT: lambda: f"Réponse à {question.key}",
    }[question.shape]()


def full_answers(kind):
    return {question.key: sent(answer_to(question)) for question in questions_of(kind, grid_in_force().value)}


def draft(person=None, kind=ProposalKind.PROJECT, origin=None, title="Les papiers qui reviennent"):
    """A proposal that someone started."""
    return actions.start_proposal(person or PersonFactory(), origin, kind=kind, title=title)


def carrier_of(proposal):
    membership = proposal.space.memberships.filter(standing="keeper").order_by("id").first()
    return membership.person


def written(person=None, kind=ProposalKind.PROJECT, **options):
    """A proposal whose every question is answered."""
    proposal = draft(person, kind, **options)
    actions.write_answers(carrier_of(proposal), proposal, sent=full_answers(kind))
    return fresh(proposal)


def submitted(person=None, kind=ProposalKind.PROJECT, **options):
    """A proposal that was submitted."""
    proposal = written(person, kind, **options)
    actions.submit_proposal(carrier_of(proposal), proposal)
    return fresh(proposal)


def fresh(proposal):
    return Proposal.objects.select_related("space").get(pk=proposal.pk)


def drafts(version, stage, step="reelle", argument="Je l’ai vu au guichet"):
    return {key: Draft(step, argument) for key in criteria_of(grid_of(version).value, stage)}


def seats(proposal, count=3, team=None):
    """Appraisers invited on the last version."""
    team = team or TeamMemberFactory()
    return [actions.invite_appraiser(team, proposal, person=PersonFactory()) for _ in range(count)]


def send(seat, stage=Stage.GATE, step="reelle", argument="Je l’ai vu au guichet"):
    return actions.send_opinions(seat.person, seat, stage=stage, drafts=drafts(seat.version, stage, step, argument))


def at_gate(step="reelle", count=3, **options):
    """A submitted proposal on which appraisers sent the gate: (proposal, seats)."""
    proposal = submitted(**options)
    invited = seats(proposal, count)
    for seat in invited:
        send(seat, step=step)
    return proposal, invited


def through_gate(**options):
    """A proposal whose gate is passed by two named persons: (proposal, seats)."""
    proposal, invited = at_gate(**options)
    for _ in range(2):
        actions.pass_gate(TeamMemberFactory(), proposal, argument="Les trois avis citent des personnes rencontrées.")
    return proposal, invited


def ready(**options):
    """A proposal whose file is complete."""
    proposal, invited = through_gate(**options)
    for seat in invited:
        send(seat, Stage.REST)
    lines = [LoadLine(date(2027, 1, 1), "facilitation", Decimal(3))]
    actions.enter_load(TeamMemberFactory(), proposal, lines=lines)
    return fresh(proposal)


def link_in(mail):
    """The page of the invitation that a mail leads to."""
    return "/demandes/invitation/" + mail.body.split("/demandes/invitation/")[1].split("/")[0] + "/"
