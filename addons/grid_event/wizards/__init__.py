from . import (
    grid_event_act,
    grid_event_application_answer,
    grid_event_apply,
    grid_event_assign,
    grid_event_dispatch,
    grid_event_dispatch_line,
    grid_event_supervise,
    grid_event_supervision_act,
    grid_event_task_act,
    grid_report_wizard,
    grid_routing_gap,
)
