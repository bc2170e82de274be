from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from odoo.addons.grid_base.tools import deadline

from ..tools.application_moves import EXTENSION, KIND_TABLE, RESUME, WAITING
from ..tools.moves import DRAFT, SUSPENDED, TASK_OPEN
from ..tools.supervision import SUPERVISE


class GridEvent(models.Model):
    """Applying for what only a level above may grant."""

    _inherit = "grid.event"

    application_ids = fields.One2many(
        "grid.event.application", "event_id", "Applications"
    )
    application_count = fields.Integer(
        "Applications Filed", compute="_compute_application_counts"
    )
    application_waiting_count = fields.Integer(
        "Applications Waiting", compute="_compute_application_counts"
    )
    can_apply = fields.Boolean(compute="_compute_can_apply")
    resume_on = fields.Date(
        "Resumes On",
        readonly=True,
        copy=False,
        help="Suspended until this day; without a day until somebody resumes it.",
    )

    _resume_idx = models.Index("(resume_on) WHERE state = 'suspended'")

    @api.model
    def _guarded_fields(self):
        return super()._guarded_fields() | {"resume_on"}

    @api.depends("application_ids.state")
    def _compute_application_counts(self):
        counts = {}
        for event, state, count in self.env["grid.event.application"]._read_group(
            [("event_id", "in", self.ids)], ["event_id", "state"], ["__count"]
        ):
            counts.setdefault(event.id, {})[state] = count
        for event in self:
            states = counts.get(event._origin.id, {})
            event.application_count = sum(states.values())
            event.application_waiting_count = states.get(WAITING, 0)

    @api.depends("state", "holder_id", "arbiter_id", "order_ids.state")
    @api.depends_context("uid")
    def _compute_can_apply(self):
        """Whether there is something to apply for, and the user may."""
        states = {state for kind in KIND_TABLE.values() for state in kind.sources}
        # sudo: whether the user acts for an order; the order is not shown
        events = self.sudo()
        held = set(events._actor_holder().ids)
        held |= set(events._open_tasks()._actor_handler().event_id.ids)
        for event in self:
            event.can_apply = event.state in states and event._origin.id in held

    # -- applying ----------------------------------------------------------------

    def action_apply(self, kind, values=None):
        """File an application as the handler of an open order, or as the holder.

        :param kind: key of ``KIND_TABLE``
        :param values: ``reason``, what the kind needs, and ``order_id``: the order of
            the handler, or one whose own time limit is to be extended
        :return: id of the application
        :raise AccessError: the user neither handles nor holds the event
        """
        self.ensure_one()
        self.check_access("read")
        values = self._application_values(kind, values or {})
        self._lock()
        # sudo: whoever acts for the event may know its orders; read, not shown
        event = self.sudo()
        by_holder, order = event._applying_desk(values.get("order_id"))
        if kind == EXTENSION and by_holder and values.get("order_id"):
            if order.shares_deadline:
                raise UserError(
                    self.env._("This order shares the time limit of the event.")
                )
        elif by_holder:
            order = order.browse()
        if kind == RESUME and by_holder:
            raise UserError(self.env._("Resume it yourself: you hold the event."))
        event._check_not_waiting(kind, order)
        applications = self.env["grid.event.application"]
        return applications._submit(
            event, order, kind, dict(values, by_holder=by_holder)
        ).id

    def action_open_apply(self):
        """The dialogue in which somebody applies."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_event.grid_event_apply_action"
        )
        return action | {"context": {"default_event_id": self.id}}

    def action_open_applications(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_event.grid_event_application_action"
        )
        return action | {
            "domain": [("event_id", "=", self.id)],
            "context": {"search_default_waiting": 0},
        }

    @api.model
    def _application_values(self, kind, values):
        """Known values only, none missing; the constraints check what they are."""
        known = KIND_TABLE.get(kind)
        if not known:
            raise UserError(self.env._("There is no such application."))
        unknown = values.keys() - {*known.needs, *known.takes, "order_id", "reason"}
        if unknown:
            raise UserError(
                self.env._("Unknown values: %s.", ", ".join(sorted(unknown)))
            )
        if not (values.get("reason") or "").strip():
            raise UserError(self.env._("State the reason of the application."))
        fields_of = self.env["grid.event.application"]._fields
        for name in known.needs:
            if not values.get(name):
                label = fields_of[name]._description_string(self.env)
                raise UserError(self.env._("The application lacks: %s.", label))
        return values

    def _applying_desk(self, order_id):
        """Whether the user holds the event, and the order it is about, if any.

        Who both holds and handles applies as the holder: it goes a level higher.
        """
        orders = self._open_tasks().filtered("is_order")
        mine = orders._actor_handler()
        holds = bool(self._actor_holder())
        if not (holds or mine):
            raise AccessError(
                self.env._(
                    "%s: only its holder, or who has an open order, applies.",
                    self.display_name,
                )
            )
        order = orders.filtered(lambda order: order.id == order_id)
        if order_id and (not order or not holds and order not in mine):
            raise AccessError(self.env._("This is no open order of yours."))
        if not holds and not order:
            if len(mine) > 1:
                raise UserError(self.env._("Name the order for which you apply."))
            order = mine
        return holds, order

    def _check_not_waiting(self, kind, order):
        if self.application_ids.filtered(
            lambda application: (
                application.state == WAITING
                and application.kind == kind
                and application.order_id == order
            )
        ):
            raise UserError(
                self.env._("An application of this kind is waiting already.")
            )

    @api.private
    def _last_supervisor(self):
        """The centre or station that supervised the event last, if one did."""
        supervisions = self.env["grid.event.supervision"]
        last = supervisions.search(
            [("event_id", "=", self.id), ("kind", "=", SUPERVISE)], limit=1
        )
        return last.issuer_node_id

    # -- extension ---------------------------------------------------------------

    def _check_cap(self, clock, value, unit):
        """No approval lifts the cap: 15 days with approval (DOMAIN 3.3).

        :param clock: what is extended: the event, or an order with its own limit
        """
        limits = self.env["grid.time.limit"]
        limit = limits._find(self.category_id, self.urgency_id, self.holder_id.level_id)
        if not limit.cap_unit:
            return
        cap = self._due_after(self, [(limit.cap_value, limit.cap_unit)])
        # those of this clock: it may have been started anew since
        extensions = clock.deadline_change_ids.filtered(
            lambda change: (
                change.kind == "extension" and change.date_from >= clock.deadline_start
            )
        )
        steps = [
            (clock.limit_value, clock.limit_unit),
            *((change.limit_value, change.limit_unit) for change in extensions),
            (value, unit),
        ]
        due = self._due_after(clock, steps)
        if due <= cap:
            return
        units = dict(limit._fields["cap_unit"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "With approval it takes at most %(value)s %(unit)s, until %(cap)s; the "
                "extension would end on %(due)s. Basis: %(basis)s",
                value=limit.cap_value,
                unit=units[limit.cap_unit],
                cap=format_datetime(self.env, cap),
                due=format_datetime(self.env, due),
                basis=limit.basis or limit.display_name,
            )
        )

    @api.model
    def _due_after(self, clock, steps):
        """When limits one after another would end on a clock that is not stopped."""
        calendar = self.env["grid.workday"]._work_calendar()
        pauses = clock.deadline_change_ids.filtered(lambda c: c.kind == "pause")
        spans = [(pause.date_from, pause.date_to or None) for pause in pauses]
        return deadline.due(calendar, clock.deadline_start, steps, spans).moment

    # -- suspension --------------------------------------------------------------

    def _resume_clocks(self, moment=None):
        self.resume_on = False
        return super()._resume_clocks(moment)

    def _resume_on_day(self):
        """The day has come: the clock runs again from its first moment on."""
        self._lock()
        if self.state != SUSPENDED:
            return
        moment = self._local_start(self.resume_on)
        reason = self.env._("Suspended until this day.")
        self._make_move("resume", {"moment": moment, "reason": reason})
        self._open_tasks().filtered("is_order")._notify_desks("resumed")

    @api.model
    def _local_start(self, day):
        """The first moment of a day in the city."""
        return self.env["grid.workday"]._work_calendar().at(day)

    # -- what follows ------------------------------------------------------------

    def _make_move(self, name, values=None):
        # nobody applies for anything on a draft
        reported = self.filtered(lambda event: event.state != DRAFT)
        res = super()._make_move(name, values)
        reported._lapse_applications()
        return res

    def _lapse_applications(self):
        if not self:
            return
        # sudo: applications end with what they ask for, whoever brought that about
        waiting = (
            self.env["grid.event.application"]
            .sudo()
            .search([("event_id", "in", self.ids), ("state", "=", WAITING)])
        )
        waiting._lapse()

    @api.model
    def _notice_texts(self):
        env = self.env
        return super()._notice_texts() | {
            "annul": env._("Your report was made void."),
            "application": env._("An application is waiting for your answer."),
            "application_approve": env._("Your application was approved."),
            "application_refuse": env._("Your application was refused."),
            "application_lapse": env._("Your application is without object now."),
            "extended": env._("The time limit of your order was extended."),
            "suspended": env._("The event was suspended: its clock is stopped."),
            "resumed": env._("The event was resumed: its clock runs again."),
        }


class GridEventTask(models.Model):
    """What ends with an order, and who answers when people leave."""

    _inherit = "grid.event.task"

    @api.model
    def _cron_pass_on(self):
        super()._cron_pass_on()
        self.env["grid.event.application"]._redirect_unstaffed()

    def _is_open(self):
        return self.state in TASK_OPEN

    def _make_move(self, name, values=None):
        res = super()._make_move(name, values)
        if name in ("answer", "return", "recall", "cancel"):
            # sudo: what was asked for this order is without object
            self.filtered("is_order").sudo().event_id._lapse_applications()
        return res
