"""The verbs of the charter: a version is adopted, an amendment is put under way."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter.bindings.store import forget
from liamm.features.charter.enums import ARTICLE
from liamm.features.charter.facts import AmendmentRegistered, VersionAdopted
from liamm.features.charter.models import (
    AmendedArticle,
    AmendedBinding,
    Amendment,
    Article,
    Binding,
    CharterVersion,
)
from liamm.features.charter.policies import Permission, policy
from liamm.features.charter.rules.versions import Known, Verdict, may_adopt
from liamm.features.charter.texts import AmendmentText, ArticleText, BindingText, CharterText
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.search.index import reindex

_LOCK = 0x63686172

_REFUSALS = {
    Verdict.SAME_ALREADY: gettext_lazy("La version %(number)s est déjà adoptée, à l’identique."),
    Verdict.NUMBER_TAKEN: gettext_lazy(
        "La version %(number)s est déjà adoptée et ne change plus : donnez un autre numéro à celle-ci."
    ),
    Verdict.BEFORE_ADOPTION: gettext_lazy("Une version ne prend pas effet avant le jour où elle est adoptée."),
    Verdict.BEFORE_THE_LAST: gettext_lazy("Une version prend effet après celle qui la précède."),
    Verdict.IN_THE_PAST: gettext_lazy("Une version prend effet aujourd’hui ou plus tard."),
}


@action
def adopt_version(actor: Actor, charter: CharterText, *, in_force: date | None = None) -> CharterVersion:
    """Keep a charter read from its files as a version, in force from its own date or from `in_force`.

    Raises DomainError when it cannot follow the versions already adopted.
    """
    require(policy, actor, Permission.ADOPT_VERSION)
    day = in_force or charter.in_force
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    known = [Known(each.number, each.digest, each.in_force_from) for each in CharterVersion.objects.of(charter.lab)]
    new = Known(charter.version, charter.digest, day)
    verdict = may_adopt(known, new, adopted=charter.adopted, today=clock.today())
    if verdict is not Verdict.GOES:
        raise DomainError(_REFUSALS[verdict] % {"number": charter.version})
    version = _keep(charter, day)
    reindex(ARTICLE, list(version.articles.values_list("id", flat=True)))
    record(
        actor,
        VersionAdopted(
            subject_id=version.id, lab=version.lab, number=version.number, digest=version.digest, in_force=day
        ),
    )
    forget()
    transaction.on_commit(forget)
    return version


def _keep(charter: CharterText, in_force: date) -> CharterVersion:
    """Write the version and all it holds, then seal it."""
    version = CharterVersion.objects.create(
        lab=charter.lab,
        number=charter.version,
        title=charter.title,
        subtitle=charter.subtitle,
        preamble=charter.preamble,
        adopted_on=charter.adopted,
        in_force_from=in_force,
        digest=charter.digest,
    )
    Article.objects.bulk_create(Article(version=version, **_article(each)) for each in charter.articles)
    Binding.objects.bulk_create(Binding(version=version, **_binding(each)) for each in charter.bindings)
    version.sealed = True
    version.save(update_fields=["sealed"])
    return version


def _article(text: ArticleText) -> dict[str, object]:
    return {"number": text.number, "title": text.title, "order": text.order, "body": text.body}


def _binding(text: BindingText) -> dict[str, object]:
    return {"name": text.name, "data": text.data}


@action
def register_amendment(actor: Actor, amendment: AmendmentText) -> Amendment:
    """Put an amendment read from its files under way.

    Raises DomainError when the version it amends is not adopted, or when it is already known.
    """
    require(policy, actor, Permission.REGISTER_AMENDMENT)
    amends = CharterVersion.objects.of(amendment.lab).filter(number=amendment.amends).first()
    if amends is None:
        raise DomainError(
            _("La version %(number)s, que cet amendement veut changer, n’est pas adoptée.")
            % {"number": amendment.amends}
        )
    if amends.amendments.filter(key=amendment.key).exists():
        raise DomainError(_("Cet amendement est déjà en chemin."))
    kept = Amendment.objects.create(
        amends=amends,
        key=amendment.key,
        title=amendment.title,
        reasons=amendment.reasons,
        proposed_by=amendment.proposed_by,
        proposed_on=clock.today(),
    )
    AmendedArticle.objects.bulk_create(AmendedArticle(amendment=kept, **_article(each)) for each in amendment.articles)
    AmendedBinding.objects.bulk_create(AmendedBinding(amendment=kept, **_binding(each)) for each in amendment.bindings)
    record(actor, AmendmentRegistered(subject_id=kept.id, amends=amends.id, key=kept.key))
    return kept
