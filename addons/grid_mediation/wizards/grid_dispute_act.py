from odoo import api, fields, models

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS
from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.deadline import MONTH

from ..models.grid_dispute import GRADES
from ..tools.moves import DISPUTE_MOVES


class GridDisputeAct(models.TransientModel):
    """A move of a dispute that asks for something, or the report to the police.

    It does nothing its user could not do by ``action_move`` or ``action_alarm``.
    """

    _name = "grid.dispute.act"
    _description = "Step of a Dispute"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    dispute_id = fields.Many2one("grid.dispute", required=True, ondelete="cascade")
    move = fields.Char(required=True)
    asked = fields.Json(compute="_compute_asked")
    needed = fields.Json(compute="_compute_asked")
    grid_id = fields.Many2one(related="dispute_id.grid_id", related_sudo=False)
    # what a move may ask for
    reason = fields.Text("Explanation")
    result = fields.Text()
    body_id = fields.Many2one("grid.mediation.body", "Mediation Body")
    partner_body_ids = fields.Many2many(
        "grid.mediation.body",
        "grid_dispute_act_body_rel",
        string="Bodies Taking Part",
    )
    mediator_ids = fields.Many2many(
        "grid.mediator", "grid_dispute_act_mediator_rel", string="Mediators"
    )
    mediator_id = fields.Many2one("grid.mediator", "Mediator to Withdraw")
    chosen_by_parties = fields.Boolean("Chosen by the Parties")
    ground_id = Code("dispute_refusal", "Ground of Refusal")
    ended_id = Code("dispute_end", "Ended Because")
    party_id = fields.Many2one("grid.dispute.party", "Party That Refuses")
    party_ids = fields.Many2many(
        "grid.dispute.party", "grid_dispute_act_party_rel", string="Asked For by"
    )
    extend_value = fields.Integer("Extend By", default=1)
    extend_unit = fields.Selection(LIMIT_UNITS, "Unit of the Extension", default=MONTH)
    grade = fields.Selection(GRADES, "New Grade")
    leader_id = fields.Many2one("grid.staff", "Case Leader")
    leader_choice_ids = fields.Many2many(
        "grid.staff", compute="_compute_leader_choice_ids", compute_sudo=True
    )
    danger = fields.Text("What Is Feared")
    police_id = fields.Many2one("grid.organization", "Police Station")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        dispute = self.env["grid.dispute"].browse(values.get("dispute_id"))
        if dispute:
            dispute.check_access("read")
            values |= self._proposal(dispute, values.get("move"))
        return values

    @api.model
    def _proposal(self, dispute, move):
        """What would be chosen most often."""
        if move == "accept":
            return {"body_id": self._nearest_body(dispute).id}
        if move == "alarm":
            return {"police_id": dispute._police_station().id}
        return {}

    @api.model
    def _nearest_body(self, dispute):
        """The body of the smallest area that serves the place."""
        bodies = self.env["grid.mediation.body"]
        path = [int(step) for step in dispute.grid_id.parent_path.split("/") if step]
        for grid_id in reversed(path):
            found = bodies.search([("grid_id", "=", grid_id)], order="id", limit=1)
            if found:
                return found
        return bodies

    @api.depends("dispute_id", "move")
    def _compute_leader_choice_ids(self):
        nobody = self.env["grid.staff"]
        for act in self:
            leads = act.move == "lead"
            candidates = act.dispute_id._leader_candidates() if leads else nobody
            act.leader_choice_ids = candidates

    @api.depends("move")
    def _compute_asked(self):
        for act in self:
            move = DISPUTE_MOVES.get(act.move)
            # never empty, which would become False: see grid.workflow.mixin
            needed = ["dispute_id", *(move.needs if move else ())]
            asked = [*needed, *(move.takes if move else ())]
            if act.move == "alarm":
                needed += ["danger"]
                asked += ["danger", "police_id"]
            elif "reason" not in asked:
                asked.append("reason")
            act.asked, act.needed = asked, needed

    def action_confirm(self):
        self.ensure_one()
        if self.move == "alarm":
            self.dispute_id.action_alarm(self.danger, self.police_id.id)
        else:
            self.dispute_id.action_move(self.move, self._values())
        return {"type": "ir.actions.act_window_close"}

    def _values(self):
        values = {}
        for name in {*self.asked, "reason"} - {"dispute_id"}:
            field, value = self._fields[name], self[name]
            if not value:
                continue
            if field.type == "many2one":
                value = value.id
            elif field.type == "many2many":
                value = value.ids
            values[name] = value
        return values
