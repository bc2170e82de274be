from . import (
    grid_event_kpi_report,
    grid_event_export,
    grid_event_by_category,
    grid_event_by_channel,
    grid_event_validity,
    grid_event_lateness,
    grid_event_closing,
    grid_event_supervised,
    grid_event_overdue,
)
