"""The register for machines: CSV, JSON with its schema, and an Atom feed. Only what is published, ever.

The first columns of the CSV have the shape that French local authorities use for their deliberations (SCDL), so that
their tools read it; it does not claim to be one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from liamm.features.governance.models import Decision
from liamm.features.governance.records import digest_of, sealed_records
from liamm.features.governance.standing import reason_to_exceed
from liamm.kernel import html
from liamm.kernel.post.letters import absolute
from liamm.ui.feeds import Feed

_RISKY = ("=", "+", "-", "@", "\t", "\r")

COLUMNS = (
    "COLL_NOM",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "DELIB_URL",
    "INSTANCE",
    "ISSUE",
    "EFFET",
    "FONCTION",
    "CHARTE",
    "GRILLE",
    "DEPORTS",
    "RAISON_DEPASSEMENT",
    "CONFIRME",
    "CORRIGE",
    "TEXTE",
    "EMPREINTE",
)


def address_of(decision: Decision) -> str:
    """The full and lasting address of a decision."""
    return absolute(reverse("governance:decision", args=[decision.reference]))


def as_csv(decisions: Iterable[Decision]) -> str:
    """One line a decision, UTF-8, commas; a cell that a spreadsheet would run is defused by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for decision, record in sealed_records(decisions):
        writer.writerow([_cell(value) for value in _line(decision, record)])
    return out.getvalue()


def _line(decision: Decision, record: dict[str, Any]) -> tuple[object, ...]:
    return (
        settings.LIAMM_LAB_NAME,
        record["reference"],
        str(record["date"])[:10],
        record["matiere"],
        record["nature"],
        record["objet"],
        record["quorum"].get("seats", ""),
        record["quorum"].get("present", ""),
        address_of(decision),
        record["instance"],
        record["issue_nom"],
        record["effet"],
        record["fonction"],
        record["charte"],
        record["grille"],
        record["deports"],
        reason_to_exceed(decision) or None,
        record["confirme"],
        record["corrige"],
        record["texte"],
        decision.digest,
    )


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RISKY) else text


def as_json(decisions: Iterable[Decision]) -> dict[str, Any]:
    """The register, each decision with its record, its digest and what came after it."""
    return {
        "$schema": absolute(reverse("governance:schema")),
        "laboratoire": settings.LIAMM_LAB_NAME,
        "decisions": [_whole(decision, record) for decision, record in sealed_records(decisions)],
    }


def one_as_json(decision: Decision) -> dict[str, Any]:
    """One decision, in the same shape."""
    ((found, record),) = sealed_records([decision])
    return {"$schema": absolute(reverse("governance:schema")), **_whole(found, record)}


def _whole(decision: Decision, record: dict[str, Any]) -> dict[str, Any]:
    correction = getattr(decision, "correction", None)
    return {
        "acte": record,
        "empreinte": decision.digest,
        "adresse": address_of(decision),
        "publie_le": decision.published_at.isoformat() if decision.published_at else None,
        "confirmations": sorted(one.reference for one in decision.confirmations.all() if one.is_published),
        "raison_depassement": reason_to_exceed(decision) or None,
        "corrige_par": correction.reference if correction and correction.is_published else None,
        "suivi": [
            {"texte": one.text, "etat": one.state, "ce_qu_il_en_est": one.words or None}
            for one in decision.preconisations.all()
        ],
    }


def as_atom(decisions: Iterable[Decision], title: str) -> Feed:
    """The last decisions as an Atom feed; what a reader shows is the public text."""
    home = absolute(reverse("governance:decisions"))
    feed = Feed(
        title=f"{settings.LIAMM_LAB_NAME} · {title}",
        link=home,
        description=title,
        language="fr",
        feed_url=absolute(reverse("governance:feed")),
        feed_guid=home,
    )
    for decision in decisions:
        feed.add_item(
            title=f"{decision.public_title} ({decision.outcome_name})",
            link=address_of(decision),
            unique_id=address_of(decision),
            description=html.render(decision.public_text),
            pubdate=decision.published_at,
            updateddate=decision.published_at,
            categories=(decision.body.name, decision.outcome_name),
        )
    return feed


def holds(decision: Decision) -> bool:
    """Whether the record of a published decision still has the digest that was sealed."""
    ((_found, record),) = sealed_records([decision])
    return digest_of(record) == decision.digest
