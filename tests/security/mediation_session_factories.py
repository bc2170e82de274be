"""Factories of sessions."""

from .factory import FACTORIES, Factory

START, STOP = "2026-03-02 01:00:00", "2026-03-02 02:00:00"


def session_values(maker, grid):
    return {
        "dispute_id": maker.record("grid.dispute", grid).id,
        "start_at": START,
        "stop_at": STOP,
        "minutes": maker.word(),
    }


def attendance_values(maker, grid):
    party = maker.record("grid.dispute.party", grid)
    times = {"start_at": START, "stop_at": STOP}
    session = maker.env["grid.dispute.session"].create(
        {"dispute_id": party.dispute_id.id, **times}
    )
    return {"session_id": session.id, "party_id": party.id}


FACTORIES |= {
    "grid.mediation.room": Factory(
        lambda maker, grid: {"name": maker.word(), "grid_id": grid.id},
        {"address": "x"},
    ),
    "grid.dispute.session": Factory(session_values, {"outcome": "x"}),
    "grid.dispute.attendance": Factory(attendance_values, {"person": "x"}),
}
