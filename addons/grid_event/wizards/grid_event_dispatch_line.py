from odoo import api, fields, models

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS

from ..models.grid_event_task import DISPATCHER, WORKER

SHOWN_NAMES = 3


class GridEventDispatchLine(models.TransientModel):
    """One who could get an order, and gets it if its kind is chosen."""

    _name = "grid.event.dispatch.line"
    _description = "Order to Send"
    _inherit = ["grid.link.mixin"]

    dispatch_id = fields.Many2one(
        "grid.event.dispatch", required=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("main", "Main"), ("assist", "Assist"), ("countersign", "Countersign")],
        "Kind of Order",
    )
    organization_id = fields.Many2one("grid.organization", "Department")
    node_id = fields.Many2one("grid.grid", "Station or Grid")
    why = fields.Char("Because", readonly=True)
    presence = fields.Char("Who Is There", compute="_compute_presence")
    staff_id = fields.Many2one("grid.staff", "Person")
    staff_ids = fields.Many2many("grid.staff", compute="_compute_presence")
    instruction = fields.Text()
    limit_value = fields.Integer("Own Limit")
    limit_unit = fields.Selection(LIMIT_UNITS, "Unit")

    @api.depends("organization_id", "node_id")
    def _compute_presence(self):
        """The people of all lines in a few queries; who is known by name is shown."""
        # orders go down alone: who works elsewhere is not told to whoever asks
        scope = set(self.env.user._grid_scope(DISPATCHER))
        nodes = self.node_id._origin.filtered(lambda node: node.id in scope)
        at_node = nodes._event_user_ids(WORKER)
        staff = self.env["grid.staff"].search(
            [("user_id", "in", self._user_ids(at_node))]
        )
        # sudo: who acts for an office is no secret to who sends it orders
        by_user = {member.user_id.id: member for member in staff.sudo()}
        for line in self:
            user_ids = line._user_ids(at_node)
            users = self.env["res.users"].sudo().browse(user_ids)
            names = [user.name for user in users[:SHOWN_NAMES]]
            if len(users) > SHOWN_NAMES:
                names.append("…")
            line.presence = ", ".join(names)
            line.staff_ids = staff.browse(
                by_user[user_id].id for user_id in user_ids if user_id in by_user
            )

    def _user_ids(self, at_node):
        """Ids of the users behind the desks of these lines."""
        # sudo: the accounts of a department, for their names and number alone
        organizations = self.organization_id._origin.sudo()
        users = organizations.user_ids.filtered("active")
        ids = {
            user_id
            for node in self.node_id
            for user_id in at_node.get(node._origin, ())
        }
        return sorted(ids | set(users.ids))

    @api.onchange("organization_id")
    def _onchange_organization_id(self):
        if self.organization_id:
            self.node_id = False
        self.staff_id = False

    @api.onchange("node_id")
    def _onchange_node_id(self):
        if self.node_id:
            self.organization_id = False
        self.staff_id = False

    def _as_order(self, instruction):
        """The order as ``grid.event`` takes it."""
        return {
            "kind": self.kind,
            "organization_id": self.organization_id.id,
            "node_id": self.node_id.id,
            "staff_id": self.staff_id.id,
            "instruction": self.instruction or instruction,
            "limit_value": self.limit_unit and self.limit_value,
            "limit_unit": self.limit_unit,
        }
