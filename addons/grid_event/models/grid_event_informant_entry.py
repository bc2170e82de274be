from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import DRAFT


class GridEvent(models.Model):
    """Handing in the name of an informant: it goes in and does not come back."""

    _inherit = "grid.event"

    informant_name = fields.Char(
        "Name of Informant",
        compute="_compute_informant",
        inverse="_inverse_informant",
        help="Kept apart and shown only to those who may know informants.",
    )
    informant_phone = fields.Char(
        "Phone of Informant",
        compute="_compute_informant",
        inverse="_inverse_informant",
    )
    informant_ids = fields.One2many(
        "grid.event.informant",
        "event_id",
        "Informant",
        groups="grid_event.group_event_informant",
    )

    @api.depends()
    def _compute_informant(self):
        self.informant_name = False
        self.informant_phone = False

    def _inverse_informant(self):
        for event in self:
            name, phone = event.informant_name, event.informant_phone
            if not (name or phone):
                continue
            if not self.env.su and (
                event.state != DRAFT or event.reporter_id != self.env.user
            ):
                raise UserError(
                    self.env._("An informant is named by who records the event.")
                )
            # sudo: who hands a name in may not read it back
            informants = self.env["grid.event.informant"].sudo()
            found = informants.search([("event_id", "=", event.id)])
            vals = {"event_id": event.id}
            for fname, value in (("name", name), ("phone", phone)):
                if value:
                    value = informants._masked_normalize(fname, value)
                    vals[f"{fname}_true"] = value
            if found:
                found.write(vals)
            else:
                informants.create(vals)
        # it is not shown again, not even in the answer to the one who entered it
        self.invalidate_recordset(["informant_name", "informant_phone"], flush=False)
