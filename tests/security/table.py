"""The one table of who may do what: ``matrix.csv``.

One line for each model and login; under each operation

- ``none``: refused, whatever the record;
- ``scope``: the records of the grids held by a posting, and not one more;
- ``own``: the records that the same login made (wizards);
- ``all``: every record.
"""

import csv
from functools import cache
from pathlib import Path

LOGINS = (
    "worker",
    "station_head",
    "town_officer",
    "manager",
    "department",
    "administrator",
    "auditor",
    "portal",
    "public",
)
MORE = {
    "grid_care": ("care_officer", "clinician", "recipient", "care_community"),
    "grid_mediation": ("mediator", "mediation_officer"),
}
"""Logins that only the models of one addon must be tried with; others may be."""

OPERATIONS = ("read", "search", "group", "export", "write", "create", "unlink")
LEVELS = ("none", "scope", "own", "all")


@cache
def table():
    """``{(model, login): {operation: level}}``"""
    path = Path(__file__).with_name("matrix.csv")
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    cells = {}
    for row in rows:
        key = row.pop("model"), row.pop("login")
        if key in cells:
            raise ValueError(f"matrix.csv has {key} twice")
        cells[key] = row
    return cells


def models():
    return sorted({model for model, _login in table()})


def logins():
    """Every login that the table names, and the models it names it with."""
    found = {}
    for model, login in sorted(table()):
        found.setdefault(login, []).append(model)
    return found


def level(model, login, operation):
    return table()[model, login][operation]
