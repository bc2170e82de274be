"""Factories of the models of ``grid_mediation``."""

from odoo import fields

from .factory import FACTORIES, Factory


def code(maker, table, value):
    return maker.env["grid.code"]._id_of(table, value)


def dispute_values(maker, grid):
    """What somebody registers."""
    return {
        "title": maker.word(),
        "kind_id": code(maker, "dispute_kind", "02"),
        "source_id": code(maker, "dispute_source", "02"),
        "description": "Water runs down from the balcony above.",
        "place": "Number 3",
        "grid_id": grid.id,
    }


def make_dispute(maker, grid, **values):
    """In mediation, by the mediator of the matrix if the place is one of theirs."""
    mediators = maker.env["grid.mediator"].search(
        [("staff_id.user_id.login", "=like", "matrix_%")]
    )
    near = mediators.filtered(
        lambda mediator: grid.parent_path.startswith(mediator.grid_id.parent_path)
    )
    return maker.env["grid.dispute"].create(
        {
            **dispute_values(maker, grid),
            # what its parts are called by
            "number": maker.word(),
            "state": "mediating",
            "registered_at": fields.Datetime.now(),
            "mediator_ids": [(6, 0, near.ids)],
            **values,
        }
    )


def dispute_id(maker, grid):
    return {"dispute_id": maker.record("grid.dispute", grid).id}


def of_own_draft(user, values):
    """The same part, of a draft of the user."""
    dispute = user.env["grid.dispute"].browse(values["dispute_id"])
    draft = dispute.copy({"reporter_id": user.id})
    return dict(values, dispute_id=draft.id)


def party_values(maker, grid):
    return {**dispute_id(maker, grid), "name": maker.word()}


def agent_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    return {"party_id": party.id, "name": maker.word()}


def agent_of_own_draft(user, values):
    party = user.env["grid.dispute.party"].browse(values["party_id"])
    draft = party.dispute_id.copy({"reporter_id": user.id})
    own = party.copy({"dispute_id": draft.id})
    return dict(values, party_id=own.id)


def paper_values(maker, grid):
    return {
        **dispute_id(maker, grid),
        "kind_id": code(maker, "dispute_paper", "06"),
        "title": maker.word(),
        "text": "What the neighbour said.",
    }


def alarm_values(maker, grid):
    kind = maker.ref("grid_organization_kind_police_station")
    station = maker.env["grid.organization"].create(
        {"name": maker.word(), "kind_id": kind.id, "grid_id": grid.id}
    )
    return {
        **dispute_id(maker, grid),
        "organization_id": station.id,
        "danger": maker.word(),
    }


def body_values(maker, grid):
    kind = code(maker, "mediation_body_kind", "01")
    return {"name": maker.word(), "kind_id": kind, "grid_id": grid.id}


def mediator_values(maker, grid):
    return {"staff_id": maker.record("grid.staff", grid).id}


def member_values(maker, grid):
    return {
        "body_id": maker.record("grid.mediation.body", grid).id,
        "mediator_id": maker.record("grid.mediator", grid).id,
    }


def number_values(maker, grid):
    return {"body_id": maker.record("grid.mediation.body", grid).id, "year": 2026}


def norm_values(maker, _grid):
    kind = maker.env["grid.code"].create(
        {
            "table": "mediation_body_kind",
            "code": maker.word(),
            "name": maker.word(),
        }
    )
    return {"kind_id": kind.id}


def place_values(maker, grid):
    kind = code(maker, "mediation_place", "02")
    return {"name": maker.word(), "kind_id": kind, "grid_id": grid.id}


def make_coverage(maker, grid):
    """The row of the town in which a place lies."""
    place = maker.record("grid.mediation.place", grid)
    town = grid
    while town.level_id != maker.ref("grid_level_town"):
        town = town.parent_id
    domain = [("grid_id", "=", town.id), ("kind_id", "=", place.kind_id.id)]
    return maker.env["grid.mediation.coverage"].search(domain)


def make_dispute_stat(maker, grid):
    dispute = maker.record("grid.dispute", grid)
    return maker.env["grid.dispute.stat"].browse(dispute.id)


FACTORIES |= {
    "grid.dispute": Factory(
        dispute_values, {"description": "x"}, make=make_dispute, anywhere=True
    ),
    "grid.dispute.party": Factory(
        party_values, {"name": "x"}, adapt=of_own_draft, anywhere=True
    ),
    "grid.dispute.paper": Factory(
        paper_values, {"place": "x"}, adapt=of_own_draft, anywhere=True
    ),
    "grid.dispute.agent": Factory(
        agent_values, {"name": "x"}, adapt=agent_of_own_draft, anywhere=True
    ),
    "grid.dispute.alarm": Factory(alarm_values, {"answer": "x"}),
    "grid.dispute.act": Factory(
        lambda maker, grid: {**dispute_id(maker, grid), "move": "accept"},
        {"reason": "x"},
        adapt=of_own_draft,
        territorial=False,
    ),
    "grid.mediation.body": Factory(body_values, {"phone": "x"}),
    "grid.mediation.member": Factory(member_values, {"position": "deputy"}),
    "grid.mediation.number": Factory(number_values, {"last": 7}, territorial=False),
    "grid.mediator": Factory(mediator_values, {"qualification": "x"}),
    "grid.mediation.norm": Factory(norm_values, {"basis": "x"}, territorial=False),
    "grid.mediation.place": Factory(place_values, {"note": "x"}),
    "grid.mediation.coverage": Factory(
        make=make_coverage,
        change={"place_count": 2},
        # what lies outside the scope is not counted at all
        refusal=frozenset({"odoo.exceptions.MissingError"}),
    ),
    "grid.dispute.stat": Factory(
        make=make_dispute_stat,
        change={"settled": 7},
        # what lies outside the scope is not counted at all
        refusal=frozenset({"odoo.exceptions.MissingError"}),
    ),
}
