"""Factories of judicial aid."""

from .factory import FACTORIES, Factory
from .mediation_factories import code


def aid_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    return {
        "dispute_id": party.dispute_id.id,
        "party_id": party.id,
        "situation_id": code(maker, "judicial_aid_situation", "07"),
        "asked": 3000,
        "need": maker.word(),
    }


def act_values(maker, grid):
    return {"aid_id": maker.record("grid.judicial.aid", grid).id, "move": "apply"}


FACTORIES |= {
    "grid.judicial.aid": Factory(aid_values, {"need": "x"}),
    "grid.judicial.aid.act": Factory(act_values, {"reason": "x"}, territorial=False),
}
