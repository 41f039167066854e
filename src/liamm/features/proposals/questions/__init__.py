"""The questions of each kind of request: only those that matter, in plain words, as data.

Beside them come the definitions of the charter that no question covers, and the carriers' own appraisal: both follow
the grid in force, so that another laboratory gets its own without any change here.
"""

from liamm.features.proposals.questions.sets import (
    OWN,
    QuestionGroup,
    group_titles,
    own_keys,
    question_groups,
    questions_of,
)
from liamm.features.proposals.questions.shape import Question

__all__ = ["OWN", "Question", "QuestionGroup", "group_titles", "own_keys", "question_groups", "questions_of"]
