from . import (
    grid_scoped_mixin,
    grid_level,
    grid_grid,
    grid_grid_history,
    grid_organization_kind,
    grid_organization,
    grid_role,
    grid_staff,
    grid_posting,
    grid_effective_right,
    ir_rule,
    res_users,
)
