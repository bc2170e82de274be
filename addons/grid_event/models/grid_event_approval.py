from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS
from odoo.addons.grid_base.tools.deadline import HOUR

from ..tools.application_moves import KINDS

SUPERVISOR = "grid_event.group_event_supervisor"


class GridEventApproval(models.Model):
    """Who answers an application: a rule for a kind and for who applies.

    The most specific rule decides alone: one that names the kind before one that names
    the level, then the highest number. Where no rule fits, the upper level answers.
    """

    _name = "grid.event.approval"
    _description = "Rule of Approval"
    _inherit = ["grid.event.rule.mixin"]
    _order = "kind nulls first, level_id nulls first, from_number, id"

    kind = fields.Selection(KINDS, help="Empty: for every kind.")
    level_id = fields.Many2one(
        "grid.level",
        "Level of the Applicant",
        index=True,
        ondelete="restrict",
        help="The level of the centre, station, grid or department that applies. "
        "Empty: for all.",
    )
    from_number = fields.Integer(
        "From the Nth On",
        required=True,
        default=1,
        help="1: for the first one of its kind that is granted to an event, and all "
        "that follow; 2: from the second on.",
    )
    answered_by = fields.Selection(
        [
            ("supervisor", "Who Supervised Last, else Upper Level"),
            ("upper", "Upper Level"),
            ("level", "Level Named"),
        ],
        "Decided By",
        required=True,
        default="upper",
        help="The upper level of a handler is the centre or station that holds the "
        "event; that of the holder is the next one above it that is staffed. The next "
        "one up answers where nobody does who could: at last the city.",
    )
    levels_up = fields.Integer("Levels Up", required=True, default=1)
    approver_level_id = fields.Many2one(
        "grid.level", "Answered by Level", index=True, ondelete="restrict"
    )
    answer_value = fields.Integer("Answer Within")
    answer_unit = fields.Selection(
        LIMIT_UNITS, "Unit of the Answer", help="Empty: no time limit."
    )
    basis = fields.Char(
        translate=True, help="The law, rule or decision that says who approves."
    )
    active = fields.Boolean(default=True)

    _key_uniq = models.UniqueIndex(
        "(COALESCE(kind, ''), COALESCE(level_id, 0), from_number) WHERE active",
        "There is a rule for this kind, level and number already.",
    )
    _numbers_range = models.Constraint(
        "CHECK (from_number BETWEEN 1 AND 99 AND levels_up BETWEEN 1 AND 9"
        " AND answer_value BETWEEN 0 AND 9999)",
        "Numbers count from 1, levels up from 1 to 9, limits from 0 to 9999.",
    )
    _level_named = models.Constraint(
        "CHECK (answered_by <> 'level' OR approver_level_id IS NOT NULL)",
        "Name the level that answers.",
    )

    @api.constrains("answer_value", "answer_unit")
    def _check_answer(self):
        if any(rule.answer_unit == HOUR and not rule.answer_value for rule in self):
            raise ValidationError(
                self.env._("A limit in hours is one hour at least; or set 0 days.")
            )

    @api.depends("kind", "level_id", "from_number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for rule in self:
            kind = kinds.get(rule.kind) or self.env._("All Applications")
            number = (
                self.env._("from number %s on", rule.from_number)
                if rule.from_number > 1
                else ""
            )
            names = filter(None, (kind, rule.level_id.name, number))
            rule.display_name = " · ".join(names)

    # -- who answers -------------------------------------------------------------

    @api.model
    @api.private
    def _find(self, kind, level, number):
        """The most specific rule for an application: at most one record."""
        return self.browse(self._find_id(kind, level.id, number))

    @api.model
    @tools.ormcache("kind", "level_id", "number")
    def _find_id(self, kind, level_id, number):
        # sudo: rules are the same for all, whoever asks first
        rules = self.sudo().search(
            Domain("kind", "in", [kind, False])
            & Domain("level_id", "in", [level_id, False])
            & Domain("from_number", "<=", number)
        )

        def weight(rule):
            return bool(rule.kind), bool(rule.level_id), rule.from_number

        return max(rules, key=weight, default=rules).id

    @api.private
    def _approver(self, application):
        """The centre or station that answers an application, at last the city.

        Of no rule at all the upper level. Nobody but the applicant has to be there;
        who applied for the holder is not answered in the holder's own house.
        """
        event = application.event_id
        grids = self.env["grid.grid"]
        path = grids._event_territory().path(event._decider().id)
        if application.by_holder:
            path = path[1:] or path
        besides = application.user_id
        if self.answered_by == "supervisor":
            last = event._last_supervisor()
            if last.id in path and last._event_users(SUPERVISOR) - besides:
                return last
        if self.answered_by == "level":
            top = self.approver_level_id.sequence
            high = [
                grid.id for grid in grids.browse(path) if grid.level_id.sequence <= top
            ]
            return grids._event_first_staffed(high or path[-1:], SUPERVISOR, besides)
        node = grids._event_first_staffed(path, SUPERVISOR, besides)
        for _step in range((self.levels_up or 1) - 1):
            node = node._event_superior(SUPERVISOR, besides)
        return node
