from odoo import api, fields, models


class GridGridSplitLine(models.TransientModel):
    """One of the new grids of a split, and what goes there."""

    _name = "grid.grid.split.line"
    _description = "Part of a Split"
    _inherit = ["grid.link.mixin"]

    split_id = fields.Many2one("grid.grid.split", required=True, ondelete="cascade")
    grid_id = fields.Many2one(related="split_id.grid_id")
    name = fields.Char(required=True)
    kind = fields.Selection(
        lambda self: (
            self.env["grid.grid"]._fields["kind"]._description_selection(self.env)
        ),
        default="comprehensive",
        required=True,
    )
    head_id = fields.Many2one("grid.staff", "Head")
    house_ids = fields.Many2many("grid.house", string="Houses")
    addresses = fields.Text(
        help="One address a line; all houses whose address begins with it go there."
    )
    posting_ids = fields.Many2many("grid.posting", string="Postings")
    keep_postings = fields.Boolean(
        "They Also Stay",
        help="Keep the postings in the old grid as well, instead of ending them.",
    )
    house_count = fields.Integer("Houses Chosen", compute="_compute_houses")
    unmatched = fields.Text("Addresses Not Found", compute="_compute_houses")

    @api.depends("house_ids", "addresses", "grid_id")
    def _compute_houses(self):
        for line in self:
            houses, unmatched = line._find_houses()
            line.house_count = len(houses)
            line.unmatched = "\n".join(unmatched)

    def _find_houses(self):
        """The houses chosen one by one and by address, and addresses without any."""
        # sudo: an administrator, who sees no house, splits by addresses. Only numbers
        # are shown, and only of the grid that is split
        line = self.sudo()
        houses = line.house_ids._origin
        wanted = [text.strip() for text in (line.addresses or "").splitlines()]
        wanted = [text for text in wanted if text]
        if not wanted or line.grid_id._beyond_restructuring():
            return houses, wanted
        here = houses.with_context(active_test=False)
        here = here.search([("grid_id", "=", line.grid_id._origin.id)])
        unmatched = []
        for text in wanted:
            found = here.filtered(lambda h, text=text: _lies_at(h.address, text))
            houses |= found
            if not found:
                unmatched.append(text)
        return houses, unmatched


def _lies_at(address, start):
    """Whether an address begins so. "Road 3" is neither "Road 30" nor "Road 3A"."""
    if not address.startswith(start):
        return False
    before, after = start[-1:], address[len(start) :][:1]
    return not (before + after).isascii() or not (before.isalnum() and after.isalnum())
