"""Some months of visits to the demo households by the workers of their grids."""

from datetime import timedelta

from odoo import fields

DAYS = 120
"""How far back the visits go; households called on long ago wait for the next."""
NEVER = 0.1
"""How many households nobody has called on yet."""
WITH_FINDING = 0.25
OUTCOMES = ("met",) * 16 + ("absent",) * 3 + ("refused",)


def load_visits(city):
    workers = _workers_by_grid(city)
    purposes = city.env["grid.visit.purpose"].search([])
    households = city.env["grid.household"].search(
        [("grid_id", "in", [grid.id for grid in workers])], order="id"
    )
    city.env["grid.visit"].create(
        [
            _visit(city, household, workers[household.grid_id], purposes, days_ago)
            for household in households
            for days_ago in _days_ago(city)
        ]
    )


def _workers_by_grid(city):
    postings = city.env["grid.posting"]
    live = postings.search(
        postings._live() & fields.Domain("role_id", "=", city.role("grid_worker").id),
        order="id",
    )
    return {
        grid: found.staff_id.sorted("id")
        for grid, found in live.grouped("grid_id").items()
    }


def _days_ago(city):
    """When a household was visited."""
    if city.random.random() < NEVER:
        return []
    times = city.random.choice((1, 1, 2))
    return [city.random.randrange(1, DAYS) for _ in range(times)]


def _visit(city, household, workers, purposes, days_ago):
    weights = [8, *[1] * (len(purposes) - 1)]
    # from nine in the morning to five in the afternoon in Putian
    minute = city.random.randrange(60, 540)
    day = fields.Datetime.to_datetime(city.today - timedelta(days=days_ago))
    found, done = None, None
    if city.random.random() < WITH_FINDING:
        found, done = city.random.choice(city.words["findings"])
    return {
        "household_id": household.id,
        "staff_id": city.random.choice(workers).id,
        "visited_at": day + timedelta(minutes=minute),
        "purpose_id": city.random.choices(purposes, weights)[0].id,
        "outcome": city.random.choice(OUTCOMES),
        "findings": found,
        "measures": done,
    }
