from . import (
    grid_dispute_figures,
    grid_dispute_month,
    grid_mediation_month,
    grid_mediation_workload,
    grid_mediation_body_workload,
    grid_mediator_workload,
    grid_screening_record,
)
