import json

from odoo import models

from .logins import PARAMETER


class GridStaff(models.Model):
    _inherit = "grid.staff"

    def _demo_logins(self):
        """The logins of the demo city, for the command that starts it.

        :return: list of (role, login, password); empty without the demo
        """
        # sudo: parameters are closed; called by the start-up command only
        stored = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        roles = self.env["grid.role"].search([])
        labels = {
            **{role.code: role.name for role in roles},
            "portal": self.env._("Citizen (portal)"),
            "technical": self.env._("Technical account"),
        }
        return [
            (
                labels.get(login["role"], login["role"]),
                login["login"],
                login["password"],
            )
            for login in json.loads(stored or "[]")
        ]
