"""Questions that several kinds of request ask in the same words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liamm.features.proposals.enums import QuestionShape
from liamm.features.proposals.questions.shape import Group, Question

TITLE = Question(
    "title",
    Group.SUBJECT,
    _("Le sujet, en une ligne"),
    _("Comme vous le diriez à une voisine de bureau. Par exemple : « Les papiers qui reviennent »."),
    QuestionShape.LINE,
)
PROBLEM = Question(
    "problem",
    Group.SUBJECT,
    _("Que se passe-t-il, et pour qui ?"),
    _("Racontez ce que vivent les personnes concernées, avec leurs mots. Les solutions peuvent attendre."),
    definitions=("centre-utilisateur",),
)
OBJECTIVES = Question(
    "objectives",
    Group.SUBJECT,
    _("Lequel ou lesquels de ces objectifs poursuivez-vous ?"),
    _("Ce sont ceux de la charte. Un seul suffit."),
    QuestionShape.OBJECTIVES,
)
IMPACT = Question(
    "impact",
    Group.SUBJECT,
    _("Si cela réussissait, qu’est-ce qui changerait ?"),
    _("Pour les personnes concernées, et pour les agents qui font vivre le service."),
    definitions=("impact",),
)
TRIED = Question(
    "tried",
    Group.SUBJECT,
    _("Qu’a-t-on déjà essayé, ici ou ailleurs ?"),
    _("Et qu’en a-t-on appris ? « Rien, à notre connaissance » est une réponse."),
    definitions=("innovant",),
)
FREEDOM = Question(
    "freedom",
    Group.SUBJECT,
    _("Qu’avez-vous le droit de changer ?"),
    _("Ce qui est ouvert, ce qui ne l’est pas, et qui l’a dit. Si une solution est déjà choisie, dites-le."),
    definitions=("marges",),
)
USERS = Question(
    "users",
    Group.PEOPLE,
    _("Comment les personnes concernées y prendront-elles part ?"),
    _("Lesquelles, à quel moment, et ce que l’on fera de ce qu’elles diront."),
    definitions=("centre-utilisateur", "cooperation"),
)
PARTNERS = Question(
    "partners",
    Group.PEOPLE,
    _("Avec qui le feriez-vous ?"),
    _("Les services, les organisations et les métiers déjà là, et ceux qui manquent encore."),
    definitions=("transversalite", "pluridisciplinarite", "cooperation"),
)
SPONSOR = Question(
    "sponsor",
    Group.PEOPLE,
    _("Qui soutient le sujet au plus haut niveau ?"),
    _("Une personne, sa fonction, et ce qu’elle a promis : du temps, de la liberté, une suite."),
    definitions=("sponsoring",),
)
CARRIERS_TIME = Question(
    "carriers_time",
    Group.MEANS,
    _("De combien de temps disposez-vous, vous qui le portez ?"),
    _("Pour chaque personne : combien de jours par mois, jusqu’à quand, et qui l’a accordé."),
    definitions=("temps",),
)
TERRAINS = Question(
    "terrains",
    Group.PEOPLE,
    _("Sur quels territoires ?"),
    _("Une commune, une intercommunalité, un département… Plusieurs si besoin."),
    QuestionShape.TERRITORIES,
    definitions=("terrains",),
)
OBSTACLES = Question(
    "obstacles",
    Group.MEANS,
    _("Qu’est-ce qui pourrait vous arrêter ?"),
    _("Les difficultés que vous voyez venir. Elles ne jouent pas contre vous : elles aident à se préparer."),
    definitions=("difficultes",),
)
FUNDING_CARRIERS = Question(
    "funding_carriers",
    Group.MEANS,
    _("Financement prévu de votre côté"),
    _("Même approximatif : combien, qui l’apporte, acquis ou espéré. « Aucun » est une réponse."),
    definitions=("financement",),
)
FUNDING_LAB = Question(
    "funding_lab",
    Group.MEANS,
    _("Financement attendu du côté du laboratoire"),
    _("Prestataire, déplacements, impression… « Aucun » est une réponse."),
    definitions=("financement",),
)
