"""The file of a sitting on accessible paper, as its page shows it to the same reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.governance.dossiers import BlockSaid, Dossier
from liamm.features.governance.load_said import LoadSaid
from liamm.features.governance.models import Decision, Sitting
from liamm.features.governance.paper_days import paper_day
from liamm.features.governance.queries.files import ItemFile, SittingFile
from liamm.kernel.paper import Block, Facts, Heading, Items, Sheet, Table, Text, as_pdf
from liamm.kernel.post.letters import absolute
from liamm.ui.dates import say_time


def file_as_pdf(shown: SittingFile) -> bytes:
    """The file for one reader: an item they stay out of has a title and nothing else."""
    sitting = shown.sitting
    sheet = Sheet(
        title=_("Dossier du %(body)s, %(day)s") % {"body": sitting.body.name, "day": paper_day(sitting.day)},
        above=_("Pour les membres de l’instance et l’équipe : à ne pas diffuser."),
        foot=absolute(reverse("governance:file", args=[sitting.slug])),
        blocks=tuple(_blocks(shown)),
    )
    return as_pdf(sheet)


def _blocks(shown: SittingFile) -> Iterable[Block]:
    sitting = shown.sitting
    yield Facts([(_("Quand"), _when(sitting)), (_("Où"), sitting.where), (_("Charte"), shown.version)])
    if shown.frame is not None:
        yield Heading(_("Le cadre"))
        yield Text(f"**{shown.frame.decision.public_title}**\n\n{shown.frame.decision.public_text}")
    if shown.load is not None:
        yield Heading(_("Si tout était retenu"))
        yield from _load(shown.load)
        if shown.uncounted:
            yield Text(shown.said_uncounted)
    yield Heading(_("Ordre du jour"))
    yield Items([f"{place}. {one.item.title}" for place, one in enumerate(shown.items, start=1)])
    for place, one in enumerate(shown.items, start=1):
        yield from _item(place, one, shown)


def _when(sitting: Sitting) -> str:
    local = timezone.localtime(sitting.starts)
    return _("%(day)s, %(time)s") % {"day": paper_day(local.date()), "time": say_time(local.time())}


def _item(place: int, one: ItemFile, shown: SittingFile) -> Iterable[Block]:
    yield Heading(f"{place}. {one.item.title}")
    if one.out:
        yield Text(_("Vous vous tenez à l’écart de ce point : il se tient sans vous."))
        return
    out = shown.recusals.get(one.item.pk, 0)
    yield Facts(
        [
            (_("Nature"), one.kind.name),
            (_("Route"), one.route),
            (_("Déports"), ngettext("%(n)s membre", "%(n)s membres", out) % {"n": out} if out else ""),
            (_("À confirmer"), one.item.confirms.reference if one.item.confirms else ""),
        ]
    )
    if one.proposed is not None:
        yield from _proposed(one.proposed)
    if one.told is not None:
        yield Text(f"**{one.told.public_title}** · {one.told.outcome_name} · {one.told.reference}")
        yield Text(one.told.public_text)
    if one.dossier is not None:
        yield from _dossier(one.dossier)
    for observation in one.observations:
        yield Heading(_("Observation sur le respect des critères"), level=3)
        yield Text(observation.text)


def _proposed(decision: Decision) -> Iterable[Block]:
    """What another body decided, for those who confirm it."""
    yield Heading(_("Ce qui est proposé"), level=3)
    yield Text(f"**{decision.body.name} : {decision.outcome_name}**\n\n{decision.full_text}")
    if decision.overload_reason:
        yield Text(f"**{_('Au-delà de la capacité, parce que')}**\n\n{decision.overload_reason}")
    asked = list(decision.preconisations.all())
    if asked:
        yield Text(f"**{_('Préconisations')}**")
        yield Items(
            [
                _("%(text)s (%(minder)s, pour le %(day)s)")
                % {"text": each.text, "minder": each.minder_said, "day": paper_day(each.term)}
                for each in asked
            ]
        )


def _dossier(dossier: Dossier) -> Iterable[Block]:
    if dossier.summary:
        yield Text(dossier.summary)
    yield Facts(
        [
            (_("Demande"), dossier.reference),
            (_("Portée par"), ", ".join(dossier.carriers)),
            (_("Territoires"), ", ".join(dossier.territories)),
        ]
    )
    if dossier.lines:
        yield Heading(_("La demande"), level=3)
        for label, words in dossier.lines:
            yield Text(f"**{label}**\n\n{words}")
    yield from _grid(dossier)
    if dossier.load_passed:
        yield Text(dossier.load_passed)
    if dossier.load is not None:
        yield Heading(_("La charge, avec et sans"), level=3)
        yield from _load(dossier.load)


def _load(load: LoadSaid) -> Iterable[Block]:
    yield Items([f"{line.label} : {line.sentence}" for line in [load.whole, *load.months]])
    yield Items([_("Au-delà de la capacité : %(what)s") % {"what": what} for what in load.overflows])


def _grid(dossier: Dossier) -> Iterable[Block]:
    if dossier.gate is not None:
        yield Heading(_("Le filtre"), level=3)
        yield Text(_("Franchi.") if dossier.gate.passed else _("Non franchi."))
        yield Items(list(dossier.gate.words))
    if dossier.blocks:
        yield Text(_("Un nombre par avis, « les porteurs » où ils se situent eux-mêmes. Pas de total."))
    for block in dossier.blocks:
        yield Heading(block.name, level=3)
        yield _spread(block)
        for criterion in block.criteria:
            yield Items([f"{criterion.name}, {said.said}" for said in criterion.arguments])


def _spread(block: BlockSaid) -> Table:
    head = [_("Critère"), *block.scale]
    rows = [
        [one.name, *(_mark(count, place == one.own) for place, count in enumerate(one.counts))]
        for one in block.criteria
    ]
    return Table(head, rows)


def _mark(count: int, own: bool) -> str:  # noqa: FBT001  # one cell: how many, and whether the carriers stand there
    words = [str(count)] if count else []
    return ", ".join([*words, *([_("les porteurs")] if own else [])])
