from . import grid_xlsx_report, grid_ledger, grid_staff_roster, report_export
