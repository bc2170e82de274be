import re
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")


class GridWorkdayPaste(models.TransientModel):
    """Takes the days of the yearly notice as lines: from, to, kind, name.

    The lines can be pasted from a spreadsheet or typed; they are shown for a check
    before they are entered.
    """

    _name = "grid.workday.paste"
    _description = "Enter the Days of a Notice"

    text = fields.Text(
        "Pasted Lines",
        store=False,
        help="One line each: first day, last day (may be left out), kind, name.",
    )
    basis = fields.Char(help="Number of the notice.")
    complete = fields.Boolean(
        "The List Is Complete",
        default=True,
        help="Marks the years of these days as entered.",
    )
    line_ids = fields.One2many("grid.workday.paste.line", "paste_id", string="Days")

    @api.onchange("text")
    def _onchange_text(self):
        rows = [row for row in (self.text or "").splitlines() if row.strip()]
        if not rows:
            return
        lines = [self._read(row) for row in rows]
        self.line_ids = [fields.Command.clear()] + [
            fields.Command.create(line) for line in lines
        ]
        self.text = False

    def action_apply(self):
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("There are no days to enter."))
        days = self.line_ids._apply()
        years = days.year_id
        if self.basis:
            years.basis = self.basis
        if self.complete:
            years.action_enter()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Working Days"),
            "res_model": years._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", years.ids)],
        }
        if len(years) == 1:
            action |= {"views": [(False, "form")], "res_id": years.id}
        return action

    @api.model
    def _read(self, row):
        """The values of a line, from a row of pasted text."""
        days = []
        rest = row.strip()
        while len(days) < 2 and (found := DATE.match(rest)):
            days.append(self._date(found, row))
            rest = re.sub(r"^[\s,;~\u2013\u2014\uff0c-]+", "", rest[found.end() :])
        if not days:
            raise UserError(
                self.env._("This line does not begin with a date: %s", row.strip())
            )
        kind, name = self._split_kind(rest)
        if not kind:
            raise UserError(
                self.env._(
                    "This line does not say whether it is a holiday or a make-up "
                    "working day: %s",
                    row.strip(),
                )
            )
        return {
            "date_from": days[0],
            "date_to": days[-1],
            "kind": kind,
            "name": name,
        }

    @api.model
    def _date(self, found, row):
        try:
            return date(*map(int, found.groups()))
        except ValueError as error:
            raise UserError(
                self.env._("There is no such date: %s", row.strip())
            ) from error

    @api.model
    def _split_kind(self, text):
        """The kind that a text begins with, and what follows."""
        known = self._kinds()
        for word in sorted(known, key=len, reverse=True):
            if text.lower().startswith(word):
                return known[word], text[len(word) :].strip(" \t,;\uff0c")
        return None, text

    @api.model
    def _kinds(self):
        """The words people use for the two kinds, in their language too."""
        words = {
            "holiday": self.env._("holiday, off, rest"),
            "makeup": self.env._("make-up, makeup, work, working"),
        }
        labels = (
            self.env["grid.workday"]._fields["kind"]._description_selection(self.env)
        )
        known = {label.lower(): kind for kind, label in labels}
        for kind, text in words.items():
            for word in re.split(r"[,\uff0c\u3001]", text):
                known[word.strip().lower()] = kind
        return known
