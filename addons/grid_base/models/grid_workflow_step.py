from odoo import fields, models


class GridWorkflowStep(models.Model):
    """A move that was made: who, when, from where to where, and why.

    Written only by ``grid.workflow.mixin``.
    """

    _name = "grid.workflow.step"
    _description = "Step of a Workflow"
    _inherit = ["grid.trail.mixin"]
    _order = "id"
    _trail_of = "grid.workflow.mixin"

    move = fields.Char("Move Code", required=True, readonly=True)
    state_from = fields.Char("From Code", readonly=True)
    state_to = fields.Char("To Code", required=True, readonly=True)
    date = fields.Datetime(
        "Made At", required=True, readonly=True, default=fields.Datetime.now
    )
    reason = fields.Text("Remark or Reason", readonly=True)
    move_name = fields.Char("Step Made", compute="_compute_names")
    from_name = fields.Char("State Before", compute="_compute_names")
    to_name = fields.Char("State After", compute="_compute_names")

    def _compute_names(self):
        names = {}
        for step in self:
            if step.res_model not in names:
                model = self.env[step.res_model]
                states = model._fields["state"]._description_selection(self.env)
                names[step.res_model] = model._move_names(), dict(states)
            moves, states = names[step.res_model]
            step.move_name = moves.get(step.move, step.move)
            step.from_name = states.get(step.state_from)
            step.to_name = states.get(step.state_to)
