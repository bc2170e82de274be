from odoo import api, fields, models

APPLICATION = "01"
RIGHTS = "02"
IDENTITY = "03"
AUTHORITY = "04"
INQUIRY = "05"
EVIDENCE = "06"
RECORD = "07"
AGREEMENT = "08"
PERFORMANCE = "09"
VISIT = "10"
CONFIRMATION = "11"
STATEMENT = "12"
BACK = "13"
"""Codes of the table ``dispute_paper``: the documents in their order."""


class GridDispute(models.Model):
    """The case file of a dispute: what it holds, what it lacks (DOMAIN 4.5)."""

    _inherit = "grid.dispute"

    paper_ids = fields.One2many("grid.dispute.paper", "dispute_id", "Papers")
    retention_id = fields.Many2one(
        "grid.code",
        "Retention Period",
        domain=[("table", "=", "dispute_retention")],
        ondelete="restrict",
        default=lambda self: self.env["grid.code"]._id_of("dispute_retention", "2"),
        copy=False,
        help="How long the file is kept. No national figure is confirmed.",
    )
    file_percent = fields.Integer("Case File (%)", compute="_compute_file")
    file_lacks = fields.Text("The File Lacks", compute="_compute_file")
    can_print_file = fields.Boolean(compute="_compute_file")

    @api.depends("state", "paper_ids", "party_ids", "mediator_ids")
    @api.depends_context("uid")
    def _compute_file(self):
        """Told to those who keep the file; others see no more than its parts."""
        handled = set(self._actor_handler()._ids)
        for dispute in self:
            dispute.can_print_file = bool(set(dispute._ids) & handled)
            dispute.file_percent, dispute.file_lacks = 0, False
            if dispute.can_print_file:
                # sudo: what the file lacks follows from all of its parts
                gaps = dispute.sudo()._file_gaps()
                whole = sum(not missing for missing in gaps.values())
                dispute.file_percent = 100 * whole // len(gaps) if gaps else 100
                dispute.file_lacks = "\n".join(sum(gaps.values(), [])) or False

    @api.private
    def _file_missing(self):
        return super()._file_missing() + sum(self._file_gaps().values(), [])

    def _file_gaps(self):
        """What is missing of each document that this file needs.

        :return: dict from code to a list of names, empty where all is there
        """
        self.ensure_one()
        kinds = self.env["grid.code"].search([("table", "=", "dispute_paper")])
        return {
            kind.code: self._file_gaps_of(kind)
            for kind in kinds
            if self._file_needs(kind)
        }

    def _file_needs(self, kind):
        """Whether the file cannot be closed without a document."""
        if kind.code == RECORD and self._file_unmediated():
            return False
        return (
            kind.paper_need == "always"
            or (kind.paper_need == "agent" and bool(self.party_ids.agent_ids))
            or (kind.paper_need == "agreed" and bool(self.agreed_at))
        )

    def _file_unmediated(self):
        """It ended before anybody met: then there is nothing to have recorded.

        A party may refuse before the first session (art. 17).
        """
        return bool(self.ended_at) and not self._file_of(RECORD)

    def _file_gaps_of(self, kind):
        special = {
            APPLICATION: self._file_gaps_application,
            RIGHTS: self._file_gaps_rights,
            IDENTITY: self._file_gaps_identity,
            AUTHORITY: self._file_gaps_authority,
        }
        if kind.code in special:
            names = special[kind.code]()
            return [
                self.env._("%(document)s: %(who)s", document=kind.name, who=name)
                for name in names
            ]
        return [] if self._file_of(kind.code) else [kind.name]

    def _file_of(self, code):
        """What there is of a document: papers, and records that it is printed from."""
        return list(self.paper_ids.filtered(lambda paper: paper.code == code))

    def _file_gaps_application(self):
        return self._missing()

    def _file_gaps_rights(self):
        """Who was not told (Provisions on the Work of People's Mediation, art. 30)."""
        untold = self.party_ids.filtered(lambda party: not party.told_rights_at)
        return untold.mapped("name")

    def _file_gaps_identity(self):
        parties = self.party_ids.filtered(lambda party: party.role != "third")
        proven = self.paper_ids.filtered(lambda paper: paper.code == IDENTITY).party_id
        return (parties - proven).mapped("name")

    def _file_gaps_authority(self):
        papers = self.paper_ids.filtered(lambda paper: paper.code == AUTHORITY)
        return [
            agent.name
            for agent in self.party_ids.agent_ids
            if not agent.proof and agent.party_id not in papers.party_id
        ]

    # -- buttons -------------------------------------------------------------------

    def action_add_paper(self):
        """Papers come in while the dispute itself can no longer be written."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a Paper"),
            "res_model": "grid.dispute.paper",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_dispute_id": self.id,
                "grid_code_table": "dispute_paper",
            },
        }

    def action_open_papers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Papers"),
            "res_model": "grid.dispute.paper",
            "view_mode": "list,kanban,form",
            "domain": [("dispute_id", "=", self.id)],
            "context": {
                "default_dispute_id": self.id,
                "grid_code_table": "dispute_paper",
            },
        }
