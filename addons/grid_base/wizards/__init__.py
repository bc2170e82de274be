from . import (
    grid_division_import_issue,
    grid_division_import,
    grid_house_generate,
    grid_household_move,
    grid_report_wizard,
    grid_resident_merge,
    grid_resident_move,
    grid_workday_paste,
    grid_workday_paste_line,
    grid_workday_seed,
)
