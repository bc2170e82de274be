from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.case import CLOSED, DEAD, MOVED
from .grid_care_basis import FILE

WORDS = {
    "grid.care.help": ("description", "help"),
    "grid.care.emergency": ("place", "description", "measures"),
    "grid.care.emergency.check": ("note",),
    "grid.care.visit": ("note",),
    "grid.followup": ("needs",),
}
"""What is told in words, by model: erased with the file."""
ERASED = "—"
"""What stands for erased words that are required."""


class GridCareCase(models.Model):
    """What is kept of a file that has ended, and for how long."""

    _inherit = "grid.care.case"

    ended_on = fields.Date("Ended On", readonly=True, copy=False)
    erased_on = fields.Date("Erased On", readonly=True, copy=False)
    hold_ids = fields.One2many(
        "grid.care.hold",
        "case_id",
        "Legal Holds",
        groups="grid_care.group_care_officer",
    )
    on_hold = fields.Boolean(
        "Legal Hold", compute="_compute_on_hold", store=True, index=True
    )

    @api.depends("hold_ids.ended_on")
    def _compute_on_hold(self):
        for case in self:
            case.on_hold = any(not hold.ended_on for hold in case.hold_ids)

    def _ended(self):
        super()._ended()
        self.ended_on = local_today(self.env)

    def _move_register(self, values):
        return {**(super()._move_register(values) or {}), "ended_on": False}

    def _move_rejoin(self, values):
        return {**(super()._move_rejoin(values) or {}), "ended_on": False}

    def action_new_hold(self):
        """Keep what is on the file whatever the schedule says."""
        return self._new_part("grid.care.hold", self.env._("Legal Hold"))

    @api.model
    def _cron_erase(self):
        """Erase the words of files that ended long enough ago, but for what is held."""
        months = self.env["grid.care.basis"]._of(FILE).months
        if not months:
            return
        long_ago = local_today(self.env) - relativedelta(months=months)
        over = self.search(
            [
                ("state", "in", (MOVED, DEAD, CLOSED)),
                ("ended_on", "<", long_ago),
                ("erased_on", "=", False),
                ("on_hold", "=", False),
            ]
        )
        over._erase()

    def _erase(self):
        for model, names in WORDS.items():
            parts = self.env[model].sudo()
            path = "notice_id.case_id" if model == "grid.followup" else "case_id"
            for part in parts.search([(path, "in", self.ids)]):
                part.write(
                    {
                        name: ERASED if parts._fields[name].required else False
                        for name in names
                        if part[name]
                    }
                )
        self.write({"erased_on": local_today(self.env), "death_cause": False})
        self.env["grid.access.log"]._record("purge", self)
