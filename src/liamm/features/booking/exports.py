"""The figures of the house for a spreadsheet: UTF-8, commas; a cell that one would run is defused by an apostrophe."""

from __future__ import annotations

import csv
import io

from liamm.features.booking.queries.figures import Figures

COLUMNS = ("du", "au", "par", "cle", "nom", "reservations", "heures", "personnes", "part_des_heures_d_ouverture")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def as_csv(figures: Figures) -> str:
    """One line a figure; the first says of which days, by what, and which."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    days = figures.period.first.isoformat(), figures.period.last.isoformat()
    for by, lines in figures.tables.items():
        for one in lines:
            share = "" if one.share is None else round(one.share / 100, 3)
            row = (*days, by.value, one.key, one.label, one.bookings, one.hours, one.people, share)
            writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) and value != "-" else value
