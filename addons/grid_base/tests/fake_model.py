"""A model that exists for the time of a test class, for mixins without an heir."""


def add_model(case, definition):
    """Add a model to the registry of a test class; its table goes with the test.

    ``definition`` is a model class with ``_module = None``, made inside a function,
    so that it is not taken for a part of the addon.
    """
    # Odoo's public modules have no way to do this; its own tests take this one.
    from odoo.orm.model_classes import add_to_registry

    registry, name = case.registry, definition._name
    parents = [parent for parent in definition._inherit if parent in registry]

    def remove():
        for parent in (*parents, "base"):
            registry[parent]._inherit_children.discard(name)
        del registry.models[name]
        registry._setup_models__(case.env.cr, [])

    add_to_registry(registry, definition)
    case.addClassCleanup(remove)
    registry._setup_models__(case.env.cr, [name])
    registry.init_models(case.env.cr, [name], {"module": "grid_base"})
    return case.env[name]
