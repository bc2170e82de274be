from odoo import api, fields, models

from odoo.addons.grid_base.tools.code_field import Code

from ..models.grid_event_task import DISPATCHER
from ..tools.moves import EVENT_MOVES

LINKS = ("node_id", "invalid_id", "main_event_id", "rating_id", "method_id")


class GridEventAct(models.TransientModel):
    """A move of an event that asks for something: a reason, a node, a rating.

    It does nothing its user could not do by ``action_move``, and asks for what the
    table of moves names.
    """

    _name = "grid.event.act"
    _description = "Step of an Event"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    event_id = fields.Many2one("grid.event", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    move_name = fields.Char(compute="_compute_asked")
    asked = fields.Json(compute="_compute_asked")
    needed = fields.Json(compute="_compute_asked")
    by_reporter = fields.Boolean(compute="_compute_asked")
    # for the choice of a node
    holder_id = fields.Many2one(related="event_id.holder_id", related_sudo=False)
    place_id = fields.Many2one(related="event_id.grid_id", related_sudo=False)
    place_certain = fields.Boolean(related="event_id.place_certain", related_sudo=False)
    # what a move may ask for
    reason = fields.Text("Explanation")
    result = fields.Text()
    node_id = fields.Many2one("grid.grid", "Centre or Station")
    invalid_id = Code("event_invalid", "Invalid Because")
    main_event_id = fields.Many2one("grid.event", "Main Event")
    rating_id = Code("event_rating", "Rating")
    method_id = Code("event_visit_method", "Asked By")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        event = self.env["grid.event"].browse(values.get("event_id"))
        if event:
            event.check_access("read")
            values |= self._proposal(event, values.get("move"))
        return values

    @api.depends("event_id", "move")
    def _compute_asked(self):
        names = self.env["grid.event"]._move_names()
        for act in self:
            move = EVENT_MOVES.get(act.move)
            event = act.event_id
            act.move_name = names.get(act.move)
            act.by_reporter = event.reporter_id == self.env.user
            # never empty, which would become False: see grid.workflow.mixin
            needed = ["event_id", *(move.needs if move else ())]
            asked = [*needed, *(move.takes if move else ())]
            if "rating_id" in needed and not act.by_reporter:
                needed.append("method_id")
            if act.by_reporter and "method_id" in asked:
                # a reporter who rates was not asked by anybody
                asked.remove("method_id")
            if "result" not in asked and "reason" not in asked:
                asked.append("reason")
            act.asked, act.needed = asked, needed

    @api.model
    def _proposal(self, event, move):
        """What would be chosen most often."""
        if move == "report_up":
            return {"node_id": event.holder_id.parent_id.id}
        if move == "hand_down":
            return {"node_id": self._next_below(event).id}
        if move == "merge":
            return {"main_event_id": event.similar_ids[:1].id}
        if move == "rate":
            methods = self.env["grid.code"].search(
                [("table", "=", "event_visit_method")], limit=1
            )
            return {"method_id": event.reporter_id != self.env.user and methods.id}
        return {}

    @api.model
    def _next_below(self, event):
        """The first staffed node on the way from the holder to a certain place."""
        grids = self.env["grid.grid"]
        if not event.place_certain:
            return grids
        path = self.env["grid.grid"]._event_territory().path(event.grid_id.id)
        above = event.holder_id.id
        if above not in path:
            return grids
        below = grids.browse(reversed(path[: path.index(above)]))
        staffed = below._event_staffed(DISPATCHER)
        return staffed[:1]

    def action_confirm(self):
        self.ensure_one()
        values = {
            name: self[name].id if name in LINKS else self[name]
            for name in {*self.asked, "reason"} - {"event_id"}
            if name in self._fields and self[name]
        }
        self.event_id.action_move(self.move, values)
        return {"type": "ir.actions.act_window_close"}
