"""The verbs of déroulés."""

from liamm.features.workshops.actions.blocks import add_block, change_block, move_block, remove_block
from liamm.features.workshops.actions.leading import give_beat
from liamm.features.workshops.actions.workshops import (
    change_workshop,
    keep_as_template,
    prepare_workshop,
    remove_workshop,
)

__all__ = [
    "add_block",
    "change_block",
    "change_workshop",
    "give_beat",
    "keep_as_template",
    "move_block",
    "prepare_workshop",
    "remove_block",
    "remove_workshop",
]
