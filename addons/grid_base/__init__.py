from . import controllers, models, report, wizards, demo
from .tools.append_only import drop_append_only


def uninstall_hook(env):
    """Functions and the queue of the access log are no models: take them away."""
    drop_append_only(env.cr, "grid_access_log")
