from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.network import COMMITTEE, Norm, Roster, warnings
from ..tools.settings import TERM_NOTICE_DAYS, get_int


def _warning(name, string, help_text=None):
    """A warning that a filter may ask for; the searches share one query."""
    return fields.Boolean(
        string,
        compute="_compute_warnings",
        search=lambda self, operator, value: self._search_warning(
            name, operator, value
        ),
        help=help_text,
    )


class GridMediationBody(models.Model):
    """Who sits in a body, and what the law would have otherwise (art. 8 and 9).

    The figures are counted past the rules on staff: that a committee has no woman is
    no secret to who sees the committee.
    """

    _name = "grid.mediation.body"
    _inherit = ["grid.mediation.body", "grid.notice.mixin"]

    chair_id = fields.Many2one(
        "grid.mediator", "Chair", compute="_compute_chair", search="_search_chair"
    )
    member_count = fields.Integer("Committee Members", compute="_compute_warnings")
    full_time_count = fields.Integer("Full-Time Mediators", compute="_compute_warnings")
    partner_count = fields.Integer("Partners", compute="_compute_partner_count")
    warnings = fields.Text("To Be Put Right", compute="_compute_warnings")
    has_warnings = _warning(None, "Not in Order")
    lacks_members = _warning("few", "Too Few Members")
    exceeds_members = _warning("many", "Too Many Members")
    lacks_chair = _warning("chair", "No Chair")
    lacks_woman = _warning("woman", "No Woman")
    lacks_full_time = _warning("full_time", "Too Few Full-Time Mediators")
    terms_over = _warning(
        "over",
        "Terms Over",
        "Somebody's term is over, and there was neither a new election nor a leave.",
    )
    terms_ending = _warning("ending", "Terms Ending Soon")

    @api.model
    def _warning_texts(self):
        env = self.env
        return {
            "few": env._("fewer members than the law asks"),
            "many": env._("more members than the law allows"),
            "chair": env._("no chair"),
            "woman": env._("no woman among the members"),
            "over": env._("terms are over without a new election"),
            "ending": env._("terms end soon"),
            "full_time": env._("not enough full-time mediators"),
        }

    @api.model
    def _notice_texts(self):
        return {
            "terms": self.env._("Terms in this body end soon: prepare the election."),
        }

    # -- computes ----------------------------------------------------------------

    @api.depends(
        "kind_id",
        "member_ids.position",
        "member_ids.date_from",
        "member_ids.date_to",
        "member_ids.has_left",
        "member_ids.mediator_id.full_time",
        "member_ids.mediator_id.active",
        "member_ids.mediator_id.staff_id.sex",
    )
    def _compute_warnings(self):
        rosters = self._rosters()
        norms = self.env["grid.mediation.norm"]._by_kind()
        texts = self._warning_texts()
        flags = self._warning_fields()
        for body in self:
            roster = rosters.get(body._origin.id, Roster())
            found = warnings(roster, norms.get(body.kind_id.id, Norm()))
            body.member_count = roster.members
            body.full_time_count = roster.full_time
            body.warnings = "\n".join(texts[name] for name in found)
            body.has_warnings = bool(found)
            for name, flag in flags.items():
                body[flag] = name in found

    @api.model
    def _warning_fields(self):
        """The field that shows each warning."""
        return {
            "few": "lacks_members",
            "many": "exceeds_members",
            "chair": "lacks_chair",
            "woman": "lacks_woman",
            "full_time": "lacks_full_time",
            "over": "terms_over",
            "ending": "terms_ending",
        }

    @api.model
    def _search_warning(self, name, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        rosters = self._rosters(every=True)
        norms = self.env["grid.mediation.norm"]._by_kind()
        # sudo: the rules hold where these ids are searched
        bodies = self.sudo().with_context(active_test=False)
        ids = []
        for body_id, kind_id in bodies._read_tuples():
            roster = rosters.get(body_id, Roster())
            found = warnings(roster, norms.get(kind_id, Norm()))
            if name in found or (name is None and found):
                ids.append(body_id)
        return Domain("id", "in", ids)

    def _read_tuples(self):
        """The id and the kind of all bodies."""
        self.flush_model(["kind_id"])
        return self.env.execute_query(
            SQL("SELECT id, kind_id FROM %s", self._table_sql)
        )

    def _rosters(self, every=False):
        """Roster by id of each of these bodies, or of all, in one query.

        Somebody whose term is over counts no longer; whether that is in order is told
        by a later seat in the same body, or by a leave.
        """
        if not (self.ids or every):
            return {}
        self.env["grid.mediation.member"].flush_model()
        self.env["grid.mediator"].flush_model(["active", "full_time", "staff_id"])
        self.env["grid.staff"].flush_model(["sex"])
        today = local_today(self.env)
        soon = fields.Date.add(today, days=get_int(self.env, TERM_NOTICE_DAYS))
        rows = self.env.execute_query(
            SQL(
                """
                WITH seat AS (
                    SELECT member.body_id, member.mediator_id, member.date_to,
                           member.position = ANY(%(committee)s) AS of_committee,
                           member.position = 'chair' AS is_chair,
                           staff.sex = 'female' AS is_woman,
                           COALESCE(mediator.full_time, FALSE) AS full_time,
                           member.date_from <= %(today)s
                           AND COALESCE(member.date_to >= %(today)s, TRUE) AS current,
                           NOT COALESCE(member.has_left, FALSE)
                           AND LEAD(member.id) OVER (
                               PARTITION BY member.body_id, member.mediator_id
                               ORDER BY member.date_from, member.id
                           ) IS NULL AS awaits_election
                      FROM grid_mediation_member member
                      JOIN grid_mediator mediator ON mediator.id = member.mediator_id
                      JOIN grid_staff staff ON staff.id = mediator.staff_id
                     WHERE mediator.active AND %(bodies)s
                )
                SELECT body_id,
                       count(DISTINCT mediator_id)
                           FILTER (WHERE current AND of_committee),
                       count(DISTINCT mediator_id)
                           FILTER (WHERE current AND of_committee AND is_woman),
                       count(*) FILTER (WHERE current AND is_chair),
                       count(DISTINCT mediator_id)
                           FILTER (WHERE current AND full_time),
                       count(*)
                           FILTER (WHERE awaits_election AND date_to < %(today)s),
                       count(*) FILTER (
                           WHERE awaits_election AND current AND date_to <= %(soon)s
                       )
                  FROM seat GROUP BY body_id
                """,
                committee=list(COMMITTEE),
                today=today,
                soon=soon,
                bodies=SQL("TRUE")
                if every
                else SQL("member.body_id = ANY(%s)", list(self.ids)),
            )
        )
        return {body_id: Roster(*figures) for body_id, *figures in rows}

    @api.depends("member_ids.position", "member_ids.date_from", "member_ids.date_to")
    def _compute_chair(self):
        members = self.env["grid.mediation.member"]
        seats = members.search(self._chairs() & Domain("body_id", "in", self.ids))
        chairs = {seat.body_id.id: seat.mediator_id for seat in seats}
        for body in self:
            body.chair_id = chairs.get(body._origin.id, False)

    @api.model
    def _search_chair(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        chairs = self._chairs() & Domain("mediator_id", operator, value)
        return Domain("member_ids", "any", chairs)

    @api.model
    def _chairs(self):
        live = self.env["grid.mediation.member"]._live()
        return live & Domain("position", "=", "chair")

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        counts = dict(
            self._read_group([("lead_id", "in", self.ids)], ["lead_id"], ["__count"])
        )
        for body in self:
            body.partner_count = counts.get(body._origin, 0)

    # -- buttons -----------------------------------------------------------------

    def action_open_partners(self):
        """The partner bodies of a lead body: the N of "1+N"."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_mediation_body_action"
        )
        return action | {
            "name": self.env._("Partners of %s", self.display_name),
            "domain": [("lead_id", "=", self.id)],
            "context": {"default_lead_id": self.id},
        }
