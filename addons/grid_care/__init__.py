from . import demo, models, report, wizards
from .tools.frozen import unfreeze


def uninstall_hook(env):
    """The function that guards messages is no model: take it away."""
    unfreeze(env.cr)
