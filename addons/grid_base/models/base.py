import psycopg2.errors

from odoo import api, models, tools

from ..tools.masked import Masked, masked_fields, masked_model_names, touched_masked
from ..tools.sql_error import reduce_error


class Base(models.AbstractModel):
    """What masking needs of every model, not only of those with masked values.

    An import of visits can fail on the table of residents, and an export of visits
    can reach the phone of a resident.
    """

    _inherit = "base"

    @api.model
    @api.private
    @tools.ormcache()
    def _masked_names(self):
        """Names of the masked fields of this model, those of its own.

        Kept: every change of a tracked record asks for them.
        """
        return tuple(
            name
            for name, field in self._fields.items()
            if isinstance(field, Masked) and field.truth
        )

    @api.model
    def _sql_error_to_message(self, exc):
        if self._masked_table(exc.diag.table_name):
            # the traceback of this exception goes to the client as debug text
            reduce_error(exc)
        return super()._sql_error_to_message(exc)

    @api.model
    def _sql_error_to_message_generic(self, exc):
        if not self._masked_table(exc.diag.table_name) or isinstance(
            exc,
            psycopg2.errors.NotNullViolation | psycopg2.errors.ForeignKeyViolation,
        ):
            return super()._sql_error_to_message_generic(exc)
        if isinstance(exc, psycopg2.errors.UniqueViolation):
            return self.env._("A record with the same values exists already.")
        return exc.diag.message_primary or type(exc).__name__

    @api.model
    def _masked_table(self, table):
        """Whether a table holds masked values."""
        registry = self.env.registry
        return bool(table) and any(
            registry[name]._table == table for name in masked_model_names(registry)
        )

    def export_data(self, fields_to_export):
        """Exports that can hold masked values need a reason and are logged."""
        log = self.env["grid.access.log"]
        if not log.export_needs_reason(self._name, fields_to_export):
            return super().export_data(fields_to_export)
        reason = log._check_reason(self.env.context.get("access_reason"))
        result = super().export_data(fields_to_export)
        log._record("export", self, fields=fields_to_export, reason=reason)
        return result

    @api.model
    def _masked_touched(self, paths):
        """Whether the model, or one of the paths, has masked values."""
        return bool(masked_fields(self)) or any(
            touched_masked(self, path) for path in paths
        )
