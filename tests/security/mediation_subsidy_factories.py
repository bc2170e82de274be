"""Factories of subsidies."""

from .factory import FACTORIES, Factory


def rate_values(maker, _grid):
    return {"name": maker.word(), "pay": 1}


def subsidy_values(maker, grid):
    return {
        "dispute_id": maker.record("grid.dispute", grid).id,
        "mediator_id": maker.record("grid.mediator", grid).id,
        "rate_id": maker.record("grid.mediation.subsidy.rate", grid).id,
    }


FACTORIES |= {
    "grid.mediation.subsidy.rate": Factory(rate_values, {"pay": 2}, territorial=False),
    "grid.dispute.subsidy": Factory(subsidy_values, {"explanation": "x"}),
}
