from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import local_now
from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked

from ..tools.moves import DRAFT, EVENT_MOVES, EVENT_STATES, REPORTED

EDITED_UNTIL_ACCEPTED = {
    "answer_ids",
    "category_id",
    "grid_id",
    "happened_at",
    "house_id",
    "latitude",
    "longitude",
    "urgency_id",
}
"""What decides about route and time limit: later it changes by application only."""


class GridEvent(models.Model):
    """Something that somebody has to see to: reported, dispatched, handled, closed.

    It belongs to the grid where it happened; the centre or station in ``holder_id``
    answers for it until the end. What waits for whom are its tasks
    (``grid.event.task``). The fields are those of the record used in Fujian
    (DOMAIN 3.1). There is no chatter: the story of an event is its steps, tasks,
    supervision and feedback.
    """

    _name = "grid.event"
    _description = "Event"
    _inherit = [
        "grid.workflow.mixin",
        "grid.register.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
    ]
    _order = "reported_at desc, id desc"
    _rec_names_search = ["number", "title"]
    _moves = EVENT_MOVES
    # beside what is readonly
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    number = fields.Char(
        readonly=True, copy=False, help="Drawn when the event is first saved."
    )
    state = fields.Selection(
        EVENT_STATES, required=True, readonly=True, default=DRAFT, copy=False
    )
    # what
    category_id = fields.Many2one(
        "grid.event.category", "Category", index=True, ondelete="restrict"
    )
    big_category_id = fields.Many2one(
        "grid.event.category",
        "Big Class",
        compute="_compute_big_category_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    stopper_text = fields.Text(
        "Stopper Text",
        related="category_id.stopper",
        # that of the class speaks of "this class"
        help=None,
    )
    title = fields.Char(
        compute="_compute_title",
        store=True,
        precompute=True,
        readonly=False,
        help="Made of category and place when left empty.",
    )
    description = fields.Text()
    happened_at = fields.Datetime("Time of Event", default=fields.Datetime.now)
    urgency_id = Code(
        "event_urgency", "Urgency", default=lambda self: self._default_urgency_id()
    )
    impact_id = Code("event_impact", "Range of Impact")
    people_count = fields.Integer("People Involved")
    people_names = fields.Char("Who Is Involved")
    amount = fields.Float("Amount Involved (CNY)", digits=(14, 2))
    answer_ids = fields.One2many(
        "grid.event.answer", "event_id", "Questions", copy=True
    )
    media_ids = fields.One2many("grid.event.media", "event_id", "Photographs and Files")
    # where
    grid_id = fields.Many2one(
        compute="_compute_grid_id",
        store=True,
        precompute=True,
        readonly=False,
        # named by _grid_state_idx and _grid_time_idx
        index=False,
    )
    place_certain = fields.Boolean(
        "Grid Is Certain", compute="_compute_grid_id", store=True, precompute=True
    )
    house_id = fields.Many2one(
        "grid.house", "House", index="btree_not_null", ondelete="restrict"
    )
    address = fields.Char(
        "Place",
        compute="_compute_address",
        store=True,
        precompute=True,
        readonly=False,
    )
    latitude = fields.Float(digits=(9, 6), aggregator=None)
    longitude = fields.Float(digits=(9, 6), aggregator=None)
    accuracy = fields.Float("Accuracy (m)", digits=(9, 1), aggregator=None)
    # from whom
    source_id = Code("event_source", "Source of Information")
    channel_id = Code(
        "event_channel",
        "Event Channel",
        default=lambda self: self._default_channel_id(),
    )
    contact_name = Masked("Contact Person", kind="name")
    contact_phone = Masked("Contact Phone", kind="phone")
    reporter_id = fields.Many2one(
        "res.users",
        "Recorded By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
        copy=False,
    )
    reported_at = fields.Datetime("Reported At", readonly=True, copy=False)
    # who answers for it
    holder_id = fields.Many2one(
        "grid.grid",
        "Held By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The centre or station that answers for the event.",
    )
    arbiter_id = fields.Many2one(
        "grid.grid",
        "Arbiter",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Decides who handles the event after it was returned too often, or in "
        "which grid it lies. The decision binds.",
    )
    route_rule_id = fields.Many2one(
        "grid.routing.rule", "Routed By", readonly=True, copy=False, ondelete="set null"
    )
    task_ids = fields.One2many("grid.event.task", "event_id", "Tasks")
    order_ids = fields.One2many(
        "grid.event.task",
        "event_id",
        "Orders",
        domain=[("kind", "in", ("main", "assist", "countersign"))],
    )
    accept_task_id = fields.Many2one(
        "grid.event.task",
        readonly=True,
        copy=False,
        ondelete="set null",
        # looked for whenever the deadline of a task is written
        index="btree_not_null",
    )
    accept_due = fields.Datetime(
        "Accept Before",
        related="accept_task_id.deadline",
        store=True,
        related_sudo=True,
    )
    accepted_at = fields.Datetime(readonly=True, copy=False)
    archived_at = fields.Datetime(readonly=True, copy=False)
    resume_state = fields.Selection(EVENT_STATES, readonly=True, copy=False)
    return_count = fields.Integer("Returns", readonly=True, copy=False)
    reopen_count = fields.Integer("Reopened", readonly=True, copy=False)
    on_the_spot = fields.Boolean("Solved on the Spot", readonly=True, copy=False)
    result = fields.Text(readonly=True, copy=False)
    # validity
    invalid_id = Code("event_invalid", "Invalid Because", readonly=True, copy=False)
    main_event_id = fields.Many2one(
        "grid.event",
        "Main Event",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    duplicate_ids = fields.One2many("grid.event", "main_event_id", "Merged Events")
    rating_id = Code("event_rating", "Rating", readonly=True, copy=False)
    watcher_ids = fields.Many2many(
        "res.users",
        "grid_event_watcher_rel",
        "event_id",
        "user_id",
        "Watched By",
        copy=False,
    )
    watched = fields.Boolean(compute="_compute_watched", search="_search_watched")

    _number_uniq = models.UniqueIndex("(number)", "This event number is taken.")
    _grid_state_idx = models.Index("(grid_id, state)")
    _grid_time_idx = models.Index("(grid_id, reported_at DESC, id DESC)")
    _time_idx = models.Index("(reported_at DESC, id DESC)")
    _main_check = models.Constraint(
        "CHECK (main_event_id <> id)", "An event cannot be merged into itself."
    )
    _figures_positive = models.Constraint(
        "CHECK (people_count >= 0 AND amount >= 0)",
        "Numbers of people and amounts cannot be negative.",
    )
    _coordinates_range = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        "Coordinates must be latitude and longitude in degrees.",
    )

    def init(self):
        # one number for each event in one query, whoever draws it
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS grid_event_number_seq")

    def _default_urgency_id(self):
        return self.env["grid.code"]._id_of("event_urgency", "01")

    def _default_channel_id(self):
        return self.env["grid.code"]._id_of("event_channel", "02")

    @api.constrains("happened_at")
    def _check_happened_at(self):
        latest = fields.Datetime.add(fields.Datetime.now(), minutes=10)
        if any(event.happened_at and event.happened_at > latest for event in self):
            raise UserError(self.env._("An event cannot lie in the future."))

    # -- computes ----------------------------------------------------------------

    @api.depends("category_id.parent_id")
    def _compute_big_category_id(self):
        routes = self.env["grid.event.category"]._event_routes()
        for event in self:
            category = event.category_id
            route = routes.get(category._origin.id)
            above = route.parent_id if route else category.parent_id
            event.big_category_id = above or category

    @api.depends("category_id", "grid_id")
    def _compute_title(self):
        names = self.env["grid.event.category"]._event_names()
        nodes = self.env["grid.grid"]._event_territory().nodes
        for event in self:
            category, grid = event.category_id, event.grid_id
            if not event.title and category:
                name = names.get(category._origin.id) or category.name
                node = nodes.get(grid._origin.id) or grid
                event.title = " · ".join(filter(None, (name, node.name)))

    @api.depends("house_id")
    def _compute_address(self):
        for event in self:
            event.address = event._named_house().address or event.address

    @api.depends("house_id", "latitude", "longitude")
    def _compute_grid_id(self):
        """House, position, or the post of the reporter: an event always has a grid."""
        for event in self:
            event.grid_id, event.place_certain = event._locate()

    @api.depends("number", "title")
    def _compute_display_name(self):
        for event in self:
            event.display_name = " ".join(filter(None, (event.number, event.title)))

    @api.depends_context("uid")
    def _compute_watched(self):
        for event in self:
            event.watched = self.env.user in event.watcher_ids

    def _search_watched(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("watcher_ids", "in", self.env.uid)]

    # -- CRUD --------------------------------------------------------------------

    @api.model
    def _register_vals(self, vals_list):
        numbers = self._draw_numbers(len(vals_list))
        vals_list = super()._register_vals(vals_list)
        return [
            vals | {"number": vals.get("number") or number}
            for vals, number in zip(vals_list, numbers, strict=True)
        ]

    def write(self, vals):
        if not self.env.su and EDITED_UNTIL_ACCEPTED & vals.keys():
            if any(event.state not in (DRAFT, REPORTED) for event in self):
                raise UserError(
                    self.env._(
                        "What decides about route and time limit cannot be edited once "
                        "an event is accepted: apply for the change."
                    )
                )
        edited = self.browse() if self.env.su else self._reported()
        res = super().write(vals)
        edited._add_edit_step(vals)
        if vals.get("grid_id") and not {"latitude", "longitude"} & vals.keys():
            # somebody who knows said where it is
            self.sudo().place_certain = True
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_never_reported(self):
        if any(event.state != DRAFT or event.reported_at for event in self):
            raise UserError(
                self.env._("A reported event is never deleted; it can be made void.")
            )

    def action_watch(self):
        """Put the event on my list of watched events, or take it off."""
        self.check_access("read")
        for event in self:
            mine = event.watched
            # sudo: who may read an event may watch it
            event.sudo().watcher_ids = [(3 if mine else 4, self.env.uid)]
        return True

    # -- helpers -----------------------------------------------------------------

    def _draw_numbers(self, count):
        """Numbers of the day in the city and a serial, in one query."""
        rows = self._draw(count, "grid_event_number_seq")
        return [self._number(serial) for (serial,) in rows]

    def _draw(self, count, *sequences):
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM generate_series(1, %s)",
                SQL(", ").join(SQL("nextval(%s)", name) for name in sequences),
                count,
            )
        )

    def _number(self, serial):
        day = local_now(self.env).strftime("%Y%m%d")
        return f"{day}{serial % 10**6:06}"

    def _reported(self):
        return self.filtered(lambda event: event.state != DRAFT)

    def _add_edit_step(self, vals):
        """Who corrected what after it was reported; values are not repeated here."""
        labels = [
            self._fields[name]._description_string(self.env)
            for name in vals
            if name in self._fields
        ]
        for event in self:
            event._add_step("edit", event.state, ", ".join(labels))
