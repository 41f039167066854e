"""Signals, what the public reads of half of them, problems that cross them, and what the search finds."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.spaces.models import Space
from liamm.features.terrain.models import Crossing, FieldSignal, Problem, PublicWording
from liamm.features.terrain.models.signal import stems_of
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.search.index import reindex

SIGNALS, PROBLEMS = 20_000, 400
WHO = (
    "Les personnes âgées", "Les parents qui travaillent de nuit", "Les jeunes du lycée", "Les agriculteurs",
    "Les aidants", "Les nouveaux habitants", "Les personnes sans voiture", "Les agents de l’accueil",
    "Les secrétaires de mairie", "Les assistantes maternelles", "Les demandeurs d’emploi",
)  # fmt: skip
WHAT = (
    "reviennent trois fois au guichet pour le même dossier en ligne, avec les mêmes papiers",
    "n’arrivent plus jusqu’à la maison France services depuis que le bus ne passe plus",
    "doivent fournir une pièce que la mairie ne sait pas délivrer, et personne ne sait pourquoi",
    "recopient deux fois les mêmes informations pendant que l’usager attend debout",
    "renoncent à l’aide parce que le formulaire demande un numéro qu’ils n’ont jamais reçu",
    "cherchent un médecin depuis des mois et finissent aux urgences de l’hôpital",
    "apprennent la fermeture de la classe par le journal, sans avoir été entendus",
    "attendent une réponse de la caisse pendant que le loyer n’est pas payé",
)
THEN = (
    "On a essayé un rendez-vous téléphonique, mais la ligne est toujours occupée.",
    "La secrétaire aide quand elle peut, le mardi matin seulement.",
    "Une association tient une permanence, elle ne suffit plus.",
    "Les gens se passent l’information entre voisins, souvent trop tard.",
    "Nous avons écrit deux fois à l’administration, sans réponse.",
)
PLACE = ("au bourg", "dans le quartier de la gare", "à l’espace social", "au guichet de la poste", "à la médiathèque")


def told(number: int) -> str:
    """What one signal tells: its words are shared with many others, hardly ever all of them."""
    who, what = WHO[number % len(WHO)], WHAT[number // 3 % len(WHAT)]
    where, then = PLACE[number // 7 % len(PLACE)], THEN[number // 5 % len(THEN)]
    return f"{who} {what}, {where}. {then} C’est le cas numéro {number} cette année."


def fill(first: float, last: float) -> None:
    """Make the share of rows between two points of the whole."""
    lab = Space.objects.get(kind="lab")
    signals = _signals(range(int(SIGNALS * first), int(SIGNALS * last)))
    wordings = PublicWording.objects.bulk_create(
        [
            PublicWording(
                signal=one, space=lab, audience="public", title=one.headline, text=one.words, territory=one.territory
            )
            for one in signals[::2]
        ],
        batch_size=1_000,
    )
    problems = Problem.objects.bulk_create(
        [
            Problem(
                space=lab, audience="public", reference=f"PB-B-{n:04d}",
                question=f"Pourquoi revient-on {n} fois au guichet pour le même dossier, et qui peut l’éviter ?",
                known=f"{told(n)} {told(n + 1)}", concerned=WHO[n % len(WHO)],
            )
            for n in range(int(PROBLEMS * first), int(PROBLEMS * last))
        ]
    )  # fmt: skip
    Crossing.objects.bulk_create(
        [
            Crossing(problem=problem, signal=signals[(i * 5 + k) % len(signals)])
            for i, problem in enumerate(problems)
            for k in range(5)
        ]
    )
    for kind, rows in (("signal", signals), ("wording", wordings), ("problem", problems)):
        for start in range(0, len(rows), 1_000):
            reindex(kind, [one.pk for one in rows[start : start + 1_000]])


def _signals(numbers: range) -> list[FieldSignal]:
    places = list(Territory.objects.filter(kind="commune", region__code="53")[:300])
    now = clock.now()
    signals = []
    for number in numbers:
        signal = FieldSignal(
            reference=f"R-B-{number:05d}", seed=f"bench{number}", words=told(number), place=PLACE[number % len(PLACE)],
            for_whom=WHO[number % len(WHO)], tried=THEN[number % len(THEN)],
            territory=places[number % len(places)], state="read" if number % 3 else "received",
            created_at=now - timedelta(minutes=number), heard_on=(now - timedelta(minutes=number)).date(),
        )  # fmt: skip
        signal.root_id, signal.stems = signal.pk, stems_of(signal)
        signals.append(signal)
    return FieldSignal.objects.bulk_create(signals, batch_size=1_000)
