"""sqlite-utils, loaded without what it would load only to know the types of its values."""

import sys

# Where they are installed, sqlite-utils loads both: half a second, for a structure question that needs neither.
_UNUSED = [name for name in ("pandas", "numpy") if name not in sys.modules]

sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type]  # whoever imports None is told there is none
try:
    from sqlite_utils import Database
    from sqlite_utils.db import NotFoundError
    from sqlite_utils.migrations import Migrations
finally:
    for _name in _UNUSED:
        del sys.modules[_name]

__all__ = ["Database", "Migrations", "NotFoundError"]
