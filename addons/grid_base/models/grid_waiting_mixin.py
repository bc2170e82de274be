from odoo import api, fields, models
from odoo.fields import Domain


class GridWaitingMixin(models.AbstractModel):
    """Something that may wait for the user who looks at it: the list of the morning.

    The heir says with ``_waits_for_me_domain`` what waits for the user.
    """

    _name = "grid.waiting.mixin"
    _description = "Waits for Somebody"

    waits_for_me = fields.Boolean(
        "Waits for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )

    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        waiting = Domain("id", "in", self.ids) & self._waits_for_me_domain()
        found = self.search(waiting)
        for record in self:
            record.waits_for_me = record._origin in found

    @api.model
    def _search_waits_for_me(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._waits_for_me_domain()

    @api.model
    def _waits_for_me_domain(self):
        """What waits for the user."""
        raise NotImplementedError
