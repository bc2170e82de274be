from . import grid_division_import_issue, grid_division_import, grid_report_wizard
