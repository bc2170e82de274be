"""Odoo as it would be without our key of the rule cache: the control.

Run instead of ``python -m odoo``, with the same arguments.
"""

import sys

import odoo.init  # noqa: F401  (first, for core setup)
from odoo import cli
from odoo.modules import initialize_sys_path
from odoo.tools import config

config.parse_config(sys.argv[2:])
initialize_sys_path()

from odoo.addons.grid_base.models.ir_rule import IrRule  # noqa: E402

del IrRule._compute_domain_context_values
cli.main()
