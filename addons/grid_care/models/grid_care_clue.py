from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked

from ..tools.clue import CLUE_MOVES, CLUE_STATES, DRAFT, RESULTS

INSIDERS = "grid_care.group_care_officer,grid_care.group_clinician"


class GridCareClue(models.Model):
    """What somebody saw of a person who may need a psychiatrist (``tools.clue``).

    An observation, never a diagnosis. It hangs on no resident: nobody who looks at
    the household can see that there is one. Whoever reported it learns that it was
    dealt with and not what came out; once closed, all that could point to the
    person is erased on a fixed day.
    """

    _name = "grid.care.clue"
    _description = "Clue of a Suspected Case"
    _inherit = [
        "grid.care.mixin",
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.masked.mixin",
        "grid.coded.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
        "grid.waiting.mixin",
    ]
    _rec_name = "number"
    _order = "id desc"
    _moves = CLUE_MOVES
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    state = fields.Selection(
        CLUE_STATES, required=True, readonly=True, default=DRAFT, copy=False, index=True
    )
    reporter_id = fields.Many2one(
        "res.users",
        "Reported By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        copy=False,
    )
    grid_id = fields.Many2one(default=lambda self: self._default_grid())
    # what was seen
    person_name = Masked("Name of the Person", kind="name")
    place = Masked("Where the Person Is Found", kind="address")
    sex_id = Code("sex", "Sex")
    age = fields.Integer("Age, About")
    behaviour_ids = fields.Many2many(
        "grid.code",
        "grid_care_clue_behaviour_rel",
        string="Observed Behaviour",
        domain=[("table", "=", "care_behaviour")],
        help="What was seen, not what it may be called.",
    )
    observed_at = fields.Datetime(
        "Observed At", required=True, default=fields.Datetime.now
    )
    description = fields.Text(
        "What Was Seen", help="In plain words; no names of illnesses."
    )
    reported_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    erase_on = fields.Date(
        "To Be Erased On", readonly=True, copy=False, index="btree_not_null"
    )
    erased_at = fields.Datetime("Erased At", readonly=True, copy=False)
    # what came of it: not for whoever reported
    hospital_id = fields.Many2one(
        "grid.organization",
        "Hospital",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=INSIDERS,
        ondelete="restrict",
    )
    screened_by = fields.Text(
        "Who Screened Together", readonly=True, copy=False, groups=INSIDERS
    )
    result = fields.Selection(RESULTS, readonly=True, copy=False, groups=INSIDERS)
    answer = fields.Text("Reply", readonly=True, copy=False, groups=INSIDERS)

    _age_range = models.Constraint(
        "CHECK (age BETWEEN 0 AND 130)", "An age lies from 0 to 130 years."
    )
    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number is taken."
    )

    @api.model
    def _default_grid(self):
        roots = self.env.user._grid_scope_roots()
        return roots.id if len(roots) == 1 else False

    @api.depends("number")
    def _compute_display_name(self):
        for clue in self:
            clue.display_name = clue.number or self.env._("New Clue")

    @api.constrains("behaviour_ids")
    def _check_behaviours(self):
        """The list on the screen offers one table; RPC names any id."""
        if set(self.behaviour_ids.mapped("table")) - {"care_behaviour"}:
            raise ValidationError(self.env._("Choose what was seen from the list."))

    @api.constrains("observed_at")
    def _check_observed_at(self):
        now = fields.Datetime.now()
        for clue in self:
            if clue.observed_at > fields.Datetime.add(now, minutes=5):
                raise ValidationError(
                    self.env._("Nothing can have been seen tomorrow.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(clue.state != DRAFT for clue in self):
            raise UserError(self.env._("A clue that was reported is not deleted."))

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        return self._move_or_dialog(step, "grid.care.clue.act", default_clue_id=self.id)
