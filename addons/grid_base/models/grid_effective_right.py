from odoo import fields, models
from odoo.tools import SQL

from ..tools.clock import local_today


class GridEffectiveRight(models.Model):
    """Which group somebody holds in which grid today, and which posting gives it."""

    _name = "grid.effective.right"
    _description = "Effective Right"
    _auto = False
    _order = "user_id, grid_id, group_id"
    _rec_name = "group_id"

    staff_id = fields.Many2one("grid.staff", "Staff", readonly=True)
    user_id = fields.Many2one("res.users", "Login", readonly=True)
    posting_id = fields.Many2one("grid.posting", "Given By", readonly=True)
    role_id = fields.Many2one("grid.role", "Role", readonly=True)
    group_id = fields.Many2one("res.groups", "Group", readonly=True)
    implied = fields.Boolean(
        readonly=True, help="Not granted by the role itself but by one of its groups."
    )
    grid_id = fields.Many2one("grid.grid", "In and Below", readonly=True)
    date_to = fields.Date("Until", readonly=True)

    @property
    def _table_query(self):
        self.env["grid.posting"].flush_model()
        self.env["grid.staff"].flush_model(["user_id"])
        return SQL(
            """
            SELECT posting.id::bigint * 10000 + given.group_id AS id,
                   staff.id AS staff_id,
                   staff.user_id,
                   posting.id AS posting_id,
                   posting.role_id,
                   given.group_id,
                   given.implied,
                   posting.grid_id,
                   posting.date_to
              FROM grid_posting posting
              JOIN grid_staff staff ON staff.id = posting.staff_id
              JOIN unnest(%(roles)s::int[], %(groups)s::int[], %(implied)s::bool[])
                   AS given(role_id, group_id, implied)
                   ON given.role_id = posting.role_id
             WHERE posting.date_from <= %(today)s
               AND (posting.date_to IS NULL OR posting.date_to >= %(today)s)
               AND staff.active
            """,
            today=local_today(self.env),
            **self._given_by_roles(),
        )

    def _given_by_roles(self):
        """Role, group, and whether the group is only implied: three lists abreast.

        Odoo keeps the closure of its groups at hand; a recursive query would be
        compiled anew each time.
        """
        # what every employee may do says nothing about the posting
        everybody = self.env.ref("base.group_user").sudo().all_implied_ids
        # sudo: what a role grants is configuration; the rules of this model apply
        roles = self.env["grid.role"].sudo().with_context(active_test=False).search([])
        rows = [
            (role.id, group.id, group not in role.group_ids)
            for role in roles
            for group in role.group_ids.all_implied_ids - everybody
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        return dict(zip(("roles", "groups", "implied"), columns, strict=True))
