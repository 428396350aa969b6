"""Lets each project of PyTorch compute in its own folder, and says what those did that could not. One import of PyTorch serves them all.

    python run-projects.py FOLDER ARGUMENT…
"""

import json
import os
import runpy
import sys
import traceback
from pathlib import Path

root = Path(sys.argv[1])
sys.argv = sys.argv[2:]
known = set(sys.modules)
failures = {}
for folder in sorted(root.iterdir()):
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        if end.code not in (None, 0):
            failures[folder.name] = f"ended with {end.code}"
    except Exception:
        failures[folder.name] = traceback.format_exc()[-500:]
    finally:
        sys.path.pop(0)
        # Each project has its own modules with the same names.
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(root)):
                del sys.modules[name]
(root / "failures.json").write_text(json.dumps(failures), encoding="utf-8")
