from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_event.tools import slices

from ..tools.settings import TERM_NOTICE_DAYS, TERM_YEARS, get_int
from .grid_dispute import OFFICER

STATES = [
    ("planned", "Planned"),
    ("current", "In Office"),
    ("ending", "Ends Soon"),
    ("over", "Term Over"),
    ("left", "Left"),
]


class GridMediationMember(models.Model):
    """Terms of office: People's Mediation Law (2010) art. 9, three years.

    A seat is in office on its last day and not on the day after. Re-election is a
    new seat, so that who sat when stays known. Retained mediators (art. 13) work for
    a body without a seat in the committee, and as long as both want.
    """

    _inherit = "grid.mediation.member"

    position = fields.Selection(
        selection_add=[("retained", "Retained Mediator")],
        ondelete={"retained": "cascade"},
    )
    date_from = fields.Date(default=lambda self: local_today(self.env))
    date_to = fields.Date(
        compute="_compute_date_to", store=True, readonly=False, precompute=True
    )
    has_left = fields.Boolean(
        "Left the Body",
        readonly=True,
        copy=False,
        help="Did not stand again, or left before the end of the term.",
    )
    told_on = fields.Date(
        readonly=True,
        copy=False,
        help="When the office was told that this term ends.",
    )
    state = fields.Selection(STATES, compute="_compute_state", search="_search_state")

    # ranges of whole numbers, as equality of numbers has no place in a GiST index
    _one_chair = models.Constraint(
        "EXCLUDE USING gist (int4range(body_id, body_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (position = 'chair')",
        "A body has one chair at a time (People's Mediation Law, art. 8).",
    )
    _one_seat = models.Constraint(
        "EXCLUDE USING gist (int4range(body_id, body_id, '[]') WITH &&,"
        " int4range(mediator_id, mediator_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "This mediator has a seat in this body in that time already.",
    )

    @api.depends("date_from", "position")
    def _compute_date_to(self):
        years = max(get_int(self.env, TERM_YEARS), 1)
        for seat in self:
            if seat.position == "retained" or not seat.date_from:
                seat.date_to = False
            else:
                seat.date_to = seat.date_from + relativedelta(years=years, days=-1)

    @api.depends("date_from", "date_to", "has_left")
    def _compute_state(self):
        today = local_today(self.env)
        soon = self._soon(today)
        for seat in self:
            if seat.date_from and seat.date_from > today:
                seat.state = "planned"
            elif seat.date_to and seat.date_to < today:
                seat.state = "left" if seat.has_left else "over"
            elif seat.date_to and seat.date_to <= soon and not seat.has_left:
                seat.state = "ending"
            else:
                seat.state = "current"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = local_today(self.env)
        begun = Domain("date_from", "<=", today)
        over = Domain("date_to", "<", today)
        left = Domain("has_left", "=", True)
        ending = begun & ~over & ~left & Domain("date_to", "<=", self._soon(today))
        domains = {
            "planned": ~begun,
            "current": self._live() & ~ending,
            "ending": ending,
            "over": over & ~left,
            "left": over & left,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _soon(self, today):
        days = get_int(self.env, TERM_NOTICE_DAYS)
        return fields.Date.add(today, days=days)

    @api.model
    @api.private
    def _live(self):
        """Domain of the seats that are held today, the last day included."""
        today = local_today(self.env)
        open_end = Domain("date_to", "=", False)
        return Domain("date_from", "<=", today) & (
            open_end | Domain("date_to", ">=", today)
        )

    def write(self, vals):
        if "date_to" in vals:
            vals = {"told_on": False, **vals}
        return super().write(vals)

    # -- elections ---------------------------------------------------------------

    def action_reelect(self):
        """A new term after this one (art. 9), in the same position."""
        today = local_today(self.env)
        for seat in self:
            if not seat.date_to:
                raise UserError(self.env._("This seat has no end: it goes on."))
            if seat.has_left:
                raise UserError(
                    self.env._("%s has left.", seat.mediator_id.display_name)
                )
            begin = max(fields.Date.add(seat.date_to, days=1), today)
            self.create(
                {
                    "body_id": seat.body_id.id,
                    "mediator_id": seat.mediator_id.id,
                    "position": seat.position,
                    "date_from": begin,
                }
            )
        return True

    def action_leave(self):
        """Out of office after today, or not elected again when the term is over."""
        today = local_today(self.env)
        for seat in self:
            if seat.date_from > today:
                raise UserError(
                    self.env._("The term has not begun yet: delete the seat.")
                )
            last = min(filter(None, (seat.date_to, today)))
            seat.write({"date_to": last, "has_left": True})
        return True

    # -- jobs --------------------------------------------------------------------

    @api.model
    def _cron_terms(self):
        """Tell the offices in time that terms end, once for each term."""
        slices.run(self.env, self._terms_ending, lambda seats: seats._tell_end())

    @api.model
    def _terms_ending(self, left_out, size):
        """Seats nobody was told about, one group for each body."""
        today = local_today(self.env)
        domain = Domain("date_to", "<=", self._soon(today))
        domain &= Domain("date_to", ">=", today) & Domain("has_left", "=", False)
        domain &= Domain("told_on", "=", False) & Domain("id", "not in", left_out)
        domain &= Domain("mediator_id.active", "=", True)
        domain &= Domain("body_id.active", "=", True)
        found = slices.lock_free(self.sudo().search(domain, limit=size, order="id"))
        return list(found.grouped("body_id").values())

    def _tell_end(self):
        """Tell who has to prepare the election, and those who sit."""
        body = self.body_id
        self.told_on = local_today(self.env)
        waiting = self.filtered(lambda seat: not seat._is_reelected())
        if not waiting:
            return
        desk = body.grid_id._event_climb(OFFICER)._event_users(OFFICER)
        last = min(waiting.mapped("date_to"))
        # no words: each reader has a language
        names = ", ".join(waiting.mapped("mediator_id.name"))
        text = f"{names} ({fields.Date.to_string(last)})"
        body._notify(desk | waiting.mediator_id.staff_id.user_id, "terms", text)

    def _is_reelected(self):
        """Whether the same person sits in the same body after this term."""
        self.ensure_one()
        return bool(
            self.search_count(
                [
                    ("body_id", "=", self.body_id.id),
                    ("mediator_id", "=", self.mediator_id.id),
                    ("date_from", ">", self.date_to),
                ],
                limit=1,
            )
        )
