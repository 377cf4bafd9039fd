"""The dictionary of cases and faiss are both bound by SWIG, and work in one process."""

import subprocess
import sys


def test_names_are_declined_where_faiss_is_loaded_first() -> None:
    code = "import faiss\nfrom indexer.phrases.declension import nominative\nprint(nominative('Stanowisk ds. kadr'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Stanowiska ds. kadr\n"), done.stderr
