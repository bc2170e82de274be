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
            WITH RECURSIVE granted AS (
                SELECT role_id, group_id, FALSE AS implied FROM grid_role_group_rel
                UNION
                SELECT granted.role_id, implied.hid, TRUE
                  FROM granted
                  JOIN res_groups_implied_rel implied ON implied.gid = granted.group_id
            ), closed AS (
                SELECT role_id, group_id, bool_and(implied) AS implied
                  FROM granted GROUP BY role_id, group_id
            )
            SELECT posting.id::bigint * 10000 + closed.group_id AS id,
                   staff.id AS staff_id,
                   staff.user_id,
                   posting.id AS posting_id,
                   posting.role_id,
                   closed.group_id,
                   closed.implied,
                   posting.grid_id,
                   posting.date_to
              FROM grid_posting posting
              JOIN grid_staff staff ON staff.id = posting.staff_id
              JOIN closed ON closed.role_id = posting.role_id
             WHERE posting.date_from <= %(today)s
               AND (posting.date_to IS NULL OR posting.date_to >= %(today)s)
               AND staff.active
            """,
            today=local_today(self.env),
        )
