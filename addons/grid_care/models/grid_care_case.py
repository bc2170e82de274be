from odoo import api, fields, models

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked

from ..tools.case import CASE_MOVES, CASE_STATES, MANAGED
from ..tools.followup import CLASSES
from ..tools.notices import CENTRE, COMMUNITY, HEALTH, POLICE, WITH_RECEIVER
from ..tools.risk import RISKS

INSIDERS = "grid_care.group_clinician,grid_care.group_care_officer"
"""Groups that know how ill somebody is: on the file itself, not in their notice."""


class GridCareCase(models.Model):
    """The file in which all who care for one person work together.

    Begun when the first notices are issued. It carries no medical fact that a receiver
    was not told: who opens it reads the own notice in it. Who has it in hand follows
    from the notices (``_compute_seats``); a notice that is recalled or sent back takes
    the file away as well.
    """

    _name = "grid.care.case"
    _description = "Person in Care"
    _inherit = [
        "grid.care.mixin",
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.coded.mixin",
        "grid.notice.mixin",
    ]
    _rec_name = "number"
    _order = "id desc"
    _moves = CASE_MOVES

    patient_id = fields.Many2one(
        "grid.patient",
        "Patient",
        required=True,
        readonly=True,
        ondelete="restrict",
        groups=INSIDERS,
    )
    number = fields.Char(readonly=True, index="trigram")
    name = Masked(
        "Name", related="patient_id.name", related_sudo=False, groups=INSIDERS
    )
    hospital_id = fields.Many2one(
        related="patient_id.hospital_id",
        store=True,
        precompute=True,
        index=True,
        # others know it if their notice says it
        groups="grid_care.group_clinician",
    )
    grid_id = fields.Many2one(
        related="patient_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    state = fields.Selection(
        CASE_STATES,
        required=True,
        readonly=True,
        default=MANAGED,
        copy=False,
        index=True,
    )
    notice_ids = fields.One2many(
        "grid.care.notice", "case_id", "Notices", groups="grid_care.group_clinician"
    )
    # who has it in hand, as the notices say
    health_id = fields.Many2one(
        "grid.organization",
        "Health Centre",
        compute="_compute_seats",
        store=True,
        index="btree_not_null",
    )
    police_id = fields.Many2one(
        "grid.organization",
        "Police Station",
        compute="_compute_seats",
        store=True,
        index="btree_not_null",
    )
    centre_id = fields.Many2one(
        "grid.grid",
        "Governance Centre",
        compute="_compute_seats",
        store=True,
        index="btree_not_null",
    )
    community_id = fields.Many2one(
        "grid.grid",
        "Community",
        compute="_compute_seats",
        store=True,
        index="btree_not_null",
    )
    content = fields.Html("What I Was Told", compute="_compute_content", sanitize=False)
    # what is known of the person's state: of the last visit, else of the record
    klass = fields.Selection(
        CLASSES, "Present Class", readonly=True, copy=False, index=True, groups=INSIDERS
    )
    risk = fields.Selection(
        RISKS, "Risk", readonly=True, copy=False, index=True, groups=INSIDERS
    )
    seen_on = fields.Date("Last Visit", readonly=True, copy=False, groups=INSIDERS)
    visit_by = fields.Date(
        "Visit By", compute="_compute_visit_by", store=True, groups=INSIDERS
    )
    registered_on = fields.Date("Registered On", readonly=True, copy=False, index=True)
    lost_reason_id = Code("care_lost", "Lost Because", readonly=True, copy=False)
    destination = fields.Char("Moved To", readonly=True, copy=False)
    died_on = fields.Date("Died On", readonly=True, copy=False)
    death_cause = fields.Char("Cause of Death", readonly=True, copy=False)

    _patient_uniq = models.UniqueIndex("(patient_id)", "One file for each person.")

    @api.depends("notice_ids.state", "notice_ids.organization_id", "notice_ids.node_id")
    def _compute_seats(self):
        for case in self:
            held = case.notice_ids.filtered(lambda one: one.state in WITH_RECEIVER)
            last = {notice.kind: notice for notice in held.sorted("id")}
            none = case.notice_ids.browse()
            case.health_id = last.get(HEALTH, none).organization_id
            case.police_id = last.get(POLICE, none).organization_id
            case.centre_id = last.get(CENTRE, none).node_id
            case.community_id = last.get(COMMUNITY, none).node_id

    @api.depends("notice_ids.visit_by")
    def _compute_visit_by(self):
        """That of the notices, which have none unless the person is managed."""
        for case in self:
            days = [day for day in case.notice_ids.mapped("visit_by") if day]
            case.visit_by = max(days, default=False)

    @api.depends("notice_ids.payload")
    @api.depends_context("uid", "lang")
    def _compute_content(self):
        """The reader's own notice; the team learns what the community does."""
        notices = self.env["grid.care.notice"]
        for case in self:
            # sudo: chosen here by who receives them, and by nothing else
            held = notices.sudo().search(
                [
                    ("case_id", "=", case._origin.id),
                    ("state", "in", WITH_RECEIVER),
                    ("is_shared", "=", True),
                ]
            )
            mine = held._actor_receiver()
            if not mine:
                kind = case._kind_shown()
                mine = held.filtered(lambda one, kind=kind: one.kind == kind)
            case.content = mine[:1].content

    def _kind_shown(self):
        """Which notice somebody reads here who is not the receiver of any."""
        # sudo: who is in the team is known to the system
        return COMMUNITY if self.env.user in self.sudo().user_ids else None

    def _new_part(self, model, name):
        """The form in which a part of the file is entered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "context": {"default_case_id": self.id},
        }

    # -- from elsewhere ------------------------------------------------------------

    @api.model
    @api.private
    def _open(self, patient, risk):
        """The file of a patient, begun if there is none, taken up again if closed.

        :param risk: level in the record of the hospital
        """
        # sudo: files are begun here and nowhere else
        case = self.sudo().search([("patient_id", "=", patient.id)])
        if not case:
            return self.sudo().create(
                {
                    "patient_id": patient.id,
                    "number": patient.number,
                    "registered_on": local_today(self.env),
                    "risk": risk,
                }
            )
        if case.state != MANAGED:
            case._make_move("register")
        case.risk = risk
        return case

    @api.private
    def _seen(self):
        """Class and risk are those of the last visit."""
        self.ensure_one()
        visit = self.env["grid.followup"].search(
            [("notice_id.case_id", "=", self.id)], limit=1
        )
        self.write(
            {"klass": visit.klass, "risk": visit.risk, "seen_on": visit.visited_on}
        )
