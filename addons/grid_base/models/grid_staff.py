from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain


class GridStaff(models.Model):
    """Somebody who works for grid governance, with or without a login.

    Full-time and part-time grid workers, patrol inspectors, auxiliary staff lent by
    a home organization and pooled to a centre or station, officials.
    """

    _name = "grid.staff"
    _description = "Staff"
    _inherit = [
        "grid.scoped.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "avatar.mixin",
    ]
    _order = "staff_number, id"
    _rec_names_search = ["name", "staff_number", "phone"]

    name = fields.Char("Full Name", required=True, index="trigram", tracking=True)
    staff_number = fields.Char(
        required=True, copy=False, help="Drawn from a sequence when left empty."
    )
    category = fields.Selection(
        [
            ("full_time", "Full-time Grid Worker"),
            ("part_time", "Part-time Grid Worker"),
            ("patrol", "Patrol Inspector"),
            ("auxiliary", "Auxiliary Staff"),
            ("official", "Official"),
        ],
        required=True,
        default="full_time",
        index=True,
        tracking=True,
    )
    grid_id = fields.Many2one(
        string="Belongs To",
        tracking=True,
        help="The centre, station or grid whose office keeps this person's file. "
        "It follows the main posting.",
    )
    home_organization_id = fields.Many2one(
        "grid.organization",
        "Home Organization",
        index="btree_not_null",
        tracking=True,
        help="For pooled auxiliary staff: the department that sent them.",
    )
    job_title = fields.Char()
    phone = fields.Char(
        "Work Phone", help="The number that residents may call; it is published."
    )
    sex = fields.Selection([("male", "Male"), ("female", "Female")])
    user_id = fields.Many2one(
        "res.users",
        "Login",
        copy=False,
        ondelete="restrict",
        domain=[("share", "=", False)],
        tracking=True,
    )
    posting_ids = fields.One2many("grid.posting", "staff_id", "Postings")
    current_posting_ids = fields.One2many(
        "grid.posting", compute="_compute_current_postings", string="Current Postings"
    )
    posted = fields.Boolean(
        compute="_compute_current_postings",
        search="_search_posted",
        help="Holds a posting today.",
    )
    right_ids = fields.One2many(
        "grid.effective.right", "staff_id", "Effective Rights", readonly=True
    )
    active = fields.Boolean(default=True)

    _staff_number_uniq = models.Constraint(
        "UNIQUE (staff_number)", "This staff number is taken."
    )
    _user_uniq = models.UniqueIndex(
        "(user_id) WHERE user_id IS NOT NULL",
        "This login already belongs to another member of staff.",
    )

    @api.constrains("category", "home_organization_id")
    def _check_home_organization(self):
        for staff in self:
            if staff.category == "auxiliary" and not staff.home_organization_id:
                raise ValidationError(
                    self.env._(
                        "%s is auxiliary staff: enter the home organization.",
                        staff.name,
                    )
                )

    @api.constrains("category")
    def _check_postings(self):
        self.posting_ids.filtered(lambda p: p.state != "ended")._check_role()

    def _compute_current_postings(self):
        postings = self.env["grid.posting"].search(
            self.env["grid.posting"]._live() & Domain("staff_id", "in", self.ids)
        )
        by_staff = postings.grouped("staff_id")
        for staff in self:
            staff.current_posting_ids = by_staff.get(staff._origin, False)
            staff.posted = bool(staff.current_posting_ids)

    def _search_posted(self, operator, value):
        if operator != "in":
            return NotImplemented
        live = self.env["grid.posting"]._live()
        return Domain("posting_ids", "any", live)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_link_login(vals_list)
        for vals in vals_list:
            if not vals.get("staff_number"):
                # sudo: drawing a number is part of creating, sequences are closed
                sequence = self.env["ir.sequence"].sudo()
                vals["staff_number"] = sequence.next_by_code("grid.staff")
        staff = super().create(vals_list)
        staff.user_id._grid_postings_changed()
        return staff

    def write(self, vals):
        if "user_id" in vals:
            self._check_may_link_login([vals])
        users = self.user_id if {"user_id", "active"} & vals.keys() else None
        res = super().write(vals)
        if users is not None:
            (users | self.user_id)._grid_postings_changed()
        return res

    def unlink(self):
        users = self.user_id
        res = super().unlink()
        users._grid_postings_changed()
        return res

    def _check_may_link_login(self, vals_list):
        """A login takes over all rights of the postings: the administrator's alone."""
        if self.env.su or self.env.user.has_group("grid_base.group_grid_admin"):
            return
        if any(vals.get("user_id") for vals in vals_list) or (self and self.user_id):
            raise AccessError(
                self.env._("Only an administrator connects staff with a login.")
            )

    def action_transfer(self):
        """Open the transfer: ends the current posting and starts another."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfer"),
            "res_model": "grid.posting.transfer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_staff_ids": self.ids},
        }
