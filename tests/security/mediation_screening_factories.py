"""Factories of screening and of consultations."""

from .factory import FACTORIES, Factory

DAYS = {"date_from": "2026-03-02", "date_to": "2026-03-08"}


def round_values(maker, grid):
    return {"name": maker.word(), "grid_id": grid.id, **DAYS}


def task_values(maker, grid):
    record = maker.record("grid.screening.round", grid)
    return {"round_id": record.id, "name": maker.word(), "grid_id": grid.id, **DAYS}


def report_values(maker, grid):
    task = maker.record("grid.screening.task", grid)
    return {"task_id": task.id, "date": "2026-03-02", "user_id": maker.env.uid}


def consultation_values(maker, grid):
    return {"name": maker.word(), "grid_id": grid.id, "date": "2026-03-02 01:00:00"}


def consultation_id(maker, grid):
    return {"consultation_id": maker.record("grid.consultation", grid).id}


def item_values(maker, grid):
    return {**consultation_id(maker, grid), "question": maker.word()}


def duty_values(maker, grid):
    return {
        **consultation_id(maker, grid),
        "what": maker.word(),
        "due_on": "2026-03-02",
        "organization_id": maker.record("grid.organization", grid).id,
    }


FACTORIES |= {
    "grid.screening.round": Factory(round_values, {"focus": "x"}),
    "grid.screening.task": Factory(task_values, {"focus": "x"}),
    "grid.screening.report": Factory(report_values, {"found": 7}),
    "grid.consultation": Factory(consultation_values, {"place": "x"}),
    "grid.consultation.item": Factory(item_values, {"decision": "x"}),
    "grid.consultation.duty": Factory(duty_values, {"what": "x"}),
}
