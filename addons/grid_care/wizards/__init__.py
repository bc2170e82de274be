from . import grid_care_clue_act, grid_care_notice_act, grid_medical_record_intake
