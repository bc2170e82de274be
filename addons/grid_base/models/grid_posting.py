from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..tools.clock import local_today


class GridPosting(models.Model):
    """Somebody holds a role in a grid, from a day to a day.

    The posting gives the person's login its groups and its scope, and takes them
    away the day after it ends. Rights are never edited by hand.
    """

    _name = "grid.posting"
    _description = "Posting"
    _inherit = ["grid.scoped.mixin"]
    _order = "date_from desc, id desc"

    staff_id = fields.Many2one(
        "grid.staff", "Staff", required=True, index=True, ondelete="restrict"
    )
    staff_category = fields.Selection(related="staff_id.category")
    user_id = fields.Many2one(related="staff_id.user_id", string="Login")
    phone = fields.Char(related="staff_id.phone")
    role_id = fields.Many2one(
        "grid.role", "Role", required=True, index=True, ondelete="restrict"
    )
    level_id = fields.Many2one(related="grid_id.level_id")
    date_from = fields.Date(
        "From", required=True, default=lambda self: local_today(self.env)
    )
    date_to = fields.Date("To", help="Last day of the posting. Empty: open end.")
    is_main = fields.Boolean("Main Posting", default=True)
    note = fields.Char()
    state = fields.Selection(
        [("planned", "Planned"), ("current", "Current"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A posting cannot end before it starts.",
    )
    _live_idx = models.Index("(staff_id, date_from, date_to)")

    @api.constrains("staff_id", "grid_id", "role_id", "date_from", "date_to")
    def _check_overlap(self):
        others = self.search([("staff_id", "in", self.staff_id.ids)])
        by_staff = others.grouped("staff_id")
        for posting in self:
            for other in by_staff.get(posting.staff_id, others.browse()) - posting:
                if posting._same_post(other) and posting._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "%(staff)s already holds the role %(role)s in %(grid)s "
                            "in that time.",
                            staff=posting.staff_id.name,
                            role=posting.role_id.name,
                            grid=posting.grid_id.display_name,
                        )
                    )

    @api.constrains("role_id", "grid_id", "staff_id")
    def _check_role(self):
        for posting in self:
            role, grid, staff = posting.role_id, posting.grid_id, posting.staff_id
            if grid.level_id not in role.level_ids:
                raise ValidationError(
                    self.env._(
                        "The role %(role)s cannot be held on the level %(level)s "
                        "(%(grid)s).",
                        role=role.name,
                        level=grid.level_id.name,
                        grid=grid.display_name,
                    )
                )
            if role.category and role.category != staff.category:
                raise ValidationError(
                    self.env._(
                        "%(staff)s cannot hold the role %(role)s: it is for another "
                        "category of staff.",
                        staff=staff.name,
                        role=role.name,
                    )
                )

    @api.depends("role_id.name", "grid_id.display_name", "staff_id.name")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = " · ".join(
                filter(
                    None,
                    (
                        posting.staff_id.name,
                        posting.role_id.name,
                        posting.grid_id.display_name,
                    ),
                )
            )

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = local_today(self.env)
        for posting in self:
            if posting.date_from and posting.date_from > today:
                posting.state = "planned"
            elif posting.date_to and posting.date_to < today:
                posting.state = "ended"
            else:
                posting.state = "current"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = local_today(self.env)
        domains = {
            "planned": Domain("date_from", ">", today),
            "current": self._live(),
            "ended": Domain("date_to", "<", today),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings._check_may_grant()
        postings._follow_main()
        postings._changed()
        return postings

    def write(self, vals):
        users = self.staff_id.user_id
        if {"staff_id", "grid_id", "role_id"} & vals.keys():
            self._check_may_grant()
        res = super().write(vals)
        self._check_may_grant()
        if {"is_main", "staff_id", "grid_id", "date_from", "date_to"} & vals.keys():
            self._follow_main()
        self._changed(users)
        return res

    def unlink(self):
        self._check_may_grant()
        users = self.staff_id.user_id
        res = super().unlink()
        users._grid_postings_changed()
        return res

    def action_end(self):
        """End the posting today: rights are gone tomorrow, or now if it began today."""
        today = local_today(self.env)
        for posting in self.filtered(lambda p: p.state == "current"):
            posting.date_to = today
        return True

    @api.model
    @api.private
    def _live(self, date=None):
        """Domain of the postings in force on a day (default: today in the city)."""
        date = date or local_today(self.env)
        return Domain("date_from", "<=", date) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", date)
        )

    def _same_post(self, other):
        fnames = ("staff_id", "grid_id", "role_id")
        return all(self[fname] == other[fname] for fname in fnames)

    def _overlaps(self, other):
        """Whether two postings share a day."""
        return (not self.date_to or other.date_from <= self.date_to) and (
            not other.date_to or self.date_from <= other.date_to
        )

    def _changed(self, users=None):
        users = (users or self.env["res.users"]) | self.staff_id.user_id
        users._grid_postings_changed()

    def _follow_main(self):
        """The file of a person lies where the main posting of today is."""
        for posting in self:
            if posting.is_main and posting.state == "current":
                staff = posting.staff_id
                if staff.grid_id != posting.grid_id:
                    # sudo: the person may come from a grid outside the user's scope
                    staff.sudo().grid_id = posting.grid_id

    def _check_may_grant(self):
        """Nobody gives or takes away rights above their own, nor changes their own.

        An administrator may; anybody else needs every group of the role in a scope
        that covers the grid of the posting.
        """
        user = self.env.user
        if self.env.su or user.has_group("grid_base.group_grid_admin"):
            return
        for posting in self:
            # sudo: roles and groups are configuration that officers cannot read whole
            groups = posting.role_id.sudo().group_ids
            if posting.staff_id.user_id == user:
                raise AccessError(self.env._("You cannot change your own postings."))
            for group in groups:
                if posting.grid_id.id not in user._grid_scope_of_group(group.id):
                    raise AccessError(
                        self.env._(
                            "You cannot give or take away the role %(role)s in "
                            "%(grid)s: it grants rights you do not hold there.",
                            role=posting.role_id.name,
                            grid=posting.grid_id.display_name,
                        )
                    )
