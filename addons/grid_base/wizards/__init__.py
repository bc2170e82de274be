from . import grid_division_import_issue, grid_division_import
