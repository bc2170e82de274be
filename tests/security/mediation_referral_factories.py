"""Factories of referrals."""

from .factory import FACTORIES, Factory
from .mediation_confirmation_factories import make_court


def referral_values(maker, grid):
    return {
        "dispute_id": maker.record("grid.dispute", grid).id,
        "organization_id": make_court(maker, grid).id,
        "matter": maker.word(),
    }


def act_values(maker, grid):
    referral = maker.record("grid.dispute.referral", grid)
    return {"referral_id": referral.id, "move": "finish"}


FACTORIES |= {
    "grid.dispute.referral": Factory(referral_values, {"matter": "x"}),
    "grid.dispute.referral.act": Factory(
        act_values, {"reason": "x"}, territorial=False
    ),
}
