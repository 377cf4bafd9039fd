"""The database, one SQLite file with every edition: enter by `Store`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from knowledge.store.audit import Audit as Audit
    from knowledge.store.audit import Entry as Entry
    from knowledge.store.backup import back_up as back_up
    from knowledge.store.backup import restore as restore
    from knowledge.store.claim import Claim as Claim
    from knowledge.store.damage import last_backup as last_backup
    from knowledge.store.rows import COMMAND_LINE as COMMAND_LINE
    from knowledge.store.store import Published as Published
    from knowledge.store.store import Store as Store
    from knowledge.store.store import first_day as first_day

__all__, __getattr__ = surface(
    __name__,
    audit="Audit Entry",
    backup="back_up restore",
    claim="Claim",
    damage="last_backup",
    rows="COMMAND_LINE",
    store="Published Store first_day",
)
