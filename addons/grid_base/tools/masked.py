"""The ``Masked`` field: declare it once, get the true field and the shown one."""

from odoo import fields

from .masking import KINDS

CLEAR_GROUP = "grid_base.group_grid_clear"
REVEAL_GROUP = "grid_base.group_grid_reveal"

#: attributes of a ``Masked`` that belong to the true field
_OF_TRUTH = ("index", "tracking", "size", "prefetch", "precompute")
#: attributes that make no sense: the framework of masking sets them
_FORBIDDEN = ("compute", "inverse", "search", "store", "groups", "copy", "required")


class Masked(fields.Char):
    """A value that most people see only as a mask. Needs ``grid.masked.mixin``.

    ``phone = Masked("Phone", kind="phone", index=True)`` declares two fields:

    * ``phone_true``, stored, only for ``grid_base.group_grid_clear``, never copied:
      the value. System code names this one, and says so with ``sudo()``;
    * ``phone``, a Char that is not stored: what views, imports and exports use. It
      shows the value or the mask, and takes a new value.

    ``kind`` is one of ``masking.KINDS``. ``index``, ``tracking`` and ``size`` go to
    the true field. ``keep`` names a method of the model, called on one record with
    the value, that returns what the mask shows instead of what the kind shows;
    ``depends`` lists the fields that method reads.
    """

    kind = None
    keep = None
    truth = None

    def __set_name__(self, owner, name):
        args = self._args__
        if wrong := [
            key for key in _FORBIDDEN if key in args and "related" not in args
        ]:
            raise TypeError(
                f"Masked field {name!r}: {', '.join(wrong)} cannot be given"
            )
        defined_here = getattr(owner, "pool", None) is None
        if defined_here and "kind" in args and f"{name}_true" not in vars(owner):
            self._declare_truth(owner, name)
        super().__set_name__(owner, name)

    def _declare_truth(self, owner, name):
        args = self._args__
        cls = fields.Date if KINDS[args["kind"]].field_type == "date" else fields.Char
        label = args.get("string") or name.replace("_", " ").title()
        truth = cls(
            f"{label} (unmasked)",
            groups=CLEAR_GROUP,
            copy=False,
            **{key: args[key] for key in _OF_TRUTH if key in args},
        )
        setattr(owner, f"{name}_true", truth)
        truth.__set_name__(owner, f"{name}_true")

    def _get_attrs(self, model_class, name):
        attrs = super()._get_attrs(model_class, name)
        if attrs.get("related"):
            return attrs
        for key in _OF_TRUTH:
            attrs.pop(key, None)
        attrs.update(
            truth=f"{name}_true",
            compute=self._compute,
            inverse=self._inverse,
            search=self._search,
            store=False,
            compute_sudo=False,
            copy=False,
            readonly=attrs.get("readonly", False),
        )
        return attrs

    def get_depends(self, model):
        if self.related:
            return super().get_depends(model)
        return (self.truth, *(self._depends or ())), ("uid",)

    def _compute(self, records):
        records._masked_compute(self)

    def _inverse(self, records):
        records._masked_inverse(self)

    def _search(self, records, operator, value):
        return records._masked_search(self, operator, value)

    @property
    def handler(self):
        """The kind of value, as an object."""
        return KINDS[self.kind]


def masked_fields(model):
    """The masked fields of a model, by name (those of its own, not related ones)."""
    return {name: model._fields[name] for name in model._masked_names()}


def masked_model_names(registry):
    """The stored models that have masked fields."""
    names = registry.descendants(["grid.masked.mixin"], "_inherit")
    return [name for name in names if not registry[name]._abstract]


def touched_masked(model, path):
    """The masked field that a path such as ``person_id.phone`` meets, or None.

    Shown fields, true fields and related fields on one of them count alike.
    """
    env = model.env
    for name in path.replace("/", ".").split("."):
        field = model._fields.get(name)
        if field is None:
            return None
        if found := _masked_behind(model, field):
            return found
        if not field.comodel_name:
            return None
        model = env[field.comodel_name]
    return None


def _masked_behind(model, field):
    if isinstance(field, Masked) and field.truth:
        return field
    for masked in masked_fields(model).values():
        if masked.truth == field.name:
            return masked
    return touched_masked(model, field.related) if field.related else None
