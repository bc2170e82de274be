from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.grid_event_task import WORKER
from ..tools.moves import RETURNED, TASK_OPEN

MOST = 12
"""Proposals on the screen; anybody else is added by name."""

RECENT = 20
"""Closed events that tell who usually handles the like."""


class GridEventDispatch(models.TransientModel):
    """Sending orders: who could handle it is listed, who likely does is chosen.

    For the first dispatch, for further orders and for the arbiter alike.
    """

    _name = "grid.event.dispatch"
    _description = "Dispatch"
    _inherit = ["grid.link.mixin"]

    event_id = fields.Many2one("grid.event", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    line_ids = fields.One2many("grid.event.dispatch.line", "dispatch_id", "Orders")
    instruction = fields.Text(help="For all orders without an instruction of their own")
    # for the screen
    decider_id = fields.Many2one("grid.grid", compute="_compute_decider_id")
    place_id = fields.Many2one(related="event_id.grid_id", related_sudo=False)
    address = fields.Char(related="event_id.address", related_sudo=False)
    description = fields.Text(related="event_id.description", related_sudo=False)
    deadline = fields.Datetime(related="event_id.deadline", related_sudo=False)
    deadline_left = fields.Char(related="event_id.deadline_left", related_sudo=False)
    arbitrated = fields.Boolean(compute="_compute_decider_id")
    main_name = fields.Char(compute="_compute_main_name")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        event = self.env["grid.event"].browse(values.get("event_id"))
        if event and "line_ids" in fields:
            event.check_access("read")
            values["line_ids"] = [
                Command.create(line) for line in self._proposals(event)
            ]
        return values

    @api.depends("event_id")
    def _compute_decider_id(self):
        for dispatch in self:
            dispatch.decider_id = dispatch.event_id._decider()
            dispatch.arbitrated = bool(dispatch.event_id.arbiter_id)

    @api.depends("event_id")
    def _compute_main_name(self):
        """Who has the main order already."""
        for dispatch in self:
            main = dispatch.event_id.order_ids.filtered(
                lambda order: order.kind == "main" and order.state in TASK_OPEN
            )
            dispatch.main_name = ", ".join(main.mapped("desk_name"))

    def action_send(self):
        self.ensure_one()
        lines = self.line_ids.filtered("kind")
        if not lines:
            raise UserError(self.env._("Choose who gets an order."))
        orders = [line._as_order(self.instruction) for line in lines]
        self.event_id.action_move(self.move, {"orders": orders})
        return {"type": "ir.actions.act_window_close"}

    # -- proposals ---------------------------------------------------------------

    @api.model
    def _proposals(self, event):
        """Values of lines: who could handle the event, the likeliest first.

        The first gets the main order, unless somebody has it already.
        """
        found = {}
        for desk, why in self._candidates(event):
            found.setdefault(desk, why)
        open_orders = event.order_ids.filtered(lambda order: order.state in TASK_OPEN)
        desks = self._able(event, found, open_orders)
        kind = not any(order.kind == "main" for order in open_orders) and "main"
        lines = []
        for desk in desks[:MOST]:
            name = "node_id" if desk._name == "grid.grid" else "organization_id"
            lines.append({name: desk.id, "why": found[desk], "kind": kind})
            kind = False
        return lines

    @api.model
    def _candidates(self, event):
        """Pairs of a desk and why it is named, in order."""
        env = self.env
        for order in event.order_ids.sorted("closed_at", reverse=True):
            if order.state == RETURNED:
                for desk in (
                    order.competent_organization_id,
                    order.competent_node_id,
                ):
                    yield desk, env._("Named when it was returned")
        if event.category_id and event.grid_id:
            node, organization, _rule = env["grid.routing.rule"]._route(event)
            yield organization, env._("By rule or category")
            if node != event.holder_id:
                yield node, env._("By rule or category")
        for desk in self._last_handlers(event):
            yield desk, env._("Handled the like here before")
        path = env["grid.grid"]._event_territory().path(event.grid_id.id)
        for node in env["grid.grid"].browse(path):
            yield node, env._("Looks after the place")
        seated = env["grid.organization"].search(
            [("grid_id", "in", path), ("user_ids.active", "=", True)]
        )
        for organization in seated.sorted(lambda o: path.index(o.grid_id.id)):
            yield organization, env._("Seated in %s", organization.grid_id.name)

    @api.model
    def _last_handlers(self, event):
        """Who answered main orders of this category for the same centre, by number."""
        recent = self.env["grid.event"].search(
            [
                ("holder_id", "=", event.holder_id.id),
                ("category_id", "=", event.category_id.id),
                ("state", "=", "archived"),
            ],
            limit=RECENT,
        )
        groups = self.env["grid.event.task"]._read_group(
            [
                ("event_id", "in", recent.ids),
                ("kind", "=", "main"),
                ("state", "=", "done"),
            ],
            ["organization_id", "node_id"],
            ["__count"],
            order="__count DESC",
        )
        return [organization or node for organization, node, _count in groups]

    @api.model
    def _able(self, event, desks, open_orders):
        """Those of the desks that can take an order; see ``_check_handler``."""
        grids = self.env["grid.grid"].union(*self._of_model(desks, "grid.grid"))
        organizations = self.env["grid.organization"].union(
            *self._of_model(desks, "grid.organization")
        )
        decider = event._decider()
        able = set(
            grids._event_staffed(WORKER).filtered(
                lambda node: (
                    node.active
                    and node.parent_path.startswith(decider.parent_path)
                    and event._is_on_way(node)
                )
            )
        ) | set(organizations._event_acting())
        able -= {*open_orders.node_id, *open_orders.organization_id}
        if not event.arbiter_id:
            # a second return by the same one is what an arbiter is for
            back = event.order_ids.filtered(lambda order: order.state == RETURNED)
            able -= {*back.node_id, *back.organization_id}
        return [desk for desk in desks if desk in able]

    @api.model
    def _of_model(self, desks, name):
        return [desk for desk in desks if desk._name == name]
