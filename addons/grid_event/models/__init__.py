from . import (
    grid_code,
    grid_event_category,
    grid_event_question,
    grid_time_limit,
    ir_config_parameter,
    res_config_settings,
    grid_level,
    grid_grid,
    grid_grid_staffed,
    grid_organization_superior,
)
