"""What becomes of units' contacts when acts change: they go with their unit, whatever it is called."""

from collections.abc import Iterator, Sequence

from indexer.examples.relocation import relatives
from knowledge.acts.edition import Edition
from knowledge.staff.contacts import Contact, Contacts, lost
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.store import Store


def carry_contacts(
    store: Store, editions: Sequence[Edition] | None = None, who: str = COMMAND_LINE
) -> tuple[Contact, ...]:
    """Find the units of contacts in the acts of editions, by default all that may answer, and keep their codes.

    Returns the contacts whose unit is there no more; they are kept, and count again when it comes back. What is found
    out already is not looked for again.
    """
    ledger, gone = Contacts(store), []
    contacts = ledger.all()
    for edition in [each for each in store.editions() if not each.is_withdrawn] if editions is None else editions:
        known = ledger.places()
        waiting = [each for each in contacts if edition.id not in known[each.id]]
        if found := dict(_codes(store, edition, waiting, known)):
            ledger.put(edition, found, who)
        gone += lost(contacts, ledger.places(), edition)
    return tuple(dict.fromkeys(gone))


def _codes(
    store: Store, to: Edition, contacts: Sequence[Contact], known: dict[int, dict[int, str | None]]
) -> Iterator[tuple[int, str | None]]:
    """Yield for contacts which code their unit has in an edition's act; none for what is of other lines of acts."""
    taken = {at[to.id] for at in known.values() if at.get(to.id)}
    for contact in contacts:
        places = known[contact.id]
        sources = [each for each in relatives(to, store.editions()) if places.get(each.id)]
        if not sources:
            continue
        codes = (_counterpart(store, source, to, places[source.id]) for source in sources)
        code = next((each for each in codes if each and each not in taken), None)
        taken.add(code)
        yield contact.id, code


def _counterpart(store: Store, source: Edition, to: Edition, code: str | None) -> str | None:
    """Return the code that a unit of one edition's act has in another's; None where that has no such unit."""
    from indexer.comparing.compare import compare  # it takes long to load, and most publications do without

    comparison = compare(store.load(source).act, store.load(to).act)
    return comparison.codes.get(code or "")
