"""XML and PO files of the given addons: well formed, laid out, whole."""

import re
import sys
from pathlib import Path

import polib
from lxml import etree

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def xml_problems(path):
    try:
        etree.parse(path)
    except etree.XMLSyntaxError as error:
        yield error.lineno, f"not well formed: {error.msg}"
        return
    for number, line in enumerate(path.read_text().splitlines(), 1):
        indent = re.match(r"([ \t]*)<(?!!|/?t>)", line)
        if "\t" in line:
            yield number, "a tab; indent with spaces"
        elif indent and len(indent[1]) % 4:
            yield number, "indent with four spaces"
        if line != line.rstrip():
            yield number, "blanks at the end of the line"
        if "/views/" in path.as_posix() and CHINESE.search(line):
            yield number, "Chinese in a view; it belongs into i18n/zh_CN.po"


def po_problems(path):
    try:
        entries = polib.pofile(str(path), check_for_duplicates=True)
    except (OSError, ValueError) as error:
        yield 1, str(error)
        return
    for entry in entries:
        if entry.fuzzy:
            yield entry.linenum, f"fuzzy: {entry.msgid}"
        wanted = sorted(re.findall(r"%\(\w+\)[sd]|%[sd]", entry.msgid))
        given = sorted(re.findall(r"%\(\w+\)[sd]|%[sd]", entry.msgstr))
        if entry.msgstr and wanted != given:
            yield entry.linenum, f"placeholders differ: {entry.msgid}"


def main(addons):
    found = 0
    for addon in map(Path, addons):
        for pattern, check in (("**/*.xml", xml_problems), ("i18n/*.po", po_problems)):
            for path in sorted(addon.glob(pattern)):
                for line, problem in check(path):
                    found += 1
                    print(f"{path}:{line}: {problem}")
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
