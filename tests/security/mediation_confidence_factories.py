"""Factories of what is told in confidence and what is released."""

from .factory import FACTORIES, Factory


def note_values(maker, grid):
    dispute = maker.record("grid.dispute", grid)
    return {"dispute_id": dispute.id, "text": maker.word()}


def release_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    return {
        "dispute_id": party.dispute_id.id,
        "party_ids": [(6, 0, party.ids)],
        "title": maker.word(),
        "text": maker.word(),
    }


def helper_values(maker, grid):
    dispute = maker.record("grid.dispute", grid)
    return {"dispute_id": dispute.id, "name": maker.word()}


FACTORIES |= {
    "grid.dispute.note": Factory(note_values, {"text": "x"}),
    "grid.dispute.release": Factory(release_values, {"title": "x"}),
    "grid.dispute.helper": Factory(helper_values, {"relation": "x"}),
}
