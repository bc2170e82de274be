from odoo import api, fields, models
from odoo.tools import SQL


class GridEventWaitingMixin(models.AbstractModel):
    """Something of one desk that may wait for the user who looks at it.

    A desk is a node of the tree (``node_id``) or a department (``organization_id``).
    """

    _name = "grid.event.waiting.mixin"
    _description = "Waits for a Desk"
    _inherit = ["grid.waiting.mixin"]

    node_id = fields.Many2one("grid.grid", readonly=True, ondelete="restrict")
    organization_id = fields.Many2one(
        "grid.organization", readonly=True, ondelete="restrict"
    )
    desk_name = fields.Char(compute="_compute_desk_name")

    @api.depends("node_id", "organization_id")
    def _compute_desk_name(self):
        for record in self:
            # sudo: the name of the office is no secret to who sees the record
            desk = record.sudo()
            node = desk.node_id
            record.desk_name = (
                desk.organization_id.name or node.office_name or node.display_name
            )

    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        # sudo: only whether it waits for the user, on records already readable
        mine = self.sudo().filtered_domain(self._waits_for_me_domain())
        for record in self:
            record.waits_for_me = record._origin in mine._origin

    def _carry_desk(self, old, new, states):
        """Let what waits for a grid, in some states, wait for another one.

        Past ``write``, as grids are carried: nobody decided anything about it.
        """
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s SET node_id = %(new)s
                 WHERE id = ANY(%(ids)s) AND node_id = %(old)s
                   AND state = ANY(%(states)s) RETURNING id
                """,
                table=SQL.identifier(self._table),
                new=new.id,
                old=old.id,
                ids=list(self.ids),
                states=list(states),
            )
        )
        self.invalidate_recordset(["node_id"], flush=False)
