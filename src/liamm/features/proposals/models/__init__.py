"""The tables of proposals, by noun."""

from liamm.features.proposals.models.appraisals import AppraiserSeat, GateAct, GateWord, Opinion
from liamm.features.proposals.models.clarifications import Clarification, Exchange
from liamm.features.proposals.models.invitations import INVITATION, Invitation
from liamm.features.proposals.models.proposals import KINDS, Proposal, ProposalVersion
from liamm.features.proposals.models.writing import Answer, AnswerChange

__all__ = [
    "INVITATION",
    "KINDS",
    "Answer",
    "AnswerChange",
    "AppraiserSeat",
    "Clarification",
    "Exchange",
    "GateAct",
    "GateWord",
    "Invitation",
    "Opinion",
    "Proposal",
    "ProposalVersion",
]
