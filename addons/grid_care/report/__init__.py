from . import grid_care_ledger, grid_care_management, report_looks, report_notice
