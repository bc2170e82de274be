import ast

from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.masked import touched_masked


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.constrains("domain", "model_id")
    def _check_domain_not_masked(self):
        """A saved filter would keep the number that was looked for, in clear."""
        for record in self:
            model = self.env.get(record.model_id)
            if model is None:
                continue
            for path, value in record._conditions():
                if value and touched_masked(model, path):
                    raise ValidationError(
                        self.env._(
                            "A search for a masked value cannot be saved as a filter."
                        )
                    )

    def _conditions(self):
        """Field path and value of each condition, of nested domains too.

        The domain may hold names such as ``uid``, so it is read and not evaluated.
        """
        try:
            tree = ast.parse((self.domain or "[]").strip(), mode="eval")
        except SyntaxError:
            return
        prefixes = [(tree.body, "")]
        while prefixes:
            node, prefix = prefixes.pop()
            parts = getattr(node, "elts", [])
            path = parts and getattr(parts[0], "value", None)
            if len(parts) == 3 and isinstance(path, str) and path not in "&|!":
                yield (
                    f"{prefix}{path}",
                    not (isinstance(parts[2], ast.Constant) and not parts[2].value),
                )
                prefixes.append((parts[2], f"{prefix}{path}."))
            else:
                prefixes.extend((part, prefix) for part in parts)
