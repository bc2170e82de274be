from odoo import api, fields, models

from ..tools.moves import OPEN


class GridMediator(models.Model):
    """Somebody who mediates: an entry of the roster.

    The person is a ``grid.staff``; the login and its rights come from the postings
    there. An appointment to a dispute gives that login the right to read it.
    """

    _name = "grid.mediator"
    _description = "Mediator"
    _inherit = ["grid.scoped.mixin"]
    _order = "name, id"
    _rec_names_search = ["name"]

    staff_id = fields.Many2one(
        "grid.staff", "Person", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(
        related="staff_id.name", store=True, index="trigram", related_sudo=True
    )
    grid_id = fields.Many2one(
        related="staff_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    phone = fields.Char(related="staff_id.phone", related_sudo=True)
    speciality_ids = fields.Many2many(
        "grid.code",
        "grid_mediator_speciality_rel",
        "mediator_id",
        "code_id",
        "Specialities",
        domain=[("table", "=", "dispute_kind")],
    )
    full_time = fields.Boolean()
    since = fields.Date("Mediator Since")
    qualification = fields.Char()
    member_ids = fields.One2many("grid.mediation.member", "mediator_id", "Seats")
    dispute_ids = fields.Many2many(
        "grid.dispute",
        "grid_dispute_mediator_rel",
        "mediator_id",
        "dispute_id",
        "Disputes",
        readonly=True,
        groups="grid_mediation.group_mediator",
    )
    open_count = fields.Integer("Open Disputes", compute="_compute_open_count")
    active = fields.Boolean(default=True)

    _staff_uniq = models.UniqueIndex("(staff_id)", "This person is on the roster.")

    def _compute_open_count(self):
        """How many disputes each has in hand: a number, whoever may read them."""
        # sudo: load is told to who appoints, the disputes behind it are not
        counts = dict(
            self.env["grid.dispute"]
            .sudo()
            ._read_group(
                [("mediator_ids", "in", self.ids), ("state", "in", OPEN)],
                ["mediator_ids"],
                ["__count"],
            )
        )
        for mediator in self:
            mediator.open_count = counts.get(mediator, 0)

    @api.model
    @api.private
    def _mine(self):
        """The entry of the user in the roster, or none."""
        # sudo: everybody may know that they are a mediator themselves
        return self.sudo().search([("staff_id.user_id", "=", self.env.uid)])
