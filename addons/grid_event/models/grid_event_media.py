from base64 import b64encode
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import city_zone

from ..tools.media import photograph_facts
from ..tools.moves import ENDS

KINDS = [
    ("photo", "Photograph"),
    ("voice", "Voice"),
    ("video", "Video"),
    ("file", "File"),
]
UPLOAD_DAYS = 3
"""How long a file waits for the report that it was uploaded for."""


class GridEventMedia(models.Model):
    """A photograph, a recording or a file of an event, by phase (DOMAIN 3.1).

    A file may come in before its event is saved, while the phone still has the
    network: it waits as an attachment of the user (``_upload``) and is handed over
    by its id (``upload``).
    """

    _name = "grid.event.media"
    _description = "Photograph or File of an Event"
    _inherit = ["grid.event.part.mixin", "grid.file.mixin"]
    _order = "event_id, phase, taken_at, id"

    name = fields.Char("File Name", required=True)
    phase = fields.Selection(
        [("1", "Before"), ("2", "During"), ("3", "After")],
        required=True,
        default="1",
        help="Before, during or after handling.",
    )
    file = fields.Binary(required=True, attachment=True)
    upload = fields.Integer(store=False, help="The file uploaded before.")
    mimetype = fields.Char("File Type", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
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

    @api.constrains("event_id", "task_id")
    def _check_task(self):
        # sudo: an order of an event that others hold is compared, not shown
        if any(
            media.task_id and media.task_id.event_id != media.event_id
            for media in self.sudo()
        ):
            raise UserError(self.env._("This order belongs to another event."))

    @api.model_create_multi
    def create(self, vals_list):
        uploads = self._uploads(
            [vals["upload"] for vals in vals_list if vals.get("upload")]
        )
        media = super().create([self._file_vals(vals, uploads) for vals in vals_list])
        # they are copied: nobody needs what they were uploaded as
        uploads.unlink()
        return media

    def write(self, vals):
        vals = {name: vals[name] for name in vals if name not in ("mimetype", "kind")}
        if vals.get("file"):
            content = self._content(vals["file"])
            name = vals.get("name") or self[:1].name
            vals |= self._type_vals(content, name)
        return super().write(vals)

    @api.model
    def _place_fields(self):
        """Whose it is decides like the place: the right is asked again after it."""
        return super()._place_fields() | {"taken_by_id"}

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        if any(media.event_id.state in ENDS for media in self):
            raise UserError(
                self.env._("The files of a closed event are kept with the event.")
            )

    # -- what comes in -----------------------------------------------------------

    @api.model
    @api.private
    def _upload(self, name, content):
        """Keep a file until the event it belongs to is saved.

        :return: dict with the id to hand over, and what the file is
        """
        self.check_access("create")
        vals = self._type_vals(content, name)
        attachment = self.env["ir.attachment"].create(
            {
                "name": vals["name"],
                "raw": content,
                "mimetype": vals["mimetype"],
                "res_model": self._name,
                "res_id": 0,
            }
        )
        return vals | {"id": attachment.id}

    @api.model
    def _uploads(self, ids):
        """What this user uploaded and has not handed over yet."""
        attachments = self.env["ir.attachment"].browse(ids).exists()
        good = attachments.filtered(
            lambda a: (
                a.create_uid == self.env.user
                and a.res_model == self._name
                and not a.res_id
                and not a.res_field
            )
        )
        if set(good.ids) != set(ids):
            raise UserError(
                self.env._("A file is no longer there: please attach it once more.")
            )
        return good

    @api.model
    def _file_vals(self, vals, uploads):
        """The values of a file with its true type, time and place."""
        vals = dict(vals)
        upload = uploads.browse(vals.pop("upload", None) or ())
        if upload:
            content = upload.raw
            vals["file"] = b64encode(content)
        else:
            content = self._content(vals.get("file"))
        if not vals.get("event_id") and vals.get("task_id"):
            task = self.env["grid.event.task"].browse(vals["task_id"])
            vals["event_id"] = task.event_id.id
        return self._photograph_vals(content, vals) | self._type_vals(
            content, vals.get("name") or upload.name
        )

    @api.model
    def _photograph_vals(self, content, vals):
        """The time and place a photograph carries count more than the upload's."""
        facts = photograph_facts(content)
        if taken_at := facts.pop("taken_at", None):
            taken_at = taken_at.replace(tzinfo=city_zone(self.env))
            taken_at = taken_at.astimezone(UTC).replace(tzinfo=None)
            if taken_at <= fields.Datetime.now():
                vals = vals | {"taken_at": taken_at}
        return vals | facts

    @api.autovacuum
    def _gc_uploads(self):
        """Files whose report was never sent."""
        before = fields.Datetime.now() - timedelta(days=UPLOAD_DAYS)
        self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", (0, False)),
                ("res_field", "=", False),
                ("create_date", "<", before),
            ]
        ).unlink()
