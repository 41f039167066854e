"""Signals, what the public reads of half of them, and problems that cross them."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.spaces.models import Space
from liamm.features.terrain.models import Crossing, FieldSignal, Problem, PublicWording
from liamm.features.terrain.models.signal import stems_of
from liamm.features.territories.models import Territory
from liamm.kernel import clock

SIGNALS, PROBLEMS = 20_000, 400
WORDS = (
    "Les personnes âgées reviennent trois fois au guichet pour le même dossier en ligne, avec les mêmes papiers.",
    "Le bus n’arrive plus jusqu’à la maison France services depuis septembre, les gens ne viennent plus.",
    "Le formulaire de la caisse demande une pièce que la mairie ne sait pas délivrer, personne ne sait pourquoi.",
    "À l’accueil nous recopions deux fois les mêmes informations, et l’usager attend debout.",
)


def fill(first: float, last: float) -> None:
    """Make the share of rows between two points of the whole."""
    lab = Space.objects.get(kind="lab")
    places = list(Territory.objects.filter(kind="commune", region__code="53")[:300])
    now = clock.now()
    signals = []
    for number in range(int(SIGNALS * first), int(SIGNALS * last)):
        signal = FieldSignal(
            reference=f"R-B-{number:05d}", seed=f"bench{number}", words=f"{WORDS[number % 4]} (cas {number})",
            territory=places[number % len(places)], state="read" if number % 3 else "received",
            created_at=now - timedelta(minutes=number),
        )  # fmt: skip
        signal.root_id, signal.stems = signal.pk, stems_of(signal)
        signals.append(signal)
    FieldSignal.objects.bulk_create(signals, batch_size=1_000)
    PublicWording.objects.bulk_create(
        [
            PublicWording(
                signal=one, space=lab, audience="public", title=one.words[:60], text=one.words, territory=one.territory
            )
            for one in signals[::2]
        ],
        batch_size=1_000,
    )
    problems = Problem.objects.bulk_create(
        [
            Problem(space=lab, audience="public", reference=f"PB-B-{n:04d}", question=f"Pourquoi revient-on {n} fois ?")
            for n in range(int(PROBLEMS * first), int(PROBLEMS * last))
        ]
    )
    Crossing.objects.bulk_create(
        [
            Crossing(problem=problem, signal=signals[(i * 5 + k) % len(signals)])
            for i, problem in enumerate(problems)
            for k in range(5)
        ]
    )
