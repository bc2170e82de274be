"""Let node parse each script. Odoo's modules are ES modules named .js."""

import subprocess
import sys
from pathlib import Path

bad = 0
for path in map(Path, sys.argv[1:]):
    done = subprocess.run(
        ["node", "--input-type=module", "--check"],
        input=path.read_text(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        bad += 1
        print(f"{path}: {done.stderr.strip()}")
sys.exit(bool(bad))
