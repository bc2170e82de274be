"""Factories of graded warning and supervision."""

from .factory import FACTORIES, Factory


def rule_values(maker, _grid):
    return {"name": maker.word(), "grade": "blue"}


def duty_values(maker, _grid):
    return {"name": maker.word(), "grade": "blue"}


def dispute_id(maker, grid):
    return {"dispute_id": maker.record("grid.dispute", grid).id}


def dispute_duty_values(maker, grid):
    return {
        **dispute_id(maker, grid),
        "name": maker.word(),
        "grade": "blue",
        "who": "mediator",
        "due_at": "2026-03-02 01:00:00",
    }


def oversight_values(maker, grid):
    return {
        **dispute_id(maker, grid),
        "demand": maker.word(),
        "due_on": "2026-03-02",
    }


def leader_values(maker, grid):
    return {"grid_id": grid.id, "staff_id": maker.record("grid.staff", grid).id}


FACTORIES |= {
    "grid.warning.rule": Factory(rule_values, {"sequence": 7}, territorial=False),
    "grid.warning.duty": Factory(duty_values, {"hours": 7}, territorial=False),
    "grid.dispute.duty": Factory(dispute_duty_values, {"note": "x"}),
    "grid.dispute.grading": Factory(dispute_id, {"reason": "x"}),
    "grid.dispute.oversight": Factory(oversight_values, {"found": "x"}),
    "grid.linked.leader": Factory(leader_values, {"role": "x"}),
}
