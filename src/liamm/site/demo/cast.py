"""The cast: fictitious people and plausible organisations on real territories. No name here is anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.accounts.enums import Duty, OrganisationKind

KIND = OrganisationKind


@dataclass(frozen=True, slots=True)
class Troupe:
    """An organisation of the story: `place` is the INSEE code of a commune, or the SIREN of an EPCI."""

    key: str
    name: str
    kind: OrganisationKind
    place: str = ""
    short: str = ""
    is_host: bool = False


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the story: for whom they act, in which function, and since how many days they are with us."""

    key: str
    name: str
    address: str
    troupe: str = ""
    function: str = ""
    duty: Duty | None = None
    roles: Sequence[tuple[str, str]] = ()
    since: int = 500
    member: bool = True
    skills: str = ""


TROUPES: Sequence[Troupe] = (
    Troupe("etat", "Préfecture de la région Bretagne", KIND.STATE, "35238", "État", is_host=True),
    Troupe("region", "Région Bretagne", KIND.REGION, "35238", "Région", is_host=True),
    Troupe("redon-agglo", "Redon Agglomération", KIND.EPCI, "243500741"),
    Troupe("allaire", "Mairie d’Allaire", KIND.COMMUNE, "56001"),
    Troupe("bains", "Mairie de Bains-sur-Oust", KIND.COMMUNE, "35013"),
    Troupe("fs-redon", "France services du Pays de Redon", KIND.ASSOCIATION, "35236"),
    Troupe("caf", "Caisse d’allocations familiales (fiction)", KIND.AGENCY, "35238", "CAF"),
    Troupe("msa", "Mutualité sociale agricole (fiction)", KIND.AGENCY, "22278", "MSA"),
    Troupe("mediatheque", "Médiathèque de Ploërmel", KIND.COMMUNE, "56165"),
    Troupe("dept29", "Département du Finistère", KIND.DEPARTEMENT, "29232"),
    Troupe("brest", "Brest métropole", KIND.EPCI, "242900314"),
    Troupe("poher", "Poher communauté", KIND.EPCI, "242900744"),
    Troupe("loudeac", "Loudéac communauté Bretagne centre", KIND.EPCI, "200067460"),
    Troupe("plouc", "Mairie de Plœuc-L’Hermitage", KIND.COMMUNE, "22203"),
    Troupe("labo", "Laboratoire d’enquête sociale de l’Ouest", KIND.RESEARCH, "35238", "LESO"),
    Troupe("atelier", "Atelier des Dunes, design de service", KIND.COMPANY, "29232"),
    Troupe("kerfeunteun", "Collectif des habitants de Kerfeunteun", KIND.COLLECTIVE, "29232"),
    Troupe("ddtm", "Direction départementale des territoires (fiction)", KIND.STATE, "56260", "DDT"),
    Troupe("eau", "Syndicat d’eau du Centre Bretagne", KIND.AGENCY, "22136"),
)

