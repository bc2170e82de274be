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
            "number": maker.word(),
            "state": "reported",
            "reported_at": fields.Datetime.now(),
            "holder_id": grid.parent_id.id,
            **values,
        }
    )


def make_stat(maker, grid):
    event = maker.record("grid.event", grid)
    return maker.env["grid.event.stat"].browse(event.id)


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


def supervision_values(maker, grid):
    task = maker.record("grid.event.task", grid)
    return {
        "task_id": task.id,
        "event_id": task.event_id.id,
        "node_id": grid.id,
        "issuer_node_id": grid.parent_id.id,
        "remark": maker.word(),
    }


def application_values(maker, grid):
    return {
        **event_id(maker, grid),
        "kind": "extension",
        "extend_value": 1,
        "extend_unit": "hour",
        "node_id": grid.id,
        "approver_id": grid.parent_id.id,
        "reason": maker.word(),
    }


def approval_values(maker, grid):
    return {"level_id": maker.record("grid.level", grid).id}


def order_id(maker, grid):
    return {"task_id": maker.record("grid.event.task", grid).id, "move": "answer"}


def order_of_own(user, values):
    """An order of the user's department, on the user's report."""
    task = user.env["grid.event.task"].browse(values["task_id"])
    department = user.env["grid.organization"].create(
        {
            "name": f"Department of {user.login}",
            "grid_id": task.grid_id.id,
            "kind_id": user.env.ref("grid_base.grid_organization_kind_department").id,
            "user_ids": [(6, 0, user.ids)],
        }
    )
    task.event_id.reporter_id = user
    order = user.env["grid.event.task"].create(
        {
            "event_id": task.event_id.id,
            "kind": "assist",
            "organization_id": department.id,
        }
    )
    return dict(values, task_id=order.id)


def line_values(maker, grid):
    dispatch = maker.record("grid.event.dispatch", grid)
    return {"dispatch_id": dispatch.id, "node_id": grid.id}


def supervise_values(maker, grid):
    event = maker.record("grid.event", grid)
    return {
        "event_ids": [[6, 0, event.ids]],
        "kind": "remind",
        "remark": maker.word(),
    }


def act_on_supervision_values(maker, grid):
    supervision = maker.record("grid.event.supervision", grid)
    return {"supervision_ids": [[6, 0, supervision.ids]], "move": "answer"}


def of_own_department(user, values):
    """Supervision of an order of the user's department."""
    supervision = user.env["grid.event.supervision"].browse(
        values["supervision_ids"][0][2]
    )
    order = order_of_own(user, {"task_id": supervision.task_id.id})
    task = user.env["grid.event.task"].browse(order["task_id"])
    supervision.write(
        {
            "task_id": task.id,
            "node_id": False,
            "organization_id": task.organization_id.id,
        }
    )
    return values


def assign_values(maker, grid):
    return {"task_ids": [[6, 0, maker.record("grid.event.task", grid).ids]]}


def assign_in_own(user, values):
    order = order_of_own(user, {"task_id": values["task_ids"][0][2][0]})
    return {"task_ids": [[6, 0, [order["task_id"]]]]}


def check_values(maker, grid):
    return {
        **event_id(maker, grid),
        "node_id": grid.parent_id.parent_id.id,
        "level": "2",
        "seed": maker.word(),
        "drawn_by_id": maker.env.uid,
        "checker_id": maker.env.uid,
        "date_due": "2026-01-01",
    }


def draw_values(maker, grid):
    return {"node_id": grid.parent_id.parent_id.id, "seed": maker.word()}


def judge_values(maker, grid):
    checks = maker.record("grid.event.check", grid)
    return {"check_ids": [[6, 0, checks.ids]], "result": "1"}


def make_stat(maker, grid):
    return maker.env["grid.event.stat"].browse(maker.record("grid.event", grid).id)


def apply_values(maker, grid):
    return {**event_id(maker, grid), "reason": maker.word()}


def answer_application_values(maker, grid):
    return {"application_id": maker.record("grid.event.application", grid).id}


FACTORIES |= {
    "grid.event": Factory(
        event_values, {"description": "x"}, make=make_event, anywhere=True
    ),
    "grid.event.stat": Factory(
        make=make_stat,
        change={"return_count": 2},
        # what lies outside the scope is not counted at all
        refusal=frozenset({"odoo.exceptions.MissingError"}),
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
    "grid.event.supervision": Factory(supervision_values, {"remark": "x"}),
    "grid.event.escalation": Factory(
        lambda maker, grid: {"name": maker.word(), "hours": 7},
        {"basis": "x"},
        territorial=False,
    ),
    "grid.event.application": Factory(application_values, {"opinion": "x"}),
    "grid.event.approval": Factory(approval_values, {"basis": "x"}, territorial=False),
    "grid.event.act": Factory(
        lambda maker, grid: {**event_id(maker, grid), "move": "accept"},
        {"reason": "x"},
        adapt=of_own_draft,
        territorial=False,
    ),
    "grid.event.task.act": Factory(
        order_id, {"reason": "x"}, adapt=order_of_own, territorial=False
    ),
    "grid.event.dispatch": Factory(
        lambda maker, grid: {**event_id(maker, grid), "move": "dispatch"},
        {"instruction": "x"},
        territorial=False,
    ),
    "grid.event.dispatch.line": Factory(
        line_values, {"instruction": "x"}, territorial=False
    ),
    "grid.event.supervise": Factory(
        supervise_values, {"remark": "x"}, territorial=False
    ),
    "grid.event.supervision.act": Factory(
        act_on_supervision_values,
        {"reason": "x"},
        adapt=of_own_department,
        territorial=False,
    ),
    "grid.event.assign": Factory(
        assign_values, {"user_id": False}, adapt=assign_in_own, territorial=False
    ),
    "grid.event.check": Factory(check_values, {"remark": "x"}),
    "grid.event.check.draw": Factory(draw_values, {"number": 7}, territorial=False),
    "grid.event.check.judge": Factory(judge_values, {"remark": "x"}, territorial=False),
    "grid.event.stat": Factory(
        make=make_stat,
        change={"valid": 7},
        # what lies outside the scope is not counted at all
        refusal=frozenset({"odoo.exceptions.MissingError"}),
    ),
    "grid.event.apply": Factory(
        apply_values, {"reason": "x"}, adapt=of_own_draft, territorial=False
    ),
    "grid.event.application.answer": Factory(
        answer_application_values, {"opinion": "x"}, territorial=False
    ),
}
