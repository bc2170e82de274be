from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.notices import WITH_RECEIVER


class GridCareNotice(models.Model):
    """Sharing has a ground and an end: then the receiver's notice closes by itself.

    The rules look at the day (``is_shared``), so it stops at midnight; the nightly job
    erases what the notice said. Number, kind and times stay: the tombstone.
    """

    _inherit = "grid.care.notice"

    basis = fields.Char("Shared on the Ground Of", readonly=True, copy=False)
    shared_until = fields.Date(
        "Shared Until", readonly=True, copy=False, index="btree_not_null"
    )
    is_shared = fields.Boolean(
        "Still Shared", compute="_compute_is_shared", search="_search_is_shared"
    )

    @api.depends("shared_until")
    def _compute_is_shared(self):
        today = local_today(self.env)
        for notice in self:
            notice.is_shared = not notice.shared_until or notice.shared_until >= today

    @api.model
    def _search_is_shared(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = local_today(self.env)
        return Domain("shared_until", "=", False) | Domain("shared_until", ">=", today)

    def _pushed(self):
        ground = self.env["grid.care.basis"]._of(self.kind)
        end = local_today(self.env) + relativedelta(months=ground.months)
        return {
            **super()._pushed(),
            "basis": ground.basis,
            "shared_until": ground.months and end,
        }

    def _move_expire(self, values):
        self._retract()
        return {
            "payload": False,
            "answer": False,
            "deadline_done_at": self.deadline_done_at or fields.Datetime.now(),
        }

    @api.model
    def _cron_end_sharing(self):
        """Erase what is no longer shared, but for what is held."""
        over = self.search(
            [
                ("state", "in", WITH_RECEIVER),
                ("shared_until", "<", local_today(self.env)),
                ("case_id.on_hold", "=", False),
            ]
        )
        for notice in over:
            notice._make_move("expire")
