from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.clock import city_zone

TARGETS = {
    "household": "household_id",
    "premises": "organization_id",
    "special": "resident_id",
}
"""The field that says whom a visit of each kind was paid to."""


class GridVisit(models.Model):
    """A call by a grid worker or patrol: when, where, why, what was found.

    The daily log of a grid worker has time, place, problem, measure and result.
    """

    _name = "grid.visit"
    _description = "Visit"
    _inherit = ["grid.scoped.mixin"]
    _order = "visited_at desc, id desc"
    _rec_name = "target_name"

    kind = fields.Selection(
        [
            ("household", "Household Visit"),
            ("premises", "Premises Visit"),
            ("special", "Special Visit"),
        ],
        required=True,
        default="household",
    )
    household_id = fields.Many2one(
        "grid.household", "Household", index="btree_not_null", ondelete="restrict"
    )
    resident_id = fields.Many2one(
        "grid.resident", "Resident", index="btree_not_null", ondelete="restrict"
    )
    organization_id = fields.Many2one(
        "grid.organization", "Premises", index="btree_not_null", ondelete="restrict"
    )
    house_id = fields.Many2one(
        "grid.house",
        "House",
        compute="_compute_house_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    grid_id = fields.Many2one(
        compute="_compute_grid_id", store=True, precompute=True, readonly=False
    )
    target_name = fields.Char("Visited", compute="_compute_target_name")
    staff_id = fields.Many2one(
        "grid.staff",
        "Visitor",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_staff_id(),
    )
    visited_at = fields.Datetime(
        "Time", required=True, default=fields.Datetime.now, index=True
    )
    latitude = fields.Float(digits=(9, 6), aggregator=None)
    longitude = fields.Float(digits=(9, 6), aggregator=None)
    accuracy = fields.Float(
        "Accuracy (m)",
        digits=(9, 1),
        aggregator=None,
        help="Radius in metres within which the phone believes to be.",
    )
    purpose_id = fields.Many2one(
        "grid.visit.purpose",
        "Purpose",
        required=True,
        index=True,
        default=lambda self: self.env["grid.visit.purpose"].search([], limit=1),
    )
    outcome = fields.Selection(
        [
            ("met", "Met"),
            ("absent", "Nobody Home"),
            ("refused", "Refused"),
            ("moved", "Moved Away"),
        ],
        required=True,
        # no default: a form that is left half way must not be a visit
    )
    findings = fields.Text(help="What was seen and said; empty: nothing unusual.")
    measures = fields.Text("Measures Taken")
    photo_ids = fields.Many2many(
        "ir.attachment",
        "grid_visit_attachment_rel",
        "visit_id",
        "attachment_id",
        string="Photographs",
        copy=False,
    )
    next_date = fields.Date(
        "Next Visit Due",
        compute="_compute_next_date",
        store=True,
        precompute=True,
        readonly=False,
    )

    _grid_time_idx = models.Index("(grid_id, visited_at DESC, id DESC)")
    _coordinates_range = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        "Coordinates must be latitude and longitude in degrees.",
    )

    def _default_staff_id(self):
        # sudo: everybody may know which staff record is their own
        return self.env.user.sudo().grid_staff_ids[:1].id

    @api.constrains("kind", "household_id", "resident_id", "organization_id")
    def _check_target(self):
        for visit in self:
            if not visit[TARGETS[visit.kind]]:
                raise ValidationError(self.env._("Say whom the visit was paid to."))

    @api.constrains("visited_at")
    def _check_time(self):
        # a phone's clock may be a little fast
        latest = fields.Datetime.now() + timedelta(minutes=10)
        if any(visit.visited_at > latest for visit in self):
            raise ValidationError(
                self.env._("A visit cannot be recorded before it took place.")
            )

    @api.constrains("next_date", "visited_at")
    def _check_next_date(self):
        for visit in self:
            if visit.next_date and visit.next_date < visit._day():
                raise ValidationError(
                    self.env._("The next visit cannot lie before this one.")
                )

    @api.depends("household_id", "resident_id")
    def _compute_house_id(self):
        for visit in self:
            household = visit.household_id or visit.resident_id.household_id
            visit.house_id = household.house_id or visit.house_id

    @api.depends("kind", "household_id", "resident_id", "organization_id")
    def _compute_grid_id(self):
        for visit in self:
            target = visit[TARGETS[visit.kind]] if visit.kind else None
            visit.grid_id = (target and target.grid_id) or visit.grid_id

    @api.depends("kind", "household_id", "resident_id", "organization_id")
    def _compute_target_name(self):
        for visit in self:
            target = visit[TARGETS[visit.kind]] if visit.kind else None
            visit.target_name = target.display_name if target else False

    @api.depends("purpose_id", "visited_at")
    def _compute_next_date(self):
        for visit in self:
            days = visit.purpose_id.interval_days
            visit.next_date = days and visit._day() + timedelta(days=days)

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._adopt_photos()
        visits.household_id._visits_changed()
        return visits

    def write(self, vals):
        households = self.household_id
        res = super().write(vals)
        if "photo_ids" in vals:
            self._adopt_photos()
        (households | self.household_id)._visits_changed()
        return res

    def unlink(self):
        households = self.household_id
        # sudo: the files of a visit go with it, whoever uploaded them
        self.photo_ids.sudo().unlink()
        res = super().unlink()
        households._visits_changed()
        return res

    def _day(self):
        """The day of the visit in the city."""
        moment = self.visited_at or fields.Datetime.now()
        return moment.replace(tzinfo=UTC).astimezone(city_zone(self.env)).date()

    def _adopt_photos(self):
        """Make fresh uploads the visit's own, so that its rules guard them.

        Anything else is refused: linking another record's file would open it to
        everybody who may read this visit.
        """
        for visit in self:
            own = visit._name, visit.id
            # sudo: whose the file is has to be known before it can be shown
            for photo in visit.photo_ids.sudo():
                if (photo.res_model, photo.res_id) == own:
                    continue
                if photo.res_id or photo.create_uid != self.env.user:
                    raise AccessError(
                        self.env._("This photograph belongs to another record.")
                    )
                photo.write({"res_model": visit._name, "res_id": visit.id})
