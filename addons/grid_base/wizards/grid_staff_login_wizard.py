import base64
import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH = 50
"""Logins made in one request; the browser asks for one batch after another."""


class GridStaffLoginWizard(models.TransientModel):
    """Logins for many at once.

    The browser calls ``make_batch`` until all are done and shows how far it is. The
    passwords are in the answers only: they are never stored, neither here nor in a
    file on the server.
    """

    _name = "grid.staff.login.wizard"
    _description = "Logins for Staff"

    mode = fields.Selection(
        [("create", "Create logins"), ("reset", "Reset passwords")],
        required=True,
        default="create",
    )
    staff_ids = fields.Many2many("grid.staff", string="Staff", required=True)
    source = fields.Selection(
        [("staff_number", "Staff number"), ("phone", "Work phone")],
        "Login Is the",
        required=True,
        default="staff_number",
    )
    ready_count = fields.Integer(compute="_compute_problems")
    problems = fields.Text(compute="_compute_problems")

    @api.depends("mode", "staff_ids", "source")
    def _compute_problems(self):
        for wizard in self:
            problems = wizard._problems(wizard.staff_ids._origin)
            lines = [
                f"{staff.display_name}: {problem}"
                for staff, problem in problems.items()
                if problem
            ]
            wizard.problems = "\n".join(lines)
            wizard.ready_count = len(wizard.staff_ids) - len(lines)

    def action_start(self):
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "grid_base.make_logins",
            "params": {"wizard_id": self.id, "staff_ids": self.staff_ids.ids},
        }

    def make_batch(self, staff_ids):
        """Make logins, or passwords, for some of the staff of this wizard.

        :return: list of dicts to show; a dict without password names the problem
        """
        self.ensure_one()
        self.check_access("write")
        staff = self.staff_ids & self.staff_ids.browse(staff_ids)
        if len(staff) > BATCH:
            raise UserError(self.env._("At most %s at a time.", BATCH))
        problems = self._problems(staff)
        ready = staff.filtered(lambda member: not problems[member])
        if self.mode == "create":
            made = ready._make_logins(self.source)
        else:
            made = ready._reset_passwords()
        return [
            {
                "id": member.id,
                "name": member.name,
                "staff_number": member.staff_number,
                "grid": member.grid_id.display_name,
                "login": made.get(member.id, ("", ""))[0],
                "password": made.get(member.id, ("", ""))[1],
                "problem": problems[member],
            }
            for member in staff
        ]

    @api.model
    def login_sheet(self, rows):
        """The list the browser holds, as an Excel file in base64; nothing is kept."""
        self.env["grid.staff"]._check_may_make_logins()
        headings = {
            "staff_number": self.env._("Staff Number"),
            "name": self.env._("Full Name"),
            "grid": self.env._("Grid"),
            "login": self.env._("Login"),
            "password": self.env._("Initial Password"),
        }
        buffer = io.BytesIO()
        # in memory: without it xlsxwriter goes by way of files on disk
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet = book.add_worksheet(self.env._("Logins"))
            bold = book.add_format({"bold": True, "border": 1})
            cell = book.add_format({"border": 1})
            sheet.set_column(0, len(headings) - 1, 22)
            for column, (key, heading) in enumerate(headings.items()):
                sheet.write_string(0, column, heading, bold)
                for line, row in enumerate(rows, 1):
                    sheet.write_string(line, column, str(row.get(key) or ""), cell)
        return base64.b64encode(buffer.getvalue()).decode()

    def _problems(self, staff):
        """Why somebody is left out, in words, or nothing; by member of staff."""
        problems = {}
        taken = set()
        for member in staff:
            problem = ""
            if self.mode == "reset":
                problem = "" if member.user_id else self.env._("has no login")
            elif member[self.source] in taken:
                problem = self.env._("the login %s is taken", member[self.source])
            else:
                problem = member._login_problem(self.source)
                taken.add(member[self.source])
            problems[member] = problem
        return problems
