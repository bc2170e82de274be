"""Where something is kept of a patient, and of which looks the patient is told."""

TRACES = {
    "grid.patient": "id",
    "grid.medical.record": "patient_id",
    "grid.care.notice": "patient_id",
    "grid.care.push": "notice_id.patient_id",
    "grid.followup": "notice_id.patient_id",
    "grid.care.case": "patient_id",
    "grid.care.member": "case_id.patient_id",
    "grid.care.transfer": "case_id.patient_id",
    "grid.care.emergency": "case_id.patient_id",
    "grid.care.emergency.check": "case_id.patient_id",
    "grid.care.help": "case_id.patient_id",
    "grid.care.visit": "case_id.patient_id",
    "grid.care.hold": "case_id.patient_id",
    "grid.guardianship": "case_id.patient_id",
    "grid.guardianship.check": "case_id.patient_id",
    "grid.guardianship.payment": "guardianship_id.case_id.patient_id",
}
"""Models, and by which path each leads to its patient."""

LOOKS = ("read", "print", "export", "reveal", "glass")
"""Kinds of rows of the access log."""
