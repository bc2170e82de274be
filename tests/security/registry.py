"""Our models, found through the registry."""


def our_models(env):
    """Names of the concrete models that our addons define, wizards and views too."""
    return sorted(
        name
        for name, model in env.registry.items()
        if (model._original_module or "").startswith("grid_") and not model._abstract
    )


def scoped_models(env):
    return env["grid.scoped.mixin"]._grid_scoped_models()
