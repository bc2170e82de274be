"""Factories of seats in a session by video."""

from .factory import FACTORIES, Factory


def seat_values(maker, grid):
    line = maker.record("grid.dispute.attendance", grid)
    line.session_id.mediator_ids = line.dispute_id.mediator_ids
    return {
        "session_id": line.session_id.id,
        "party_id": line.party_id.id,
        "state": "invited",
    }


FACTORIES |= {
    "grid.session.seat": Factory(seat_values, {"state": "out"}),
    "grid.session.link": Factory(
        lambda maker, grid: {}, {"text": "x"}, territorial=False
    ),
}
