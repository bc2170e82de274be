"""Factories of the models of ``grid_event``."""

from odoo import fields

from .factory import FACTORIES, Factory, code_table


def event_values(maker, grid):
    """What a reporter gives."""
    category = maker.env["grid.event.category"].search(
        [("question_ids", "=", False)], limit=1
    )
    return {
        "title": maker.word(),
        "category_id": category.id,
        "description": "A street lamp is broken.",
        "address": "In front of number 3",
        "grid_id": grid.id,
    }


def make_event(maker, grid, **values):
    """Reported by nobody of the matrix, held by the station above the grid."""
    return maker.env["grid.event"].create(
        {
            **event_values(maker, grid),
            "state": "reported",
            "reported_at": fields.Datetime.now(),
            "holder_id": grid.parent_id.id,
            **values,
        }
    )


def event_id(maker, grid):
    return {"event_id": maker.record("grid.event", grid).id}


def of_own_draft(user, values):
    """The same part, of a draft of the user."""
    event = user.env["grid.event"].browse(values["event_id"])
    draft = event.copy({"grid_id": event.grid_id.id, "reporter_id": user.id})
    return dict(values, event_id=draft.id)


def answer_values(maker, grid):
    question = maker.record("grid.event.question", grid)
    event = make_event(maker, grid, category_id=question.category_id.id)
    return {"event_id": event.id, "question_id": question.id, "value": "x"}


def media_values(maker, grid):
    return {**event_id(maker, grid), "name": f"{maker.word()}.txt", "file": "bWF0cml4"}


def task_values(maker, grid):
    return {**event_id(maker, grid), "kind": "main", "node_id": grid.id}


def feedback_values(maker, grid):
    rating = maker.env["grid.code"]._id_of("event_rating", "02")
    return {**event_id(maker, grid), "rating_id": rating}


def informant_values(maker, grid):
    return {**event_id(maker, grid), "name": maker.word()}


def step_values(maker, grid):
    return {
        "res_model": "grid.event",
        "res_id": maker.record("grid.event", grid).id,
        "move": "report",
        "state_to": "reported",
    }


def question_values(maker, grid):
    category = maker.record("grid.event.category", grid)
    return {"name": maker.word(), "category_id": category.id}


def limit_values(maker, grid):
    return {"category_id": maker.record("grid.event.category", grid).id}


def rule_values(maker, _grid):
    level = maker.ref("grid_level_town")
    return {"name": maker.word(), "level_id": level.id}


def trial_values(maker, grid):
    return {"rule_id": maker.record("grid.routing.rule", grid).id}


FACTORIES |= {
    "grid.event": Factory(
        event_values, {"description": "x"}, make=make_event, anywhere=True
    ),
    "grid.event.task": Factory(task_values, {"instruction": "x"}),
    "grid.event.answer": Factory(
        answer_values, {"value": "y"}, adapt=of_own_draft, anywhere=True
    ),
    "grid.event.media": Factory(
        media_values, {"phase": "2"}, adapt=of_own_draft, anywhere=True
    ),
    "grid.event.feedback": Factory(feedback_values, {"result": "x"}),
    "grid.event.informant": Factory(informant_values, {"secrecy": "sealed"}),
    "grid.workflow.step": Factory(step_values, {"reason": "x"}),
    "grid.event.category": code_table(group="safety"),
    "grid.event.question": Factory(question_values, {"sequence": 7}, territorial=False),
    "grid.time.limit": Factory(limit_values, {"basis": "x"}, territorial=False),
    "grid.routing.rule": Factory(rule_values, {"basis": "x"}, territorial=False),
    "grid.routing.trial": Factory(trial_values, {"event_count": 7}, territorial=False),
    "grid.routing.gap": Factory(
        lambda maker, grid: {"kind": "grid"}, {"code": "x"}, territorial=False
    ),
}
