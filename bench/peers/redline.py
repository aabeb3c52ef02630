"""Redlines two Word files with a Python tool, again and again in one process,
and prints as JSON its version and the times in milliseconds from bytes to
bytes. The first run does not count; after half a minute there is no further one.

    python redline.py TOOL OLD NEW OUT RUNS

TOOL is a name of pip: docx-trackdiff, jubarte-redlines, or
python-redlines-docxodus, the engine python-redlines recommends.
"""

import contextlib
import importlib.metadata
import io
import json
import os
import sys
import time
from pathlib import Path

PATIENCE = 30  # seconds


def trackdiff(old, new, out):
    from docx_trackdiff import compare

    sys.argv = ["docx-trackdiff", old, new, out]
    compare.main()


def jubarte(old, new, out):
    from jubarte_redlines import compare_documents

    Path(out).write_bytes(compare_documents(Path(old).read_bytes(), Path(new).read_bytes()))


def docxodus(old, new, out):
    # The engine is a program of its own; without this it wants ICU's libraries.
    os.environ.setdefault("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
    from python_redlines.engines import DocxodusEngine

    redline, _, _ = DocxodusEngine().run_redline("peer", Path(old), Path(new), detect_moves=True)
    Path(out).write_bytes(redline)


TOOLS = {"docx-trackdiff": trackdiff, "jubarte-redlines": jubarte, "python-redlines-docxodus": docxodus}


def main():
    tool, old, new, out, runs = sys.argv[1:]
    times = []
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        for i in range(int(runs) + 1):
            began = time.perf_counter()
            TOOLS[tool](old, new, out)
            if i > 0:
                times.append(1000 * (time.perf_counter() - began))
                if time.perf_counter() - start > PATIENCE:
                    break
    json.dump({"version": importlib.metadata.version(tool), "times": times}, sys.stdout)


main()
