from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.grid_level import DIVISION_DIGITS

COLUMNS = ("code", "level", "name", "parent_code")


class GridDivisionImport(models.TransientModel):
    """Brings the official list of divisions into the tree, all of it or nothing.

    Grids that exist are renamed, never moved or deleted: moving a grid carries its
    people along and is a wizard of its own; a grid the list does not know is reported.
    """

    _name = "grid.division.import"
    _description = "Import Divisions"
    _inherit = ["grid.upload.mixin"]

    file = fields.Binary(
        attachment=False,
        help="CSV or Excel with the columns code, level, name, parent_code.",
    )
    filename = fields.Char()
    state = fields.Selection(
        [("draft", "To Check"), ("checked", "Checked"), ("done", "Imported")],
        default="draft",
        readonly=True,
    )
    create_count = fields.Integer("New", readonly=True)
    rename_count = fields.Integer("Renamed", readonly=True)
    same_count = fields.Integer("Unchanged", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    issue_ids = fields.One2many(
        "grid.division.import.issue", "import_id", "Problems", readonly=True
    )

    def action_check(self):
        """Say what an import would do, without doing it."""
        self.ensure_one()
        self._report(self._plan(self._read_rows()), "checked")
        return self._reopen()

    def action_import(self):
        """Import the file, unless a single row is wrong."""
        self.ensure_one()
        plan = self._plan(self._read_rows())
        if not plan["errors"]:
            self._apply(plan)
        self._report(plan, "checked" if plan["errors"] else "done")
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Divisions"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _report(self, plan, state):
        issues = [
            {"kind": "error", "row": row, "code": code, "message": message}
            for row, code, message in plan["errors"]
        ] + [
            {"kind": "notice", "row": 0, "code": grid.code, "message": message}
            for grid, message in plan["notices"]
        ]
        self.write(
            {
                "state": state,
                "create_count": len(plan["create"]),
                "rename_count": len(plan["rename"]),
                "same_count": plan["same"],
                "error_count": len(plan["errors"]),
                "issue_ids": [Command.clear(), *map(Command.create, issues)],
            }
        )

    # reading

    def _read_rows(self):
        """The rows of the file as dicts, each with its row number in the file."""
        table = self._read_table()
        heading = self._read_heading(table[0] if table else [])
        return [
            dict(
                {name: row[at] if at < len(row) else "" for name, at in heading},
                row=number,
            )
            for number, row in enumerate(table[1:], start=2)
            if any(row)
        ]

    def _read_heading(self, cells):
        """Where each column stands; titles by name or in the user's language."""
        titles = {
            "code": self.env._("Code"),
            "level": self.env._("Level"),
            "name": self.env._("Name"),
            "parent_code": self.env._("Parent Code"),
        }
        known = {title.lower(): name for name, title in titles.items()}
        known.update({name: name for name in COLUMNS})
        found = {}
        for at, cell in enumerate(cells):
            name = known.get(cell.lower())
            if name:
                found.setdefault(name, at)
        missing = [titles[name] for name in COLUMNS if name not in found]
        if missing:
            raise UserError(
                self.env._(
                    "The first row has no column %s.",
                    ", ".join(missing),
                )
            )
        return list(found.items())

    # planning

    def _plan(self, rows):
        """Check all rows against each other and against the tree.

        :return: dict with the rows to ``create``, the ``rename`` pairs of grid and
            name, how many stay the ``same``, ``errors`` (row, code, message) and
            ``notices`` (grid, message)
        """
        existing = self._existing()
        levels = self._levels()
        plan = {"create": [], "rename": [], "same": 0, "errors": [], "notices": []}
        by_code = {}
        for row in rows:
            row["level_id"] = levels.get(row["level"].lower())
            problem = self._row_problem(row, by_code)
            by_code.setdefault(row["code"], row)
            if problem:
                plan["errors"].append((row["row"], row["code"], problem))
        wrong = {row for row, _code, _message in plan["errors"]}
        for row in rows:
            if row["row"] in wrong:
                continue
            grid = existing.get(row["code"])
            problem = self._parent_problem(row, by_code, existing)
            if not problem and grid and grid.level_id != row["level_id"]:
                problem = self.env._("In the tree this is a %s.", grid.level_id.name)
            if problem:
                plan["errors"].append((row["row"], row["code"], problem))
            else:
                self._plan_row(plan, row, grid)
        plan["errors"].sort()
        plan["notices"] += self._missing(by_code, existing)
        return plan

    def _plan_row(self, plan, row, grid):
        if not grid:
            plan["create"].append(row)
            return
        above = grid.division_parent_id or grid.parent_id
        if (above.code or "") != row["parent_code"]:
            plan["notices"].append(
                (
                    grid,
                    self.env._(
                        "The list has it under %(listed)s, the tree under %(actual)s. "
                        "It is not moved: use the wizard for that.",
                        listed=row["parent_code"] or "-",
                        actual=above.code or "-",
                    ),
                )
            )
        if grid.name == row["name"]:
            plan["same"] += 1
        else:
            plan["rename"].append((grid, row["name"]))

    def _existing(self):
        grids = self.env["grid.grid"].with_context(active_test=False).search([])
        grids.fetch(["code", "name", "level_id", "parent_id", "division_parent_id"])
        return {grid.code: grid for grid in grids}

    def _levels(self):
        """The levels by code and by name, in English and in the user's language."""
        levels = self.env["grid.level"].search([("code_digits", "<=", DIVISION_DIGITS)])
        known = {}
        for level in levels:
            for name in (level.with_context(lang="en_US").name, level.name, level.code):
                known[name.lower()] = level
        return known

    def _row_problem(self, row, by_code):
        """What is wrong with a row by itself, in words."""
        code, level = row["code"], row["level_id"]
        if not (code and row["name"]):
            return self.env._("Code and name are required.")
        if not level:
            return self.env._("The level %s is not known.", row["level"] or "-")
        if not code.isdecimal() or len(code) != level._code_length():
            return self.env._(
                "The code of a %(level)s has %(length)s digits.",
                level=level.name,
                length=level._code_length(),
            )
        if code != level._pad_code(code[: level.code_digits]):
            return self.env._(
                "Only the first %(digits)s digits of the code of a %(level)s are "
                "significant, the rest are zeros.",
                digits=level.code_digits,
                level=level.name,
            )
        if code in by_code:
            return self.env._(
                "The code stands in row %s already.", by_code[code]["row"]
            )
        return ""

    def _parent_problem(self, row, by_code, existing):
        """What is wrong with the place of a row in the tree, in words."""
        level, parent_code = row["level_id"], row["parent_code"]
        if not parent_code:
            if level.parent_level_ids:
                return self.env._("A %s needs a parent.", level.name)
            return ""
        listed, grid = by_code.get(parent_code), existing.get(parent_code)
        if not listed and not grid:
            return self.env._("The parent %s is not known.", parent_code)
        above = listed["level_id"] if listed else grid.level_id
        if not above:
            return self.env._("The parent %s is not known.", parent_code)
        if above.sequence >= level.sequence or (
            level.parent_level_ids and above not in level.parent_level_ids
        ):
            return self.env._(
                "A %(level)s cannot stand under a %(above)s.",
                level=level.name,
                above=above.name,
            )
        digits = above.code_digits
        if row["code"][:digits] != parent_code[:digits]:
            return self.env._("The code does not begin like its parent's.")
        return ""

    def _missing(self, by_code, existing):
        """Divisions of the tree, in the area the list covers, that it leaves out."""
        covered = {
            code[: row["level_id"].code_digits]
            for code, row in by_code.items()
            if row["level_id"] and row["parent_code"] not in by_code
        }
        message = self.env._("The list does not have it. It is kept.")
        return [
            (grid, message)
            for code, grid in sorted(existing.items())
            if grid.active
            and grid.level_id.code_digits <= DIVISION_DIGITS
            and code not in by_code
            and code.startswith(tuple(covered))
        ]

    # writing

    def _apply(self, plan):
        """Write a plan without errors; new grids level by level, parents first."""
        if not (self.env.su or self.env.user.has_group("grid_base.group_grid_admin")):
            raise AccessError(self.env._("Only an administrator imports divisions."))
        grids = self.env["grid.grid"].with_context(mail_create_nolog=True)
        ids = {code: grid.id for code, grid in self._existing().items()}
        by_level = {}
        for row in plan["create"]:
            by_level.setdefault(row["level_id"], []).append(row)
        for level in sorted(by_level, key=lambda level: level.sequence):
            created = grids.create(
                [
                    {
                        "code": row["code"],
                        "name": row["name"],
                        "level_id": level.id,
                        "parent_id": ids.get(row["parent_code"]),
                    }
                    for row in by_level[level]
                ]
            )
            ids.update((grid.code, grid.id) for grid in created)
        for grid, name in plan["rename"]:
            grid.name = name
