"""Levels of risk (Norms of Managing and Treating Severe Mental Disorders, 2018)."""

RISKS = [
    ("0", "0: none of the following"),
    ("1", "1: threatens or shouts, smashes nothing"),
    ("2", "2: smashes things at home only, can be talked out of it"),
    ("3", "3: clearly smashes things, in any place, cannot be talked out of it"),
    ("4", "4: goes on smashing or attacking, or hurts himself or herself"),
    ("5", "5: violence with a dangerous weapon, or arson or explosion"),
]
