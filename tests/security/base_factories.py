"""Factories of the models of ``grid_base``."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.grid_base.tools.clock import local_today

from .factory import FACTORIES, Factory, code_table


def level_values(maker, _grid):
    """Below all others, as levels have their order."""
    deepest = maker.env["grid.level"].search([], order="sequence desc", limit=1)
    return {
        "name": maker.word(),
        "code": maker.word(),
        "sequence": deepest.sequence + 1,
        "code_digits": deepest.code_digits + 1,
    }


def grid_values(maker, grid):
    return {
        "name": maker.word(),
        "level_id": grid.level_id.id,
        "parent_id": grid.parent_id.id,
    }


def staff_values(maker, grid):
    return {"name": maker.word(), "grid_id": grid.id}


def posting_values(maker, grid):
    return {
        "staff_id": maker.record("grid.staff", grid).id,
        "grid_id": grid.id,
        "role_id": maker.ref("grid_role_grid_worker").id,
        "date_from": str(local_today(maker.env)),
    }


def make_right(maker, grid):
    posting = maker.record("grid.posting", grid)
    rights = maker.env["grid.effective.right"]
    return rights.search([("posting_id", "=", posting.id)], limit=1)


def make_job(maker, user):
    return maker.env["grid.report.job"].create(
        {"name": maker.word(), "report": maker.report(), "requester_id": user.id}
    )


def progress_values(maker, grid):
    return {"job_id": maker.record("grid.report.job", grid).id, "rows": 7}


def issue_values(maker, grid):
    values = FACTORIES["grid.division.import"].values(maker, grid)
    imports = maker.env["grid.division.import"].create(values)
    return {"import_id": imports.id, "kind": "error", "message": maker.word()}


def log_values(maker, _grid):
    now = fields.Datetime.now()
    return {"date": str(now), "uid": 1, "login": maker.word(), "kind": "read"}


def workday_values(maker, _grid):
    day = date(1950, 1, 1) + timedelta(days=next(maker.number))
    return {"date": str(day), "kind": "holiday"}


def year_values(maker, _grid):
    last = maker.env["grid.workday.year"].search([], limit=1).year
    return {"year": max(last, 2100) + 1}


def line_values(maker, grid):
    paste = maker.env["grid.workday.paste"].create({})
    return {"paste_id": paste.id, "date_from": "2030-10-01"}


def change_values(maker, grid):
    """Of a record of staff: any model will do, see ``staff_have_deadlines``."""
    staff = maker.record("grid.staff", grid)
    return {
        "res_model": staff._name,
        "res_id": staff.id,
        "kind": "pause",
        "date_from": "2026-01-05 01:00:00",
        "reason": maker.word(),
    }


def merge_values(maker, grid):
    return {"grid_ids": [[6, 0, grid.ids]], "target_id": grid.id}


def split_line_values(maker, grid):
    split = maker.env["grid.grid.split"].create({"grid_id": grid.id})
    return {"split_id": split.id, "name": maker.word()}


def transfer_values(maker, grid):
    staff = maker.record("grid.staff", grid)
    return {
        "staff_ids": [[6, 0, staff.ids]],
        "grid_id": grid.id,
        "role_id": maker.ref("grid_role_grid_worker").id,
    }


def login_values(maker, grid):
    return {"staff_ids": [[6, 0, maker.record("grid.staff", grid).ids]]}


def staff_have_deadlines(env):
    trails = env.registry["grid.deadline.change"]
    return patch.object(trails, "_trail_models", lambda self: ["grid.staff"])


def code_values(maker, _grid):
    word = maker.word()
    return {"name": word, "code": word, "table": "hazard"}


def house_values(maker, grid):
    return {"grid_id": grid.id, "street": maker.word()}


def household_values(maker, grid):
    house = maker.record("grid.house", grid)
    return {"house_id": house.id, "grid_id": grid.id, "number": maker.word()}


def resident_values(maker, grid):
    household = maker.record("grid.household", grid)
    return {
        "name": maker.word(),
        "household_id": household.id,
        "house_id": household.house_id.id,
        "grid_id": grid.id,
    }


def residence_values(maker, grid):
    return {
        "resident_id": maker.record("grid.resident", grid).id,
        "grid_id": grid.id,
        "date_to": "2026-01-01",
        "kind": "left",
    }


def resident_change_values(maker, grid):
    return {
        "resident_id": maker.record("grid.resident", grid).id,
        "grid_id": grid.id,
        "user_id": maker.env.uid,
        "field_names": "name",
    }


def visit_values(maker, grid):
    return {
        "kind": "household",
        "household_id": maker.record("grid.household", grid).id,
        "grid_id": grid.id,
        "staff_id": maker.record("grid.staff", grid).id,
        "purpose_id": maker.record("grid.visit.purpose", grid).id,
        "visited_at": "2026-03-02 01:00:00",
        "outcome": "met",
    }


def visit_of(user, values):
    return dict(values, staff_id=user.grid_staff_ids.id)


def make_coverage(maker, grid):
    maker.record("grid.visit", grid)
    domain = [("grid_id", "=", grid.id), ("per", "=", "grid")]
    return maker.env["grid.visit.coverage"].search(domain, limit=1)


def resident_move_values(maker, grid):
    resident = maker.record("grid.resident", grid)
    return {"resident_ids": [[6, 0, resident.ids]], "grid_id": grid.id}


def resident_merge_values(maker, grid):
    residents = [maker.record("grid.resident", grid).id for _number in range(2)]
    return {"resident_ids": [[6, 0, residents]]}


def seal_values(maker, _grid):
    return {
        "number": 1_000_000 + next(maker.number),
        "date": "2026-01-01 00:00:00",
        "version": 1,
        "members": "1",
        "row_count": 1,
        "rows_hash": "x",
        "previous_hash": "x",
        "hash": maker.word(),
    }


def reason_values(maker, grid):
    return {
        "res_model": "grid.grid",
        "res_id": grid.id,
        "move": maker.word(),
        "reason": "x",
    }


FACTORIES |= {
    "grid.level": Factory(level_values, {"basis": "x"}, territorial=False),
    "grid.organization.kind": code_table(),
    "grid.role": code_table(),
    "grid.grid": Factory(grid_values, {"population": 7}),
    "grid.grid.history": Factory(
        lambda maker, grid: {"grid_id": grid.id, "kind": "move"}, {"reason": "x"}
    ),
    "grid.organization": Factory(
        lambda maker, grid: {
            "name": maker.word(),
            "grid_id": grid.id,
            "kind_id": maker.ref("grid_organization_kind_department").id,
        },
        {"phone": "7"},
    ),
    "grid.staff": Factory(staff_values, {"job_title": "x"}),
    "grid.posting": Factory(posting_values, {"note": "x"}),
    "grid.effective.right": Factory(make=make_right, change={"implied": True}),
    "grid.report.job": Factory(
        make=lambda maker, grid: make_job(maker, maker.env.user),
        own=make_job,
        change={"reason": "x"},
        territorial=False,
    ),
    "grid.report.progress": Factory(progress_values, {"rows": 8}, territorial=False),
    "grid.report.wizard": Factory(
        lambda maker, grid: {"report": maker.report()},
        {"reason": "x"},
        territorial=False,
    ),
    "grid.division.import": Factory(
        lambda maker, grid: {"filename": "a.csv"},
        {"filename": "b.csv"},
        territorial=False,
    ),
    "grid.division.import.issue": Factory(
        issue_values, {"message": "x"}, territorial=False
    ),
    "grid.access.log": Factory(
        log_values,
        {"detail": "x"},
        refusal=frozenset({"odoo.exceptions.UserError"}),
        territorial=False,
    ),
    "grid.workday": Factory(workday_values, {"name": "x"}, territorial=False),
    "grid.workday.year": Factory(year_values, {"basis": "x"}, territorial=False),
    "grid.workday.paste": Factory(
        lambda maker, grid: {"basis": "x"}, {"basis": "y"}, territorial=False
    ),
    "grid.workday.paste.line": Factory(line_values, {"name": "x"}, territorial=False),
    "grid.workday.seed": Factory(
        lambda maker, grid: {"year": "2026"}, {"replace": True}, territorial=False
    ),
    "grid.deadline.change": Factory(
        change_values, {"reason": "x"}, around=staff_have_deadlines
    ),
    "grid.grid.merge": Factory(merge_values, {"reason": "x"}, territorial=False),
    "grid.grid.move": Factory(
        lambda maker, grid: {"grid_id": grid.id, "new_parent_id": grid.parent_id.id},
        {"reason": "x"},
        territorial=False,
    ),
    "grid.grid.split": Factory(
        lambda maker, grid: {"grid_id": grid.id}, {"reason": "x"}, territorial=False
    ),
    "grid.grid.split.line": Factory(
        split_line_values, {"name": "x"}, territorial=False
    ),
    "grid.posting.transfer": Factory(transfer_values, {"note": "x"}, territorial=False),
    "grid.staff.login.wizard": Factory(
        login_values, {"mode": "reset"}, territorial=False
    ),
    "grid.staff.login.review": Factory(
        lambda maker, grid: {"days": 40}, {"days": 60}, territorial=False
    ),
    "grid.code": Factory(code_values, {"basis": "x"}, territorial=False),
    "grid.house": Factory(house_values, {"note": "x"}),
    "grid.household": Factory(household_values, {"note": "x"}),
    "grid.resident": Factory(resident_values, {"occupation": "x"}),
    "grid.residence": Factory(residence_values, {"destination": "x"}),
    "grid.resident.change": Factory(resident_change_values, {"field_names": "x"}),
    "grid.access.seal": Factory(
        seal_values,
        {"row_count": 2},
        refusal=frozenset({"odoo.exceptions.UserError"}),
        territorial=False,
    ),
    "grid.visit.purpose": code_table(),
    "grid.visit": Factory(visit_values, {"measures": "x"}, adapt=visit_of),
    "grid.visit.coverage": Factory(
        make=make_coverage,
        change={"visit_count": 2},
        # what lies outside the scope is not counted at all
        refusal=frozenset({"odoo.exceptions.MissingError"}),
    ),
    "grid.resident.move": Factory(
        resident_move_values, {"reason": "x"}, territorial=False
    ),
    "grid.resident.merge": Factory(
        resident_merge_values, {"keep_id": False}, territorial=False
    ),
    "grid.household.move": Factory(
        lambda maker, grid: {"household_id": maker.record("grid.household", grid).id},
        {"reason": "x"},
        territorial=False,
    ),
    "grid.house.generate": Factory(
        lambda maker, grid: {"grid_id": grid.id, "building": "1"},
        {"building": "2"},
        territorial=False,
    ),
    "grid.workflow.reason": Factory(reason_values, {"reason": "y"}, territorial=False),
}