PLAYERS: Sequence[Player] = (
    # the Ti Team
    Player(
        "head",
        "Maëlle Kerguen",
        "responsable@demo.example",
        "etat",
        "responsable et concierge",
        Duty.HEAD,
        (("animateur", ""),),
        900,
        skills="facilitation, accueil",
    ),
    Player(
        "deputy",
        "Rozenn Cadiou",
        "adjointe@demo.example",
        "region",
        "adjointe à la responsable",
        Duty.HEAD,
        (("animateur", ""),),
        880,
    ),
    Player(
        "team",
        "Solenn Le Bihan",
        "equipe@demo.example",
        "region",
        "facilitatrice",
        Duty.TEAM,
        (("animateur", ""),),
        700,
        skills="immersion, design de service",
    ),
    Player(
        "team2",
        "Malo Quéméner",
        "facilitateur@demo.example",
        "etat",
        "facilitateur",
        Duty.TEAM,
        (("animateur", ""),),
        640,
        skills="prototypage, animation",
    ),
    Player(
        "keeper",
        "Awen Riou",
        "documentation@demo.example",
        "region",
        "garante de la documentation",
        Duty.TEAM,
        (("soucieux", "documentation"),),
        420,
    ),
    Player("admin", "Tifenn Morvan", "admin@demo.example", "region", "administratrice de l’outil", Duty.ADMIN, (), 900),
    # the bodies
    Player("copil", "Hervé Lozachmeur", "copil@demo.example", "etat", "adjoint au SGAR", roles=(), since=850),
    Player("dga", "Nathalie Guéguen", "dga@demo.example", "region", "directrice générale adjointe", since=850),
    Player(
        "pilot-state",
        "Erwan Salaün",
        "pilote-etat@demo.example",
        "etat",
        "chargé de projet innovation",
        since=800,
        roles=(("animateur", ""),),
    ),
    Player(
        "pilot-region",
        "Katell Prigent",
        "pilote-region@demo.example",
        "region",
        "chargée de projet innovation",
        since=800,
        roles=(("animateur", ""), ("pionnier", "")),
    ),
    Player(
        "sgar",
        "Bertrand Ollivier",
        "codir@demo.example",
        "etat",
        "secrétaire général aux affaires régionales",
        since=800,
        member=False,
    ),
    Player(
        "dgs",
        "Françoise Le Dantec",
        "dgs@demo.example",
        "region",
        "directrice générale des services",
        since=800,
        member=False,
    ),
    Player("president", "Yannig Le Goasguen", "president@demo.example", "region", "président", since=800, member=False),
    Player("prefect", "Sabine Delorme-Kerven", "prefete@demo.example", "etat", "préfète", since=800, member=False),
    Player(
        "substitute", "Gwenola Tanguy", "suppleante@demo.example", "region", "directrice de l’administration", since=300
    ),
    # relays and carriers
    Player(
        "relay-redon",
        "Ronan Baudet",
        "relais@demo.example",
        "redon-agglo",
        "conseiller numérique",
        roles=(("implique", ""),),
        since=460,
    ),
    Player(
        "relay-poher", "Enora Jaffré", "relais-poher@demo.example", "poher", "animatrice France services", since=560
    ),
    Player(
        "relay-ploermel", "Gaëtan Rouault", "relais-ploermel@demo.example", "mediatheque", "médiathécaire", since=445
    ),
    Player(
        "secretary",
        "Yvonne Hémery",
        "mairie-allaire@demo.example",
        "allaire",
        "secrétaire de mairie",
        since=185,
        member=False,
    ),
    Player(
        "carrier",
        "Armelle Guihard",
        "porteur@demo.example",
        "redon-agglo",
        "directrice des solidarités",
        roles=(("implique", ""),),
        since=430,
    ),
    Player(
        "carrier-state", "Loïc Cosquer", "porteur-etat@demo.example", "etat", "délégué à l’accès aux droits", since=430
    ),
    Player(
        "carrier-region",
        "Hélène Abgrall",
        "porteur-region@demo.example",
        "region",
        "chargée des solidarités",
        since=430,
    ),
    Player(
        "carrier-brest", "Tanguy Perrot", "porteur-brest@demo.example", "brest", "chef de service accueil", since=200
    ),
    Player("carrier-water", "Nolwenn Stéphan", "eau@demo.example", "eau", "directrice", since=260),
    Player(
        "carrier-summer", "Goulven Le Roux", "hebergement@demo.example", "loudeac", "chargé de l’habitat", since=260
    ),
    Player("carrier-app", "Patrice Maubert", "application@demo.example", "ddtm", "chef de projet numérique", since=365),
    # the community
    Player(
        "appraiser",
        "Bleuenn Carrer",
        "avis@demo.example",
        "dept29",
        "cheffe de projet",
        roles=(("pionnier", ""),),
        since=520,
        skills="évaluation, écoute",
    ),
    Player(
        "appraiser2",
        "Jakez Rolland",
        "avis2@demo.example",
        "msa",
        "responsable de l’accueil",
        roles=(("ingenieur", ""),),
        since=510,
    ),
    Player(
        "appraiser3",
        "Mari Le Floc’h",
        "avis3@demo.example",
        "labo",
        "sociologue",
        roles=(("sage", ""), ("sceptique", "outils numériques")),
        since=500,
    ),
    Player(
        "appraiser4",
        "Denez Hamon",
        "avis4@demo.example",
        "caf",
        "conseiller",
        roles=(("soucieux", "accueil"),),
        since=480,
    ),
    Player(
        "member",
        "Riwanon Corre",
        "membre@demo.example",
        "brest",
        "agente d’accueil",
        roles=(("curieux", ""),),
        since=165,
    ),
    Player(
        "researcher",
        "Aziliz Nédélec",
        "recherche@demo.example",
        "labo",
        "chercheuse",
        roles=(("ingenieur", ""),),
        since=430,
    ),
    Player("resident", "Job Le Gall", "habitant@demo.example", "kerfeunteun", "", roles=(("implique", ""),), since=300),
    Player("caf", "Sterenn Autret", "caf@demo.example", "caf", "responsable des relations aux usagers", since=410),
    Player(
        "fs", "Marzhin Guillou", "franceservices@demo.example", "fs-redon", "conseillère France services", since=420
    ),
    Player("bains", "Annaïck Lelièvre", "bains@demo.example", "bains", "directrice générale des services", since=400),
    Player("librarian", "Klervi Bodénès", "mediatheque@demo.example", "mediatheque", "directrice", since=390),
    Player(
        "designer",
        "Corentin Vaillant",
        "design@demo.example",
        "atelier",
        "designer",
        roles=(("ingenieur", ""),),
        since=350,
        skills="prototypage",
    ),
    Player("plouc", "Soizic Hervé", "ploeuc@demo.example", "plouc", "adjointe au maire", since=240),
    Player(
        "skeptic",
        "Alan Le Moal",
        "sceptique@demo.example",
        "loudeac",
        "directeur des systèmes d’information",
        roles=(("sceptique", ""),),
        since=220,
    ),
    Player(
        "ambassador",
        "Gwendoline Troadec",
        "ambassadrice@demo.example",
        "brest",
        "formatrice",
        roles=(("ambassadeur", ""), ("implique", "UTILO")),
        since=330,
    ),
    Player("msa", "Lena Cariou", "msa@demo.example", "msa", "travailleuse sociale", since=400),
    Player("water-agent", "Yann-Ber Postic", "fontainier@demo.example", "eau", "fontainier", since=180),
    Player(
        "teacher", "Oanez Lagadec", "formation@demo.example", "dept29", "formatrice", roles=(("curieux", ""),), since=90
    ),
)
