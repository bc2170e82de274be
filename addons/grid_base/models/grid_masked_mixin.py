import logging
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools import sql_error
from ..tools.masked import CLEAR_GROUP, REVEAL_GROUP, masked_fields
from ..tools.masked_lint import masked_lint
from ..tools.masking import STAR

_logger = logging.getLogger(__name__)


class GridMaskedMixin(models.AbstractModel):
    """Values that most people see only as a mask.

    A model inherits this and declares each such value with one line::

        from ..tools.masked import Masked

        _inherit = ["grid.scoped.mixin", "grid.masked.mixin", "mail.thread"]

        id_number = Masked("Identity Number", kind="id_number", index="btree_not_null")
        phone = Masked(kind="phone", index="btree_not_null", tracking=True)
        birth_date = Masked(kind="birth_date")
        address = Masked(kind="address", keep="_mask_address", depends=["grid_id"])

    That makes ``phone_true`` (stored, closed by group) and ``phone`` (shown). Rules:

    * Views, imports and exports use ``phone``. ``widget="masked"`` gives it the button
      that reveals and corrects; in forms of the model itself it is set by itself.
    * System code reads and writes ``record.sudo().phone_true``; unique indexes,
      constraints and duplicates searches name ``phone_true`` too. Values given to
      ``phone`` are normalised and checked by their kind, values given to
      ``phone_true`` are not: call ``_masked_normalize(field_name, text)``.
    * Only ``CLEAR_GROUP`` of ``env.user`` decides who sees the value. ``sudo()`` and
      OdooBot see the mask of ``phone``.
    * Who sees the mask may fill an empty value, but not change a present one. That
      needs ``masked_correct`` with a reason (group ``REVEAL_GROUP``).
    * A compute that reads ``phone`` must not be stored, and must have
      ``@api.depends_context("uid")``. Display names must not contain any of them. A
      related field on ``phone`` needs ``related_sudo=False``; none may point to
      ``phone_true``. ``masked_lint`` finds what breaks this.
    * The year of a birth date is shown, so a stored year or age group beside it tells
      nothing more; the search by year and the sort go by such a field.
    * Who sees the mask finds records by a complete identity number, phone or account
      number only; each look-up is counted and logged.
    """

    _name = "grid.masked.mixin"
    _description = "Masked Values"

    def _register_hook(self):
        """Find wrong declarations; know the tables whose errors must not be told."""
        super()._register_hook()
        if self._abstract:
            for problem in masked_lint(self.env):
                _logger.error("masked values could leak: %s", problem)
            return
        sql_error.MODELS.add(self._name)
        sql_error.TABLES.add(self._table)
        sql_error.install_filters()

    # ---- what is shown -------------------------------------------------------

    @api.model
    def _masked_sees(self):
        """Whether the user sees values; superuser mode makes no difference."""
        return self.env.user.has_group(CLEAR_GROUP)

    def _masked_compute(self, field):
        """Fill the cache of ``field`` and of its siblings in one go.

        Reading is checked again: a shown field is computed, so nothing else keeps a
        user from asking for the mask of a record outside the scope.
        """
        todo = [field]
        fetched = self._fields[field.truth].prefetch
        for sibling in masked_fields(self).values():
            # what is not fetched together would cost a query of its own
            if sibling.keep or self._fields[sibling.truth].prefetch != fetched:
                continue
            # a value that is just being written must not be replaced in the cache
            if not self.env._protected.get(sibling):
                todo.append(sibling)
        readable = self._masked_readable()
        for field_ in dict.fromkeys(todo):
            field_._insert_cache(readable, readable._masked_texts(field_))
        if len(readable) < len(self):
            field._insert_cache(self - readable, [None] * (len(self) - len(readable)))

    def _masked_readable(self):
        """The records that the user may read; new ones go by where they come from."""
        if self.env.su:
            return self
        origin = self._origin
        allowed = set(origin._filtered_access("read")._ids)
        if len(allowed) == len(self):
            return self
        return self.filtered(
            lambda record: not record._origin or record._origin.id in allowed
        )

    def _masked_texts(self, field, sees=None):
        """What the user sees of ``field`` in each record (None where it is empty)."""
        if sees is None:
            sees = self._masked_sees()
        # sudo: the truth is closed by group; it leaves here only for ``sees``
        records = self.sudo()
        if sees or not field.keep:
            return self._masked_show(
                field, [record[field.truth] for record in records], sees
            )
        return [
            getattr(record, field.keep)(record[field.truth])
            if record[field.truth]
            else None
            for record in records
        ]

    @api.model
    def _masked_show(self, field, values, sees=None):
        """What the user sees of many true values (None where there is none).

        For code that reads true values itself, as Excel reports do. What a field with
        ``keep`` shows depends on the record and is not known here.
        """
        kind = field.handler
        if sees is None:
            sees = self._masked_sees()
        if sees:
            return [kind.text(value) or None if value else None for value in values]
        if field.keep:
            raise ValueError(f"the mask of {field} depends on its record")
        settings = kind.settings(self.env)
        return [kind.mask(value, settings) if value else None for value in values]

    # ---- what is entered -----------------------------------------------------

    @api.model
    def _masked_normalize(self, field_name, text):
        """The value that ``text`` means for a masked field, False for an empty text."""
        field = self._fields[field_name]
        if not text or not str(text).strip():
            return False
        return field.handler.normalize(self.env, text, self._masked_label(field))

    @api.model
    def _masked_label(self, field):
        return field._description_string(self.env)

    def _masked_inverse(self, field):
        """Take the entered value, unless it is the mask that comes back."""
        entered = [(record[field.name] or "").strip() for record in self]
        sees = self._masked_sees()
        shown = [self._masked_texts(field, sees=False)]
        if sees:
            shown.append(self._masked_texts(field, sees=True))
        by_value = defaultdict(self.browse)
        for record, text, *masks in zip(self, entered, *shown, strict=True):
            present = masks[0] is not None
            if text in masks or not (text or present):
                continue
            if STAR in text:
                raise UserError(self._masked_star_error(field))
            if present and not sees:
                raise UserError(self._masked_present_error(field))
            by_value[self._masked_normalize(field.name, text)] += record
        for value, records in by_value.items():
            # sudo: the true field is closed; that this user may write the record has
            # been checked, and that the value may be filled has been checked above
            records.sudo().write({field.truth: value})
        self.invalidate_recordset([field.name], flush=False)

    @api.model
    def _masked_star_error(self, field):
        return self.env._(
            "%s: a masked value cannot be saved. Enter the complete value, or leave the"
            " shown one untouched.",
            self._masked_label(field),
        )

    @api.model
    def _masked_present_error(self, field):
        return self.env._(
            "%s: a value is recorded already. To change it use Correct, which asks for"
            " a reason.",
            self._masked_label(field),
        )

    # ---- what is looked for --------------------------------------------------

    @api.model
    def _masked_search(self, field, operator, value):
        """Members of the group search freely, others by one complete value."""
        if self._masked_sees():
            return Domain(field.truth, operator, self._masked_operand(field, value))
        if operator in ("=", "=like", "=ilike", "like", "ilike"):
            values = [value]
        elif operator == "in":
            values = list(value)
        else:
            return NotImplemented
        return Domain.OR(self._masked_lookup(field, item) for item in values)

    @api.model
    def _masked_operand(self, field, value):
        """A searched value in the spelling in which it is stored, if it is complete."""
        if isinstance(value, str):
            try:
                return field.handler.parse(self.env, value)
            except ValueError:
                return value
        if isinstance(value, list | tuple | set | frozenset):
            return [self._masked_operand(field, item) for item in value]
        return value

    @api.model
    def _masked_lookup(self, field, text):
        """The records whose value is ``text``; the caller's rules apply on top."""
        kind = field.handler
        value = False
        if text:
            try:
                value = kind.parse_lookup(self.env, text)
            except ValueError:
                return Domain.FALSE  # a part of a value finds nothing, quietly
            if not kind.lookup:
                raise UserError(
                    self.env._(
                        "%s: this value is masked and cannot be searched.",
                        self._masked_label(field),
                    )
                )
            shown = kind.mask(value, kind.settings(self.env))
            self.env["grid.access.log"]._count_lookup(self, field.name, value, shown)
        # sudo: the true field is closed; only ids leave, and the search that asked
        # for them adds the rules of the user
        records = self.sudo().with_context(active_test=False)
        return Domain("id", "in", records._search(Domain(field.truth, "=", value)))

    # ---- reveal and correct --------------------------------------------------

    def masked_reveal(self, field_names, reason):
        """The true values of one record, for the reason given; logged.

        The log row and the answer belong to one transaction: if the row cannot be
        committed, no answer leaves the server.
        """
        self.ensure_one()
        self._masked_check_group()
        self.check_access("read")
        fields_ = self._masked_named(field_names)
        log = self.env["grid.access.log"]
        reason = log._check_reason(reason)
        log._check_day_limit("reveal")
        log._record("reveal", self, fields=list(fields_), reason=reason)
        # sudo: the true fields are closed; this is the one door, and it is logged
        values = self.sudo()
        return {
            name: values[field.truth] and field.handler.text(values[field.truth])
            for name, field in fields_.items()
        }

    def masked_correct(self, field_name, text, reason):
        """Replace or clear a true value of one record, for the reason given; logged."""
        self.ensure_one()
        self._masked_check_group()
        self.check_access("write")
        (field,) = self._masked_named([field_name]).values()
        if STAR in (text or ""):
            raise UserError(self._masked_star_error(field))
        value = self._masked_normalize(field_name, text)
        log = self.env["grid.access.log"]
        reason = log._check_reason(reason)
        log._record("correct", self, fields=[field_name], reason=reason)
        # sudo: the true field is closed; right and reason have been checked
        self.sudo().write({field.truth: value})
        return self[field_name] or False

    def _masked_named(self, field_names):
        """The masked fields of these names, refusing any other name."""
        known = masked_fields(self)
        if not field_names or not set(field_names) <= set(known):
            raise UserError(self.env._("Only masked values can be revealed."))
        return {name: known[name] for name in field_names}

    def _masked_check_group(self):
        """The right to reveal must be held where the record lies."""
        allowed = self.env.user.has_group(REVEAL_GROUP)
        if allowed and "grid_id" in self._fields:
            allowed = self.grid_id.id in self.env.user._grid_scope(REVEAL_GROUP)
        if not allowed:
            raise AccessError(self.env._("You may not reveal masked values."))

    # ---- views ---------------------------------------------------------------

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Give masked fields of a form the widget with the reveal button."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for name in masked_fields(self):
                for node in arch.xpath(f"//field[@name='{name}'][not(@widget)]"):
                    # a field inside another field is one of that field's model
                    if not any(
                        parent.tag == "field" for parent in node.iterancestors()
                    ):
                        node.set("widget", "masked")
        return arch, view
