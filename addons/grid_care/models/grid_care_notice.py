from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.notices import FIELDS, ISSUED, KINDS, NOTICE_MOVES, NOTICE_STATES

LINE = Markup(
    '<dt class="col-4 col-md-2 text-muted fw-normal">%s</dt>'
    '<dd class="col-8 col-md-10" style="white-space: pre-wrap">%s</dd>'
)
"""A field of a notice, as it is shown."""


class GridCareNotice(models.Model):
    """One of the five notices: what its receiver must know, and nothing else.

    What it says is written down when it is issued (``payload``): exactly the fields
    that are declared for its kind. So no receiver has a right to patient or record,
    and whatever way it leaves by (screen, print, export, push) it is the same.
    """

    _name = "grid.care.notice"
    _description = "Notice of Discharge"
    _inherit = [
        "grid.care.mixin",
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.coded.mixin",
        "grid.deadline.mixin",
        "grid.notice.mixin",
        "grid.waiting.mixin",
    ]
    _order = "id desc"
    _moves = NOTICE_MOVES
    _guarded = ("deadline_start", "limit_unit", "limit_value")

    record_id = fields.Many2one(
        "grid.medical.record",
        "Medical Record",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        groups="grid_care.group_clinician",
    )
    patient_id = fields.Many2one(
        "grid.patient",
        "Patient",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        groups="grid_care.group_clinician",
    )
    case_id = fields.Many2one(
        "grid.care.case",
        "Person in Care",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    hospital_id = fields.Many2one(
        "grid.organization",
        "Issued By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        # others know it if the notice says it
        groups="grid_care.group_clinician",
    )
    number = fields.Char(readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        NOTICE_STATES,
        required=True,
        readonly=True,
        default=ISSUED,
        copy=False,
        index=True,
    )
    # who receives it: an organization, or the desk of a grid
    organization_id = fields.Many2one(
        "grid.organization",
        "Receiver",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    node_id = fields.Many2one(
        "grid.grid",
        "Receiving Grid",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    receiver = fields.Char("Received By", compute="_compute_receiver")
    trouble = fields.Char("Not Delivered Because", readonly=True, copy=False)
    payload = fields.Json("What It Says", readonly=True, copy=False)
    content = fields.Html(compute="_compute_content", sanitize=False)
    pushed_at = fields.Datetime("Delivered At", readonly=True, copy=False)
    received_at = fields.Datetime("Received At", readonly=True, copy=False)
    received_by_id = fields.Many2one(
        "res.users", "Received By Whom", readonly=True, copy=False, ondelete="restrict"
    )
    answered_at = fields.Datetime("Answered At", readonly=True, copy=False)
    answer = fields.Text(readonly=True, copy=False)
    # the family signs on screen or paper
    signer = fields.Char("Signed For By", readonly=True, copy=False)
    proof = fields.Binary("Signature or Scan", readonly=True, copy=False)
    done_at = fields.Datetime("Done At", readonly=True, copy=False)
    guardian_relation_id = Code(
        "relation",
        "Guardian Is",
        readonly=True,
        groups="grid_care.group_clinician",
    )

    _kind_uniq = models.UniqueIndex(
        "(record_id, kind) WHERE state <> 'recalled'",
        "This notice was issued already.",
    )

    @api.depends("number", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for notice in self:
            notice.display_name = f"{notice.number} {kinds.get(notice.kind, '')}"

    @api.depends("organization_id", "node_id", "kind")
    def _compute_receiver(self):
        for notice in self:
            # sudo: who receives a notice may be told to whoever reads it
            known = notice.sudo()
            notice.receiver = known.organization_id.name or known.node_id.display_name

    @api.depends("payload")
    @api.depends_context("lang")
    def _compute_content(self):
        for notice in self:
            rows = Markup("").join(LINE % line for line in notice._lines())
            notice.content = rows and Markup('<dl class="row mb-0">%s</dl>') % rows

    def _lines(self):
        """What it says, as label and text: the same on the screen and on paper."""
        self.ensure_one()
        labels = dict(self._labels())
        risk = self.env["grid.medical.record"]._fields["risk"]
        risks = dict(risk._description_selection(self.env))
        said = self.payload or {}
        return [
            (labels[name], risks[said[name]] if name == "risk" else said[name])
            for name, _label in FIELDS
            if name in said
        ]

    @api.model
    def _labels(self):
        """The fields of notices with their translated names."""
        field = self.env["grid.care.notice.field"]._fields["field"]
        return field._description_selection(self.env)
