"""Factories of agreements."""

from odoo.addons.grid_mediation.tests.common import DRAWN

from .factory import FACTORIES, Factory


def agreement_values(maker, grid):
    return {
        "dispute_id": maker.record("grid.dispute", grid).id,
        "content": maker.word(),
    }


def agreement_id(maker, grid):
    return {"agreement_id": maker.record("grid.dispute.agreement", grid).id}


def signature_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    agreement = maker.env["grid.dispute.agreement"].create(
        {"dispute_id": party.dispute_id.id, "content": maker.word()}
    )
    return {"agreement_id": agreement.id, "party_id": party.id, "image": DRAWN}


def instalment_values(maker, grid):
    return {**agreement_id(maker, grid), "due_on": "2026-03-02", "what": maker.word()}


def pay_values(maker, grid):
    return {"instalment_id": maker.record("grid.dispute.instalment", grid).id}


FACTORIES |= {
    "grid.dispute.agreement": Factory(agreement_values, {"way": "x"}),
    "grid.dispute.signature": Factory(signature_values, {"image": DRAWN}),
    "grid.dispute.instalment": Factory(instalment_values, {"what": "x"}),
    "grid.dispute.sign": Factory(agreement_id, {"who": "mediator"}, territorial=False),
    "grid.dispute.pay": Factory(pay_values, {"note": "x"}, territorial=False),
}
