"""Where something is kept of a patient, and of which looks the patient is told."""

TRACES = {
    "grid.patient": "id",
    "grid.medical.record": "patient_id",
    "grid.care.notice": "patient_id",
    "grid.followup": "notice_id.patient_id",
}
"""Models, and by which path each leads to its patient."""

LOOKS = ("read", "print", "export", "reveal")
"""Kinds of rows of the access log."""
