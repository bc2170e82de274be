from odoo import api, fields, models

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS

from ..tools.notices import KINDS, STAGES


class GridCareLimit(models.Model):
    """How long a receiver may take to receive a notice, and then to answer it."""

    _name = "grid.care.limit"
    _description = "Time Limit of a Notice"
    _order = "kind, stage desc"

    kind = fields.Selection(KINDS, required=True)
    stage = fields.Selection(STAGES, required=True)
    limit_value = fields.Integer("Time Limit", required=True)
    limit_unit = fields.Selection(LIMIT_UNITS, "Unit", required=True)
    basis = fields.Char(translate=True)

    _stage_uniq = models.UniqueIndex(
        "(kind, stage)", "There is a limit for this notice already."
    )
    _limit_check = models.Constraint(
        "CHECK(limit_value BETWEEN 0 AND 9999)", "A time limit lies from 0 to 9999."
    )

    @api.depends("kind", "stage")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        stages = dict(self._fields["stage"]._description_selection(self.env))
        for limit in self:
            limit.display_name = (
                f"{kinds.get(limit.kind, '')}: {stages.get(limit.stage, '')}"
            )

    @api.model
    def _clock(self, kind, stage):
        """The clock of a stage that begins now; none where no limit is set."""
        # sudo: limits are no secret, but receivers do not see the table
        limit = self.sudo().search([("kind", "=", kind), ("stage", "=", stage)])
        return {
            "deadline_start": fields.Datetime.now(),
            "limit_value": limit.limit_value,
            "limit_unit": limit.limit_unit,
            "deadline_done_at": False,
        }
