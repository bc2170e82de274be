from odoo import api, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.moves import CLOSED
from ..tools.visits import DONE, PLANNED
from .grid_dispute_file import VISIT


class GridDispute(models.Model):
    """Return visits in the case file, and among what waits for a mediator."""

    _inherit = "grid.dispute"

    @api.model
    def _waits_for_me_domain(self):
        """A closed case comes back on the day on which a visit is due."""
        waiting = super()._waits_for_me_domain()
        if not self.env.user.has_group("grid_mediation.group_mediator"):
            return waiting
        due = [("state", "=", PLANNED), ("due_on", "<=", local_today(self.env))]
        mine = Domain("is_mine", "=", True) & Domain("state", "=", CLOSED)
        return waiting | (mine & Domain("agreement_ids.visit_ids", "any", due))

    def _file_of(self, code):
        found = super()._file_of(code)
        if code == VISIT:
            visits = self.agreement_ids.visit_ids
            found += list(visits.filtered(lambda visit: visit.state == DONE))
        return found
