from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS

from ..tools.push import GIVEN_UP, UNACKNOWLEDGED, WAITING, address_error
from ..tools.settings import PUSH_PLAIN, get_flag

SHORTEST_SECRET = 16
LONGEST_TIMEOUT = 30


class GridCareChannel(models.Model):
    """Where an organization keeps a system of its own, which gets its notices too.

    A notice goes there beside the inbox of the organization, never instead of it.
    Only the administrator sets it up, who sees how many messages wait and never what
    they say. The secret that signs them is written and not read.
    """

    _name = "grid.care.channel"
    _description = "Outside System of an Organization"
    _order = "organization_id"
    _rec_name = "organization_id"

    organization_id = fields.Many2one(
        "grid.organization",
        "Organization",
        required=True,
        ondelete="restrict",
        domain=[("kind_id.code", "in", ("health_centre", "police_station"))],
    )
    url = fields.Char(
        "Address",
        required=True,
        help="Begins with https. http is taken for this machine itself only, unless"
        " the settings allow it.",
    )
    secret = fields.Char(groups=NO_ACCESS, copy=False)
    new_secret = fields.Char(
        "Secret",
        compute="_compute_new_secret",
        inverse="_inverse_new_secret",
        help="Signs what is sent; both sides know it. It is never shown again.",
    )
    secret_set = fields.Boolean(
        "Secret Is Set", compute="_compute_secret_set", compute_sudo=True
    )
    timeout = fields.Integer(
        "Waits for an Answer", required=True, default=10, help="In seconds."
    )
    active = fields.Boolean(default=True)
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")
    given_up_count = fields.Integer("Given Up", compute="_compute_counts")

    _organization_uniq = models.UniqueIndex(
        "(organization_id)", "This organization has an outside system already."
    )
    _timeout_range = models.Constraint(
        f"CHECK (timeout BETWEEN 1 AND {LONGEST_TIMEOUT})",
        f"An answer is waited for from 1 to {LONGEST_TIMEOUT} seconds.",
    )

    def _compute_new_secret(self):
        self.new_secret = False

    def _inverse_new_secret(self):
        for channel in self:
            secret = (channel.new_secret or "").strip()
            if len(secret) < SHORTEST_SECRET:
                raise ValidationError(
                    self.env._("A secret has at least %s characters.", SHORTEST_SECRET)
                )
            # sudo: nobody has the right to the secret, whoever sets it included
            channel.sudo().secret = secret
        self.invalidate_recordset(["new_secret"], flush=False)

    @api.depends("secret")
    def _compute_secret_set(self):
        for channel in self:
            channel.secret_set = bool(channel.secret)

    def _compute_counts(self):
        # sudo: how many messages wait says nothing about anybody
        rows = (
            self.env["grid.care.push"]
            .sudo()
            ._read_group(
                [
                    ("organization_id", "in", self.organization_id.ids),
                    ("state", "in", UNACKNOWLEDGED),
                ],
                ["organization_id", "state"],
                ["__count"],
            )
        )
        counts = {(one.id, state): count for one, state, count in rows}
        for channel in self:
            of = channel.organization_id.id
            channel.waiting_count = counts.get((of, WAITING), 0)
            channel.given_up_count = counts.get((of, GIVEN_UP), 0)

    @api.constrains("url")
    def _check_url(self):
        plain = get_flag(self.env, PUSH_PLAIN)
        texts = {
            "unreadable": self.env._("This is not the address of a web service."),
            "extras": self.env._(
                "An address has no user, no password and no part after #."
            ),
            "plain": self.env._(
                "What is sent is about somebody's health: the address has to begin "
                "with https."
            ),
        }
        for channel in self:
            if error := address_error(channel.url, plain):
                raise ValidationError(texts[error])

    @api.model_create_multi
    def create(self, vals_list):
        channels = super().create(vals_list)
        if not all(channels.mapped("secret_set")):
            raise ValidationError(self.env._("Enter the secret that signs messages."))
        return channels
