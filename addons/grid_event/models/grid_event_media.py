from mimetypes import guess_type

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import ENDS

KINDS = [
    ("photo", "Photograph"),
    ("voice", "Voice"),
    ("video", "Video"),
    ("file", "File"),
]
KIND_OF_TYPE = {"image": "photo", "audio": "voice", "video": "video"}


class GridEventMedia(models.Model):
    """A photograph, a recording or a file of an event, by phase (DOMAIN 3.1)."""

    _name = "grid.event.media"
    _description = "Photograph or File of an Event"
    _inherit = ["grid.event.part.mixin"]
    _order = "event_id, phase, taken_at, id"

    name = fields.Char("File Name", required=True)
    phase = fields.Selection(
        [("1", "Before"), ("2", "During"), ("3", "After")],
        required=True,
        default="1",
        help="Before, during or after handling.",
    )
    file = fields.Binary(required=True, attachment=True)
    mimetype = fields.Char(
        "File Type", compute="_compute_mimetype", store=True, precompute=True
    )
    kind = fields.Selection(
        KINDS, compute="_compute_mimetype", store=True, precompute=True
    )
    task_id = fields.Many2one(
        "grid.event.task", "Order", index="btree_not_null", ondelete="set null"
    )
    taken_at = fields.Datetime("Time", default=fields.Datetime.now, readonly=True)
    taken_by_id = fields.Many2one(
        "res.users",
        "Added By",
        default=lambda self: self.env.uid,
        readonly=True,
        ondelete="restrict",
    )
    latitude = fields.Float(digits=(9, 6), aggregator=None)
    longitude = fields.Float(digits=(9, 6), aggregator=None)

    @api.depends("name")
    def _compute_mimetype(self):
        for media in self:
            media.mimetype = guess_type(media.name or "")[0]
            kind = (media.mimetype or "").split("/")[0]
            media.kind = KIND_OF_TYPE.get(kind, "file")

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        if any(media.event_id.state in ENDS for media in self):
            raise UserError(
                self.env._("The files of a closed event are kept with the event.")
            )
