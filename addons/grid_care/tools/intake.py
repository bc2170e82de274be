"""A hospital's own list of discharges: its columns, and what its cells mean."""

import re
import unicodedata
from datetime import date

PATIENT = (
    "name",
    "id_number",
    "sex_id",
    "birth_date",
    "phone",
    "grid_id",
    "address",
    "guardian",
    "guardian_relation_id",
    "guardian_phone",
)
RECORD = (
    "admitted_on",
    "discharged_on",
    "diagnosis_id",
    "risk",
    "treatment",
    "medication",
    "advice",
    "next_visit_on",
)
COLUMNS = (*PATIENT, *RECORD)
NEEDED = ("name", "id_number", "grid_id", "admitted_on")
"""Without these a row is nobody's stay; the rest can be entered in the draft."""
MOST_ROWS = 1000

ALIASES = {
    "name": ("患者姓名", "病人姓名"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "居民身份证号"),
    "birth_date": ("出生日期", "出生年月日"),
    "phone": ("联系电话", "手机号", "手机号码"),
    "grid_id": ("网格", "网格编码", "所属网格"),
    "address": ("现住址", "居住地址", "家庭住址", "现住地址"),
    "guardian": ("监护人姓名",),
    "guardian_relation_id": ("与患者关系", "监护人关系"),
    "guardian_phone": ("监护人电话", "监护人联系电话"),
    "admitted_on": ("入院时间", "入院日期"),
    "discharged_on": ("出院时间", "出院日期"),
    "diagnosis_id": ("出院诊断", "疾病诊断", "诊断名称"),
    "risk": ("危险性评估", "危险性等级", "风险等级", "危险性"),
    "treatment": ("治疗情况", "治疗经过"),
    "medication": ("用药情况", "出院带药", "用药"),
    "advice": ("出院医嘱", "医嘱"),
    "next_visit_on": ("复诊日期", "下次复诊日期", "复诊时间"),
}
"""What hospitals call these columns beside the names of the template."""

_DAY = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))"
    r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_RISK = re.compile(r"([0-5])(?:级|[:].*)?", re.DOTALL)


def plain(text):
    """A heading or a name as it is compared: case, blanks and stars do not count."""
    text = unicodedata.normalize("NFKC", str(text or ""))
    return re.sub(r"[\s*]", "", text).casefold()


def parse_day(text):
    """The day written in any usual form, with or without a time; None if it is none."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def parse_risk(text):
    """The level of risk, 0 to 5, of ``3``, ``3级`` or the name of a level."""
    found = _RISK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found and found[1]


def other_forms(number):
    """The spellings in which one identity number may be recorded."""
    if len(number) == 18 and number[6:8] == "19":
        return {number, number[:6] + number[8:17]}
    return {number}
