from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.moves import OPEN

SUGGESTED = 8
CANDIDATES = 300
COMPARE = {
    "in": lambda number, value: number in value,
    "not in": lambda number, value: number not in value,
    "<": lambda number, value: number < value,
    "<=": lambda number, value: number <= value,
    ">": lambda number, value: number > value,
    ">=": lambda number, value: number >= value,
}


class GridMediator(models.Model):
    """How much a mediator has in hand, and who is free for a dispute."""

    _inherit = "grid.mediator"

    avatar_128 = fields.Image("Photo", related="staff_id.avatar_128", related_sudo=True)
    open_count = fields.Integer(search="_search_open_count")
    body_ids = fields.Many2many(
        "grid.mediation.body",
        compute="_compute_body_ids",
        search="_search_body_ids",
        string="Sits In",
    )

    @api.model
    @api.private
    def _open_counts(self, domain=Domain.TRUE):
        """How many disputes each mediator has in hand who has any, by id."""
        # sudo: load is told to who appoints, the disputes behind it are not
        disputes = self.env["grid.dispute"].sudo()
        found = disputes._read_group(
            Domain("state", "in", OPEN) & Domain("mediator_ids", "!=", False) & domain,
            ["mediator_ids"],
            ["__count"],
        )
        return {mediator.id: number for mediator, number in found}

    @api.model
    def _search_open_count(self, operator, value):
        if operator not in COMPARE:
            return NotImplemented
        holds = COMPARE[operator]
        counts = self._open_counts()
        busy = [key for key, number in counts.items() if holds(number, value)]
        if not holds(0, value):
            return Domain("id", "in", busy)
        return Domain("id", "not in", [*(counts.keys() - set(busy))])

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Sorts by load, which is not stored: it changes with every dispute."""
        if field_name != "open_count":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        self.env["grid.dispute"].flush_model(["state", "mediator_ids"])
        return SQL(
            """(SELECT count(*)
                  FROM grid_dispute_mediator_rel rel
                  JOIN grid_dispute dispute ON dispute.id = rel.dispute_id
                 WHERE rel.mediator_id = %s AND dispute.state = ANY(%s)) %s""",
            SQL.identifier(alias, "id"),
            list(OPEN),
            direction,
        )

    @api.depends("member_ids.body_id", "member_ids.date_from", "member_ids.date_to")
    def _compute_body_ids(self):
        seats = self._seats(Domain("mediator_id", "in", self.ids))
        bodies = {
            mediator.id: held.body_id
            for mediator, held in seats.grouped("mediator_id").items()
        }
        for mediator in self:
            mediator.body_ids = bodies.get(mediator._origin.id, False)

    @api.model
    def _search_body_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        live = self.env["grid.mediation.member"]._live()
        return Domain("member_ids", "any", live & Domain("body_id", operator, value))

    @api.model
    def _seats(self, domain):
        members = self.env["grid.mediation.member"]
        return members.search(members._live() & domain)

    # -- who is free ---------------------------------------------------------------

    @api.model
    @api.private
    def _suggested(self, dispute, limit=SUGGESTED, bodies=None):
        """Mediators for a dispute, the most fitting first.

        Who sits in a body of the case comes first, then whose speciality it is, then
        who has least in hand. Nobody is kept from choosing another.

        :param bodies: those of the case, if it has none yet
        """
        dispute.check_access("read")
        bodies = bodies or dispute.body_id | dispute.partner_body_ids
        seated = self._seats(Domain("body_id", "in", bodies.ids)).mediator_id
        place = dispute.grid_id
        near = Domain("id", "in", seated.ids) | Domain("grid_id", "parent_of", place.id)
        if bodies:
            near |= Domain("grid_id", "child_of", bodies.grid_id.ids)
        near &= Domain("id", "not in", dispute.mediator_ids.ids)
        found = self.search(near, limit=CANDIDATES, order="open_count, id")
        kind = dispute.kind_id

        def fit(mediator):
            return (
                mediator not in seated,
                kind not in mediator.speciality_ids,
                *mediator._how_busy(),
                mediator.id,
            )

        return found.sorted(fit)[:limit]

    @api.private
    def _how_busy(self):
        """What tells the less from the more busy, the first figure first."""
        self.ensure_one()
        return (self.open_count,)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """In the list of a dispute's dialog: the suggested ones first, with load."""
        dispute = self.env["grid.dispute"].browse(self.env.context.get("suggest_for"))
        if not dispute:
            return super().name_search(name, domain, operator, limit)
        domain = Domain(domain or Domain.TRUE)
        bodies = self.env["grid.mediation.body"]
        bodies = bodies.browse(self.env.context.get("suggest_body") or [])
        first = self._suggested(dispute, CANDIDATES, bodies)
        place = {mediator.id: at for at, mediator in enumerate(first)}
        among = domain & Domain("id", "in", first.ids)
        found = super().name_search(name, among, operator, None)
        found = sorted(found, key=lambda pair: place[pair[0]])[:limit]
        if limit is None or len(found) < limit:
            others = domain & Domain("id", "not in", first.ids)
            rest = limit and limit - len(found)
            found += super().name_search(name, others, operator, rest)
        return found

    @api.depends_context("suggest_for")
    @api.depends("name", "open_count")
    def _compute_display_name(self):
        super()._compute_display_name()
        if not self.env.context.get("suggest_for"):
            return
        for mediator in self:
            mediator.display_name = self.env._(
                "%(name)s (%(number)s in hand)",
                name=mediator.name,
                number=mediator.open_count,
            )

    # -- screens -------------------------------------------------------------------

    def action_open_disputes(self):
        """The disputes that somebody has in hand, those one may read."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_dispute_action"
        )
        return action | {
            "name": self.env._("Disputes of %s", self.name),
            "domain": [("mediator_ids", "in", self.ids)],
        }
