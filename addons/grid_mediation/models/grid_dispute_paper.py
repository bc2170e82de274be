from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.moves import ENDS
from ..tools.pages import UnreadableError, count, scan_pages

SCANS = {
    "application/pdf",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
}
"""What can be printed as pages of a file."""


class GridDisputePaper(models.Model):
    """A paper kept in the case file: a scan, a photograph, or a record of words.

    People's Mediation Law (2010) art. 27: the file keeps registration, records and
    agreement. ``kind_id`` says to which of its documents a paper belongs.
    """

    _name = "grid.dispute.paper"
    _description = "Paper of a Case File"
    _inherit = ["grid.dispute.part.mixin", "grid.coded.mixin", "grid.file.mixin"]
    _order = "dispute_id, kind_id, date, id"
    _rec_name = "title"

    kind_id = Code("dispute_paper", "Document", required=True, index=True)
    code = fields.Char(related="kind_id.code")
    title = fields.Char(required=True)
    date = fields.Date(default=fields.Date.context_today)
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Party",
        index="btree_not_null",
        ondelete="set null",
        help="Whose paper it is.",
    )
    # a scan
    file = fields.Binary("Scan or Photograph", attachment=True)
    name = fields.Char("File Name")
    mimetype = fields.Char("File Type", readonly=True)
    pages = fields.Integer(readonly=True)
    # a record of words
    text = fields.Text("Content", help="What was asked and what was answered.")
    asked_at = fields.Datetime("Time")
    place = fields.Char()
    asked_by = fields.Char(default=lambda self: self.env.user.name)
    asked_whom = fields.Char("Person Asked")
    added_by_id = fields.Many2one(
        "res.users",
        "Added By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )

    @api.constrains("party_id", "dispute_id")
    def _check_party(self):
        if any(p.party_id and p.party_id.dispute_id != p.dispute_id for p in self):
            raise UserError(self.env._("Choose a party of this dispute."))

    @api.constrains("title", "text", "mimetype")
    def _check_content(self):
        for paper in self:
            if not paper.mimetype and not (paper.text or "").strip():
                raise UserError(
                    self.env._("%s: add a scan, or write the record.", paper.title)
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._paper_vals(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._paper_vals(vals, self[:1].name))

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        if any(paper.dispute_id.state in ENDS for paper in self):
            raise UserError(self.env._("The papers of a closed file are kept."))

    @api.model
    def _paper_vals(self, vals, name=None):
        """The values with what the file really is, and by whoever brings it."""
        vals = {k: vals[k] for k in vals if k not in ("mimetype", "pages")}
        if not self.env.su:
            vals.pop("added_by_id", None)
        if "file" not in vals:
            return vals
        if not vals["file"]:
            return vals | {"name": False, "mimetype": False, "pages": 0}
        content = self._content(vals["file"])
        name = vals.get("name") or name
        facts = self._type_vals(content, name)
        del facts["kind"]
        try:
            facts["pages"] = count(scan_pages(content, facts["mimetype"]))
        except UnreadableError as error:
            raise UserError(self._unreadable(error.reason, facts["name"])) from error
        return vals | facts

    @api.model
    def _takes_type(self, mimetype):
        return mimetype in SCANS

    @api.model
    def _type_refusal(self, name):
        return self.env._(
            "%s cannot be put into a case file. Scan it as PDF, or photograph it.", name
        )

    @api.model
    def _unreadable(self, reason, name):
        if reason == "locked":
            return self.env._("%s is locked by a password: save it without.", name)
        if reason == "long":
            return self.env._("%s has too many pages: split it.", name)
        return self.env._("%s is damaged: it cannot be opened.", name)

    @api.private
    def _scan(self):
        """The pages of the scan, as PDF; None where the paper is only words."""
        self.ensure_one()
        if not self.mimetype:
            return None
        return scan_pages(self._content(self.file), self.mimetype)
