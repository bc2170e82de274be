from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.grid_base.models.grid_deadline_mixin import LIMIT_UNITS
from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.deadline import (
    CALENDAR_DAY,
    HOUR,
    MONTH,
    WORKING_DAY,
)


class Limits(NamedTuple):
    """The values of a record; all empty where there is none."""

    accept_value: int
    accept_unit: str
    handle_value: int
    handle_unit: str
    verify_value: int
    verify_unit: str
    cap_value: int
    cap_unit: str


KEY = ("category_id", "urgency_id", "level_id")
LIMITS = ("accept", "handle", "verify", "cap")
HOURS = {CALENDAR_DAY: (24, 24), MONTH: (28 * 24, 31 * 24), HOUR: (1, 1)}
"""How long a unit is, at least and at most."""


class GridTimeLimit(models.Model):
    """How long accepting, handling and verifying an event may take.

    For a category, an urgency and a level; what is left empty holds for all. The
    most specific record decides alone: nothing is put together from several.
    """

    _name = "grid.time.limit"
    _description = "Time Limit"
    _inherit = ["grid.event.rule.mixin", "grid.coded.mixin"]
    _order = "category_id nulls first, urgency_id nulls first, level_id nulls first, id"

    # restrict: were a reference emptied, the limit of one would hold for all
    category_id = fields.Many2one(
        "grid.event.category",
        "Category",
        index=True,
        ondelete="restrict",
        help="Holds for its small classes, too. Empty: for every category.",
    )
    urgency_id = Code("event_urgency", "Urgency", index=True, help="Empty: for all.")
    level_id = fields.Many2one(
        "grid.level",
        "Level",
        index=True,
        ondelete="restrict",
        help="The level of the centre or station that answers for the event. "
        "Empty: for all.",
    )
    accept_value = fields.Integer("Accept Within", required=True, default=1)
    accept_unit = fields.Selection(
        LIMIT_UNITS, "Unit of Acceptance", required=True, default=CALENDAR_DAY
    )
    handle_value = fields.Integer("Handle Within", required=True, default=1)
    handle_unit = fields.Selection(
        LIMIT_UNITS, "Unit of Handling", required=True, default=CALENDAR_DAY
    )
    verify_value = fields.Integer("Verify Within", required=True, default=1)
    verify_unit = fields.Selection(
        LIMIT_UNITS, "Unit of Verification", required=True, default=CALENDAR_DAY
    )
    cap_value = fields.Integer(
        "With Approval Within",
        help="However often it is extended, the handling never takes longer than this.",
    )
    cap_unit = fields.Selection(
        LIMIT_UNITS, "Unit of the Cap", help="Empty: extensions have no bound."
    )
    basis = fields.Char(
        translate=True, help="The law, rule or decision that sets these limits."
    )
    active = fields.Boolean(default=True)

    _key_uniq = models.UniqueIndex(
        "(COALESCE(category_id, 0), COALESCE(urgency_id, 0), COALESCE(level_id, 0))"
        " WHERE active",
        "There is a time limit for this category, urgency and level already.",
    )
    _values_range = models.Constraint(
        "CHECK (accept_value BETWEEN 0 AND 9999 AND handle_value BETWEEN 0 AND 9999"
        " AND verify_value BETWEEN 0 AND 9999 AND cap_value BETWEEN 0 AND 9999)",
        "A time limit lies from 0 to 9999.",
    )

    @api.constrains(
        *(f"{name}_{part}" for name in LIMITS for part in ("value", "unit"))
    )
    def _check_limits(self):
        for limit in self:
            if any(
                limit[f"{n}_unit"] == HOUR and not limit[f"{n}_value"] for n in LIMITS
            ):
                raise ValidationError(
                    self.env._(
                        "%s: a limit in hours is one hour at least; for the same "
                        "day, set 0 days.",
                        limit.display_name,
                    )
                )
            if limit._cap_is_short():
                raise ValidationError(
                    self.env._(
                        "%s: the cap is shorter than the time for handling.",
                        limit.display_name,
                    )
                )

    def _cap_is_short(self):
        """Whether the cap is shorter whenever the limit begins.

        Working days are longer than calendar days, by how much nobody knows.
        """
        handle, cap = self.handle_unit, self.cap_unit
        if not cap:
            return False
        if handle == cap:
            return self.cap_value < self.handle_value
        if WORKING_DAY in (handle, cap):
            return False
        longest, shortest = HOURS[cap][1], HOURS[handle][0]
        return self.cap_value * longest < self.handle_value * shortest

    @api.depends(*(f"{name}.display_name" for name in KEY))
    @api.depends_context("lang")
    def _compute_display_name(self):
        for limit in self:
            names = [limit[name].display_name for name in KEY if limit[name]]
            limit.display_name = " · ".join(names) or self.env._("All Events")

    @api.model
    @api.private
    def _find(self, category, urgency, level):
        """The most specific limit for an event: at most one record.

        The category weighs most (itself, then its big class, then any), then the
        urgency, then the level.
        """
        keys = (record._origin.id for record in (category, urgency, level))
        return self.browse(self._find_id(*keys))

    @api.model
    @api.private
    @tools.ormcache("category_id", "urgency_id", "level_id")
    def _find_limits(self, category_id, urgency_id, level_id):
        """The values of the most specific limit, from memory."""
        # sudo: limits are the same for all, whoever asks first
        limit = self.sudo().browse(self._find_id(category_id, urgency_id, level_id))
        return Limits(*(limit[name] for name in Limits._fields))

    @api.model
    @tools.ormcache("category_id", "urgency_id", "level_id")
    def _find_id(self, category_id, urgency_id, level_id):
        # sudo: limits are the same for all, whoever asks first
        limits = self.sudo()
        category = limits.env["grid.event.category"].browse(category_id)
        wanted = (
            (category_id, category.parent_id.id, False),
            (urgency_id, False),
            (level_id, False),
        )
        candidates = limits.search(
            Domain("active", "=", True)
            & Domain.AND(
                Domain(name, "in", ids) for name, ids in zip(KEY, wanted, strict=True)
            )
        )

        def distance(limit):
            return [
                ids.index(limit[name].id) for name, ids in zip(KEY, wanted, strict=True)
            ]

        return min(candidates, key=distance, default=limits).id
