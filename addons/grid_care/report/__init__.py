from . import grid_care_management, grid_care_ledger
