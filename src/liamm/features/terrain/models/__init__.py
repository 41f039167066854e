"""Signals and what is kept around them, problems, interest communities and relais."""

from liamm.features.terrain.models.community import InterestCommunity, Joining, SoughtExpertise
from liamm.features.terrain.models.intake import ImportBatch, ImportedLine, InboundMail
from liamm.features.terrain.models.problem import Crossing, KnownVersion, MaturityMark, Problem
from liamm.features.terrain.models.relay import Relay
from liamm.features.terrain.models.signal import MASKED_FIELDS, FieldSignal, Merging
from liamm.features.terrain.models.told import Author, Exchange, FollowLink, LeftFile, SignalFile, SignalStep
from liamm.features.terrain.models.wording import OriginalOpening, PublicWording, SealedOriginal

__all__ = [
    "MASKED_FIELDS",
    "Author",
    "Crossing",
    "Exchange",
    "FieldSignal",
    "FollowLink",
    "ImportBatch",
    "ImportedLine",
    "InboundMail",
    "InterestCommunity",
    "Joining",
    "KnownVersion",
    "LeftFile",
    "MaturityMark",
    "Merging",
    "OriginalOpening",
    "Problem",
    "PublicWording",
    "Relay",
    "SealedOriginal",
    "SignalFile",
    "SignalStep",
    "SoughtExpertise",
]
