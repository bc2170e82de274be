from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.followup import (
    CLASSES,
    FUNCTIONS,
    INSIGHTS,
    REACTIONS,
    SYMPTOMS,
    classify,
    next_visit,
)
from ..tools.notices import HEALTH, TAKEN
from ..tools.risk import RISKS

WAYS = [("1", "At the Centre"), ("2", "Home Visit"), ("3", "By Phone")]
"""Ways of follow-up, with the codes of the form (DOMAIN 5.4)."""
COMPLIANCE = [
    ("1", "Regular"),
    ("2", "Interrupted"),
    ("3", "Takes None"),
    ("4", "None Needed by Medical Advice"),
]


class GridFollowup(models.Model):
    """A follow-up visit of a health centre to somebody it was told of.

    Only what is not clinical is kept (DOMAIN 5.4): the form of the visit itself lies
    in the system of the health service. The class and the day of the next visit are
    worked out, by the rule that counted on the day.
    """

    _name = "grid.followup"
    _description = "Follow-Up Visit"
    _inherit = ["grid.care.mixin", "grid.care.visited.mixin", "grid.scoped.mixin"]

    notice_id = fields.Many2one(
        "grid.care.notice", "Notice", required=True, index=True, ondelete="restrict"
    )
    organization_id = fields.Many2one(
        "grid.organization",
        "Health Centre",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    grid_id = fields.Many2one(
        related="notice_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    number = fields.Char(
        compute="_compute_number",
        store=True,
        precompute=True,
        # a number of somebody else's notice is not told before it is saved
        compute_sudo=False,
        index="trigram",
    )
    way = fields.Selection(WAYS, required=True, default="2")
    risk = fields.Selection(RISKS, required=True)
    symptoms = fields.Selection(SYMPTOMS, required=True)
    insight = fields.Selection(INSIGHTS, required=True)
    function = fields.Selection(FUNCTIONS, "Social Function", required=True)
    reaction = fields.Selection(
        REACTIONS, "Side Effects of Medication", required=True, default="none"
    )
    ill = fields.Boolean("Gravely Ill in Body")
    compliance = fields.Selection(COMPLIANCE, "Takes Medication")
    exam_consent = fields.Boolean(
        "Consents to an Examination", help="One a year, with consent."
    )
    needs = fields.Text("What Is Needed")
    klass = fields.Selection(CLASSES, "Class", readonly=True, copy=False)
    rule_id = fields.Many2one(
        "grid.followup.rule", "Counted By", readonly=True, copy=False, index=True
    )
    next_on = fields.Date("Next Visit By", readonly=True, copy=False)

    _day_uniq = models.UniqueIndex(
        "(notice_id, visited_on)", "This visit is entered already."
    )

    @api.depends("notice_id.number")
    def _compute_number(self):
        """Kept here: whoever visited keeps the visit, and may lose the notice."""
        for visit in self:
            visit.number = visit.notice_id.number

    @api.model_create_multi
    def create(self, vals_list):
        notices = self.env["grid.care.notice"].browse(
            {vals["notice_id"] for vals in vals_list if vals.get("notice_id")}
        )
        notices.check_access("read")
        for notice in notices:
            if notice.kind != HEALTH or notice.state not in TAKEN:
                raise UserError(
                    self.env._("Receive the notice first: then visits are entered.")
                )
        organizations = {notice.id: notice.organization_id.id for notice in notices}
        visits = super().create(
            [
                {**vals, "organization_id": organizations[vals["notice_id"]]}
                for vals in vals_list
            ]
        )
        visits._count()
        return visits

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        fixed = {"notice_id", "organization_id", "klass", "rule_id", "next_on"}
        result = super().write({k: v for k, v in vals.items() if k not in fixed})
        self._count()
        return result

    def _count(self):
        """Class and next visit, by the rule that counted on the day."""
        rules = self.env["grid.followup.rule"]
        # sudo: they are worked out, whoever enters the visit
        for visit in self.sudo():
            klass = classify(
                int(visit.risk),
                visit.symptoms,
                visit.insight,
                visit.function,
                visit.reaction,
                visit.ill,
            )
            rule = rules._rule_for(visit.visited_on, klass, visit._before().klass)
            visit.write(
                {
                    "klass": klass,
                    "rule_id": rule.id,
                    "next_on": next_visit(visit.visited_on, rule.interval, rule.unit),
                }
            )
        for case in self.sudo().notice_id.case_id:
            case._seen()

    def _before(self):
        """The visit before this one."""
        earlier = [
            ("notice_id", "=", self.notice_id.id),
            ("visited_on", "<", self.visited_on),
        ]
        return self.search(earlier, limit=1)
