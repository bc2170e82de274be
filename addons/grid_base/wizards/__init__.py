from . import (
    grid_division_import_issue,
    grid_division_import,
    grid_report_wizard,
    grid_workday_paste,
    grid_workday_paste_line,
    grid_workday_seed,
)
