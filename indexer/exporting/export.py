"""Write an act for other systems, in one of several forms."""

import json
from collections.abc import Sequence

from indexer.exporting.forms import to_csv, to_json, to_markdown
from knowledge.acts.act import Act

FORMATS = ("json", "csv", "md", "html")


def export(act: Act, form: str, tables: Sequence[str] = ()) -> str:
    """Write an act in one of `FORMATS`; `tables` limits CSV to some of `COLUMNS`."""
    match form:
        case "json":
            return json.dumps(to_json(act), ensure_ascii=False, indent=1) + "\n"
        case "csv":
            return to_csv(act, tables)
        case "md":
            return to_markdown(act)
        case "html":
            from indexer.exporting.page import to_html

            return to_html(act)
    raise ValueError(form)
