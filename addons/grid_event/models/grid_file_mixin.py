from base64 import b64decode
from binascii import Error as Base64Error

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.media import honest_name, kind_of, true_type
from ..tools.settings import MEDIA_MEGABYTES, get_int


class GridFileMixin(models.AbstractModel):
    """Takes files in: by what they are, not by what their names say."""

    _name = "grid.file.mixin"
    _description = "Files Checked by Their Content"

    @api.model
    def _content(self, value):
        try:
            return b64decode(value or b"")
        except (Base64Error, ValueError):
            raise UserError(self.env._("This file arrived damaged.")) from None

    @api.model
    def _type_vals(self, content, name):
        """The type comes from the content: a name says what it likes."""
        limit = get_int(self.env, MEDIA_MEGABYTES)
        name = name or self.env._("File")
        if not content:
            raise UserError(self.env._("%s is empty.", name))
        if len(content) > limit << 20:
            raise UserError(
                self.env._(
                    "%(name)s is too large: at most %(limit)s MB can be sent.",
                    name=name,
                    limit=limit,
                )
            )
        mimetype = true_type(content, name)
        if not mimetype or not self._takes_type(mimetype):
            raise UserError(self._type_refusal(name))
        return {
            "name": honest_name(name, mimetype),
            "mimetype": mimetype,
            "kind": kind_of(mimetype),
        }

    @api.model
    def _takes_type(self, mimetype):
        return True

    @api.model
    def _type_refusal(self, name):
        return self.env._(
            "%s is not accepted. Send photographs, recordings, videos, PDF or "
            "office documents; no programs, web pages or archives.",
            name,
        )
