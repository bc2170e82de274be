from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.grid_base.tools.clock import local_today

DUTIES = [
    ("leader", "Leader"),
    ("centre", "Governance Centre"),
    ("police", "Police"),
    ("civil", "Civil Affairs"),
    ("disabled", "Disabled Persons' Federation"),
    ("doctor", "Doctor in Charge"),
    ("cadre", "Community or Village Cadre"),
    ("worker", "Grid Worker"),
    ("justice", "Judicial Office"),
]
"""Who belongs to a team of care and help (DOMAIN 5.7)."""


class GridCareMember(models.Model):
    """A place in the team that cares for one person: from a day, to a day.

    Whoever has one opens the person's file, and learns what the community learns.
    """

    _name = "grid.care.member"
    _description = "Member of a Care Team"
    _inherit = ["grid.care.part.mixin"]
    _order = "left_on desc, duty, id"

    staff_id = fields.Many2one(
        "grid.staff", "Who", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="staff_id.user_id", store=True, precompute=True, related_sudo=True
    )
    duty = fields.Selection(DUTIES, required=True)
    since = fields.Date(
        required=True, readonly=True, default=lambda self: local_today(self.env)
    )
    left_on = fields.Date("Left On", readonly=True, copy=False)

    _staff_uniq = models.UniqueIndex(
        "(case_id, staff_id) WHERE left_on IS NULL", "Is in the team already."
    )

    @api.depends("staff_id.name", "duty")
    def _compute_display_name(self):
        duties = dict(self._fields["duty"]._description_selection(self.env))
        for member in self:
            # sudo: who is in a team is known by name in it
            name = member.sudo().staff_id.name or ""
            member.display_name = f"{name} {duties.get(member.duty, '')}"

    def write(self, vals):
        if not self.env.su and set(vals) - {"duty"}:
            raise AccessError(
                self.env._("A place in a team is ended, and another made.")
            )
        return super().write(vals)

    def action_end(self):
        """Take the place away, and with it the file."""
        self.check_access("write")
        # sudo: the day is set here and nowhere else
        self.filtered(lambda one: not one.left_on).sudo().left_on = local_today(
            self.env
        )
        return True
