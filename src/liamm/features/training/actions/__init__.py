"""The verbs of selections."""

from liamm.features.training.actions.appealing import answer_appeal, make_appeal
from liamm.features.training.actions.calling import call_next, put_back
from liamm.features.training.actions.forgetting import forget_words
from liamm.features.training.actions.listing import change_line, propose_list, publish_list
from liamm.features.training.actions.opening import (
    Declared,
    hear_again,
    open_selection,
    prepare_selection,
    receive_application,
)
from liamm.features.training.actions.reading import Said, read_application

__all__ = [
    "Declared",
    "Said",
    "answer_appeal",
    "call_next",
    "change_line",
    "forget_words",
    "hear_again",
    "make_appeal",
    "open_selection",
    "prepare_selection",
    "propose_list",
    "publish_list",
    "put_back",
    "read_application",
    "receive_application",
]
