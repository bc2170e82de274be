"""Factories of return visits."""

from .factory import FACTORIES, Factory


def visit_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    agreement = maker.env["grid.dispute.agreement"].create(
        {"dispute_id": party.dispute_id.id, "content": maker.word()}
    )
    return {"agreement_id": agreement.id, "party_id": party.id}


FACTORIES |= {"grid.dispute.visit": Factory(visit_values, {"note": "x"})}
