"""Find declarations through which a masked value could leak.

Runs over the whole registry when it is loaded (each finding is an error in the log)
and in a test, so a careless field of any addon is seen before a leak is.
"""

from .masked import CLEAR_GROUP, Masked, masked_fields, masked_model_names


def masked_lint(env):
    """What is declared wrong, as a list of sentences."""
    return [*_wrong_pairs(env), *_wrong_readers(env), *_wrong_models(env)]


def _fields(env):
    for name in sorted(env.registry.models):
        if not env.registry[name]._abstract:
            yield from ((env[name], field) for field in env[name]._fields.values())


def _wrong_pairs(env):
    """True and shown field belong together and are as ``Masked`` made them."""
    for model, field in _fields(env):
        if isinstance(field, Masked) and field.truth:
            if not hasattr(model, "_masked_compute"):
                yield f"{field} needs grid.masked.mixin"
            truth = model._fields.get(field.truth)
            if truth is None or truth.groups != CLEAR_GROUP or truth.copy:
                yield f"{field}: {field.truth} is not the closed field it should be"
            elif not truth.store or truth.related:
                yield f"{truth} must be stored and not related"
        elif field.name.endswith("_true") and field.groups == CLEAR_GROUP:
            shown = model._fields.get(field.name[:-5])
            if not field.related and not isinstance(shown, Masked):
                yield f"{field}: nothing masks it, {field.name[:-5]} is not Masked"


def _wrong_readers(env):
    """Related and computed fields that carry a value to where no mask guards it."""
    truths, shown = set(), set()
    for name in masked_model_names(env.registry):
        for field in masked_fields(env[name]).values():
            shown.add(field)
            truths.add(env[name]._fields[field.truth])
    carriers = _carriers(env, shown)
    for model, field in _fields(env):
        if field.related and field.related_field in truths:
            yield f"{field}: a related field must not point to a true value"
        elif field in carriers - shown:
            if field.store:
                yield f"{field}: stored, it would hold truth or mask by chance"
            if field.compute_sudo:
                yield f"{field}: needs related_sudo=False or compute_sudo=False"
            if "uid" not in env.registry.field_depends_context[field]:
                yield f"{field}: needs depends_context('uid')"
        if field in carriers and getattr(field, "tracking", None):
            yield f"{field}: track the true field instead"
        if field.name == "display_name" and (
            field in carriers or _depends(model, field) & truths
        ):
            yield f"{field}: names must not contain masked values"


def _carriers(env, shown):
    """Shown fields and all that is computed from them, however far away."""
    readers = {
        field: found
        for model, field in _fields(env)
        if not isinstance(field, Masked) and (found := _depends(model, field))
    }
    carriers, size = set(shown), 0
    while size < len(carriers):
        size = len(carriers)
        carriers |= {field for field, found in readers.items() if found & carriers}
    return carriers


def _depends(model, field):
    """The fields at the end of the paths that ``field`` is computed from."""
    found = set()
    for path in model.env.registry.field_depends.get(field, ()):
        current, last = model, None
        for name in path.split("."):
            last = current._fields.get(name)
            if last is None:
                break
            current = model.env[last.comodel_name] if last.comodel_name else current
        if last is not None:
            found.add(last)
    return found


def _wrong_models(env):
    """Names, orders and links that go around the mask."""
    names = masked_model_names(env.registry)
    for name in names:
        model = env[name]
        closed = {n for f in masked_fields(model).values() for n in (f.name, f.truth)}
        if model._rec_name in closed:
            yield f"{name}: _rec_name must not be a masked value"
        words = model._order.replace(",", " ").split()
        if closed & set(words):
            yield f"{name}: _order must not use a masked value"
    for _model, field in _fields(env):
        if getattr(field, "bypass_search_access", False) and (
            field.comodel_name in names
        ):
            yield f"{field}: bypass_search_access searches true values for everyone"
