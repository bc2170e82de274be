from . import (
    grid_care_case_act,
    grid_care_clue_act,
    grid_care_glass_wizard,
    grid_care_notice_act,
    grid_guardianship_sign,
    grid_medical_record_intake,
    grid_report_wizard,
)
