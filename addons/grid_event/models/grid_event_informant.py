from odoo import fields, models

from odoo.addons.grid_base.tools.masked import Masked


class GridEventInformant(models.Model):
    """Who reported an event in confidence.

    Kept apart from the event, so that nothing of it can show there: only
    ``group_event_informant`` sees that it exists, name and phone stay masked, and
    each look is logged with its reason. Whoever records an event may hand the name
    in (``grid.event.informant_name``), and does not get it back.
    """

    _name = "grid.event.informant"
    _description = "Informant"
    _inherit = ["grid.event.part.mixin", "grid.masked.mixin"]
    _rec_name = "event_id"
    _order = "event_id desc"

    event_number = fields.Char(related="event_id.number")
    secrecy = fields.Selection(
        [("authority", "Known to the Authority Only"), ("sealed", "Sealed")],
        required=True,
        default="authority",
        help="Sealed: only those who may know informants ever learn that there is one.",
    )
    name = Masked("Name of Informant", kind="name")
    phone = Masked("Phone of Informant", kind="phone")

    _event_uniq = models.UniqueIndex("(event_id)", "An event has one informant.")
