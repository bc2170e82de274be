"""Factories of judicial confirmation."""

from .factory import FACTORIES, Factory


def make_court(maker, grid):
    kind = maker.ref("grid_organization_kind_court")
    return maker.env["grid.organization"].create(
        {"name": maker.word(), "kind_id": kind.id, "grid_id": grid.id}
    )


def confirmation_values(maker, grid):
    agreement = maker.record("grid.dispute.agreement", grid)
    return {
        "dispute_id": agreement.dispute_id.id,
        "agreement_id": agreement.id,
        "court_id": make_court(maker, grid).id,
    }


def answer_values(maker, grid):
    record = maker.record("grid.dispute.confirmation", grid)
    return {"confirmation_id": record.id, "move": "accept"}


FACTORIES |= {
    "grid.dispute.confirmation": Factory(confirmation_values, {"asking_ids": []}),
    "grid.dispute.court.answer": Factory(
        answer_values, {"reason": "x"}, territorial=False
    ),
}
