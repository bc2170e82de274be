from . import (
    grid_xlsx_report,
    grid_ledger,
    grid_staff_roster,
    grid_house_ledger,
    grid_resident_export,
    grid_visit_coverage,
    report_export,
)
