"""Bring the table in the database to the edition that the product ships, in one go and only when it differs.

PostgreSQL reads the shipped files as they are and derives the rest itself: some 36,000 territories under their
42,000 names are there in about a second. What it derives (identifiers, comparable names) is proved equal to
`models.territory_id` and `rules` on the whole edition by a test.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from liamm.features.territories import edition, rules
from liamm.features.territories.models import Edition
from liamm.kernel import clock

_TERRITORY = ("kind", "code", "name", "nature", "population", "epci", "departement", "region", "postcodes", "siren")
_FORMER = ("commune", "usage", "name")

_IDENTIFY = """
CREATE OR REPLACE FUNCTION pg_temp.territory_id(kind text, code text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN code <> '' THEN
        overlay(overlay(md5(kind || ':' || code) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid END
$$;
"""

_COMPARE = r"""
CREATE OR REPLACE FUNCTION pg_temp.name_words(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(trim(regexp_replace(lower(regexp_replace(normalize(
        replace(replace(replace(replace(name, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), NFKD),
        '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g')), '\mst(e?s?)\M', 'saint\1', 'g')
$$;
CREATE OR REPLACE FUNCTION pg_temp.without_articles(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(nullif(replace(regexp_replace(' ' || words, ' (ARTICLES)(?= |$)', '', 'g'), ' ', ''), ''),
                    replace(words, ' ', ''))
$$;
"""

_MERGE = """
INSERT INTO territories_territory AS was (
    id, created_at, kind, code, name, sort_key, nature, population, postcodes, siren,
    epci_id, departement_id, region_id, in_force
)
SELECT pg_temp.territory_id(kind, code), %(now)s, kind, code, name,
       regexp_replace(pg_temp.name_words(name), '^((ARTICLES) )+', ''), nature,
       coalesce(nullif(population, ''), '0')::integer, string_to_array(postcodes, ' '), siren,
       pg_temp.territory_id('epci', epci), pg_temp.territory_id('departement', departement),
       pg_temp.territory_id('region', region), true
FROM shipped_territory
ON CONFLICT (kind, code) DO UPDATE SET
    name = EXCLUDED.name, sort_key = EXCLUDED.sort_key, nature = EXCLUDED.nature, population = EXCLUDED.population,
    postcodes = EXCLUDED.postcodes, siren = EXCLUDED.siren, epci_id = EXCLUDED.epci_id,
    departement_id = EXCLUDED.departement_id, region_id = EXCLUDED.region_id, in_force = true
WHERE (was.name, was.nature, was.population, was.postcodes, was.siren, was.epci_id, was.departement_id, was.region_id,
       was.in_force)
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.nature, EXCLUDED.population, EXCLUDED.postcodes, EXCLUDED.siren,
       EXCLUDED.epci_id, EXCLUDED.departement_id, EXCLUDED.region_id, true);
UPDATE territories_territory SET in_force = false WHERE (kind, code) NOT IN (SELECT kind, code FROM shipped_territory);
"""

_NAME = """
DELETE FROM territories_territoryname;
INSERT INTO territories_territoryname (
    id, created_at, territory_id, name, usage, words, whole, bare, region_id, standing
)
SELECT gen_random_uuid(), %(now)s, territory.id, named.name, usage, words, replace(words, ' ', ''),
       pg_temp.without_articles(words),
       CASE WHEN territory.kind = 'region' THEN territory.id ELSE territory.region_id END,
       CASE WHEN usage = 'current' THEN 0 ELSE 1000000000 END - territory.population
       + 100000000 * array_position(array['commune', 'epci', 'departement', 'region', 'country'], territory.kind::text)
FROM (
    SELECT kind, code, name, 'current' AS usage, pg_temp.name_words(name) AS words FROM shipped_territory
    UNION ALL
    SELECT 'commune', commune, name, usage, pg_temp.name_words(name) FROM shipped_former
) AS named JOIN territories_territory AS territory USING (kind, code)
ORDER BY words;
ANALYZE territories_territory;
ANALYZE territories_territoryname;
"""


def load_after_migrations(*, using: str, **_signal: object) -> None:
    """The table is part of the schema: it is there as soon as the migrations are."""
    if "territories_edition" in connections[using].introspection.table_names():
        load_edition(using)


def load_edition(using: str = "default") -> bool:
    """Load the shipped edition unless it is there; answers whether it had to.

    What points to a territory is kept: rows are updated in place and none is removed, those that left the edition are
    only marked.
    """
    digest = edition.digest()
    loaded = Edition.objects.using(using)
    if loaded.filter(digest=digest).exists():
        return False
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('liamm.territories'))")
        if loaded.filter(digest=digest).exists():
            return False
        _load(cursor)
        loaded.delete()
        loaded.create(year=edition.YEAR, digest=digest)
    return True


def _load(cursor: CursorWrapper) -> None:
    articles = "|".join(sorted(rules.ARTICLES))
    now = {"now": clock.now()}
    cursor.execute(_IDENTIFY)
    cursor.execute(_COMPARE.replace("ARTICLES", articles))
    _copy(cursor, "shipped_territory", _TERRITORY, edition.TERRITORIES)
    _copy(cursor, "shipped_former", _FORMER, edition.FORMER_NAMES)
    for statement in (_MERGE, _NAME):
        for part in statement.replace("ARTICLES", articles).split(";\n"):
            if part.strip():
                cursor.execute(part, now if "%(now)s" in part else None)


def _copy(cursor: CursorWrapper, table: str, columns: Sequence[str], file: Path) -> None:
    """A temporary table of texts, filled with a file as it is."""
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({', '.join(f'{name} text' for name in columns)}) ON COMMIT DROP")
    listed = ", ".join(columns)
    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({listed}))") as copy:
        copy.write(gzip.decompress(file.read_bytes()))
    cursor.execute(f"ANALYZE {table}")
