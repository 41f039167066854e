"""The pages that are measured: who opens them, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What kind of page: its target is a ratio of CPU to the reference page."""

    LIST = "list"
    COMPOSED = "composed"


TARGETS = {Sort.LIST: 2.0, Sort.COMPOSED: 4.0}
GROWTH = 1.3


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name, its address, its sort and who opens it: the team, or a visitor.

    An address with `{n}` is asked of many things of the laboratory in turn, so that what is kept of one of them seldom
    serves. `headers` are more lines of its request. `stirred` has something written before each request, so that
    nothing kept for one state of the database serves. `own_target` is asked of that page alone.
    """

    name: str
    path: str
    sort: Sort
    team: bool = True
    stirred: bool = False
    own_target: float | None = None
    headers: str = ""

    @property
    def target(self) -> float:
        """The ratio of CPU that it may cost at most: its own, else that of its sort."""
        return self.own_target or TARGETS[self.sort]

    def paths(self, among: int) -> list[str]:
        """The addresses that are asked in turn."""
        return [self.path.format(n=n) for n in range(among if "{n" in self.path else 1)]


REFERENCE = Page("reference page", "/reference/", Sort.LIST)
PAGES = (
    Page("home of a visitor", "/", Sort.COMPOSED, team=False),
    Page("home of the team", "/", Sort.COMPOSED),
    Page("what the field says", "/terrain/", Sort.LIST, team=False),
    Page("team desk", "/terrain/bureau/", Sort.LIST),
    Page("signal on the desk", "/terrain/bureau/R-B-{n:05d}/", Sort.COMPOSED),
    Page("requests", "/demandes/toutes/", Sort.LIST),
    Page("request", "/demandes/DM-B-{n:04d}/", Sort.COMPOSED),
    Page("grid of a request", "/demandes/DM-B-{n:04d}/grille/", Sort.COMPOSED),
    Page("register of decisions", "/decisions/", Sort.LIST, team=False),
    Page("decision", "/decisions/D-B-{n:04d}/", Sort.COMPOSED, team=False),
    Page("file of a sitting", "/seances/copil-banc/dossier/", Sort.COMPOSED),
    Page("file of a sitting, just changed", "/seances/copil-banc/dossier/", Sort.COMPOSED, stirred=True),
    Page("list of projects", "/projets/", Sort.LIST, team=False),
    Page("project", "/projets/PJ-B-{n:04d}/", Sort.COMPOSED, team=False),
    Page("week of the agenda", "/agenda/?vue=semaine", Sort.COMPOSED, own_target=2.5),
    Page("week of the rooms", "/maison/salles/semaine/", Sort.COMPOSED, own_target=2.5),
    Page("search of a visitor", "/recherche/?q=dossier+guichet", Sort.LIST, team=False),
    Page("search of the team", "/recherche/?q=dossier+guichet", Sort.LIST),
)
