"""What an admin reads of publishing, reindexing and going back, in Polish and English."""

import re
from datetime import date

from knowledge.days import parse_day

_MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
    "en": "January February March April May June July August September October November December".split(),
}

# "31.01.2027", "2027-1-31", "31 stycznia 2027 r."
WRITTEN_DAY = re.compile(
    r"^\s*(?:\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,2}\s+[^\W\d_]+\s+\d{4})(?:\s*r\.?)?\s*$"
)

PUBLISHING: dict[str, dict[str, str]] = {
    "pl": {
        "how": "Przyślij mi tu plik z aktem: PDF, DOCX, HTML, Markdown albo tekst, do {most} MB. Przeczytam go, "
        "pokażę, co znalazłem i co się zmieni – a opublikuję dopiero, gdy potwierdzisz i wybierzesz dzień.",
        "admins_only": "Akty wprowadza administrator. Mnie możesz zapytać o wszystko, co z nich wynika.",
        "in_private": "Akty przyjmuję tylko w rozmowie ze mną sam na sam – przyślij mi, proszę, ten plik tam.",
        "photo": "To zdjęcie, a czytam tylko dokumenty. Przyślij akt jako plik (spinacz → Plik): PDF, DOCX, HTML albo "
        "tekst.",
        "album": "Kilka plików naraz – nie wiem, który jest aktem. Przyślij, proszę, jeden.",
        "too_large": "Plik {name} ma {size} MB, a Telegram oddaje botom najwyżej {most} MB. Akt bez ilustracji albo "
        "jako DOCX jest mniejszy; można też: python -m indexer publish PLIK.",
        "not_fetched": "Telegram nie oddał pliku {name}. Przyślij go, proszę, jeszcze raz.",
        "fetching": "Pobieram plik {name} …",
        "reading": "Czytam plik {name} i porównuję z tym, co obowiązuje …",
        "refused": "{reason}\nNic się nie zmieniło.",
        "failed": "Coś się zacięło po mojej stronie i nic nie zostało opublikowane. Spróbuj, proszę, jeszcze raz.",
        "failed_why": "Nie udało się, nic nie zostało opublikowane: {reason}",
        "read": "Plik {name}: {judgement}",
        "act": "akt nr {act}",
        "act_unnumbered": "akt bez numeru",
        "day": "obowiązuje od {day}, jak sam mówi",
        "no_day": "nie mówi wprost, od kiedy obowiązuje",
        "things": "Do sprawdzenia:",
        "more_things": "… i jeszcze {count} – całość w załączonym pliku.",
        "obstacles": "⚠️ Odczytany za słabo, by go publikować:",
        "changes": "Co się zmieni (wobec wydania {edition}):",
        "amends": "Co zmieni w akcie {act} (wydanie {edition}):",
        "applied": "Te zmiany są już wprowadzone – nic by się nie zmieniło.",
        "new_line": "Nie zastępuje żadnego aktu – stanie obok obowiązujących: {beside}.",
        "first": "To będzie pierwszy akt.",
        "beside": "Pozostają w mocy: {beside}.",
        "same": "To samo jest już opublikowane (wydanie {edition}) – nic by się nie zmieniło.",
        "no_duties": "Nie ma tu czego publikować: akt nie daje nikomu zadań.",
        "whole": "Cały raport i porównanie",
        "publish": "✅ Opublikuj …",
        "publish_anyway": "⚠️ Opublikuj mimo to …",
        "discard": "🗑 Odrzuć",
        "when": "Od kiedy ma obowiązywać {act}?",
        "from_own": "Od {day} (jak mówi akt)",
        "from_today": "Od dziś ({day})",
        "from_day": "✅ Opublikuj od {day}",
        "other_day": "Inny dzień …",
        "back": "‹ Wróć",
        "which_day": "Napisz dzień, od którego {act} ma obowiązywać, np. 31.01.2027.",
        "bad_day": "„{text}” to nie jest dzień. Napisz go np. tak: 31.01.2027.",
        "confirm_day": "Opublikować {act} od {day}?",
        "past_day": "Ten dzień już minął – zacznie odpowiadać od razu.",
        "embedding": "Publikuję {act}: {done} z {of} tekstów … Do końca obowiązuje to, co dotąd.",
        "starting": "Publikuję {act} … Do końca obowiązuje to, co dotąd.",
        "cancel": "✖ Przerwij",
        "cancelled": "Przerwane. Nic nie zostało opublikowane.",
        "too_late": "Za późno, by przerwać: {act} jest już opublikowane (wydanie {edition}). Cofnąć można "
        "przez /wydania.",
        "busy": "Chwila, to już się dzieje.",
        "discarded": "Odrzucone: {name}. Nic się nie zmieniło.",
        "replaced": "Odłożone: {name} – przysłano inny plik. Nic się nie zmieniło.",
        "taken": "Pracę nad plikiem {name} przejęła inna osoba ({who}). Nic z niego nie zostało opublikowane.",
        "now": "✅ Opublikowane: {act}, wydanie {edition} – {units}, {duties}. Odpowiada od teraz.",
        "later": "✅ Opublikowane: {act}, wydanie {edition} – {units}, {duties}. Zacznie odpowiadać {day} o północy.",
        "older": "✅ Opublikowane: {act}, wydanie {edition} – {units}, {duties}. Obowiązywało od {day}; nowsze "
        "obowiązuje dalej.",
        "unchanged": "Nic się nie zmieniło: {act} jest już opublikowane tak samo (wydanie {edition}).",
        "lost": "Pytania przykładowe, których zadania już nie ma: {count}. Zostają w bazie; lista w załączonym pliku.",
        "see_editions": "Wszystkie wydania i cofanie: /wydania",
        "held": "Teraz pracuje nad tym {who} (od {since}, plik {name}).",
        "held_reindex": "Teraz {who} przelicza wektory (od {since}).",
        "held_until": "Jeśli nic się nie wydarzy, od {until} będzie można to przejąć.",
        "take": "Przejmij",
        "not_yet": "Jeszcze nie – od {until}.",
        "gone": "Tego pliku już nie mam – przyślij go, proszę, jeszcze raz.",
        "stopped": "Przerwał mi restart i tego pliku już nie mam. Obowiązuje: {acts}. Jeśli trzeba, przyślij plik "
        "jeszcze raz.",
        "someone": "inny administrator",
        "reindexing": "Liczę wektory od nowa: {done} z {of} tekstów … Do końca odpowiadam po staremu.",
        "reindex_start": "Liczę wektory od nowa … Do końca odpowiadam po staremu.",
        "reindexed": "✅ Wektory policzone od nowa: {acts}.",
        "not_reindexed": "Nie ma czego przeliczać: wektory są z modelu, który jest ustawiony.",
        "editions": "Wydania, od najnowszego:",
        "edition": "{act}",
        "in_force": "✅ obowiązuje od {day}",
        "in_force_until": "✅ obowiązuje od {day} do {until}",
        "coming": "🕓 wejdzie w życie {day}",
        "superseded": "zastąpione; obowiązywało od {day}",
        "superseded_until": "zastąpione; obowiązywało od {day} do {until}",
        "withdrawn": "wycofane; miało obowiązywać od {day}",
        "published_on": "opublikowane {day}, {units}, {duties}",
        "go_back": "↩ Wróć do {edition}",
        "really": "Wrócić do wydania {edition} ({act}, od {day})?",
        "would_withdraw": "Wycofane zostaną: {editions}.",
        "would_restore": "Nic innego nie zostanie wycofane.",
        "yes_back": "↩ Tak, wróć do {edition}",
        "no": "Nie",
        "went_back": "Gotowe: wróciłem do wydania {edition} ({act}).",
        "withdrew": "Wycofane: {editions}.",
        "in_force_now": "Obowiązuje teraz: {acts}.",
        "meanwhile": "W międzyczasie coś się zmieniło – zobacz jeszcze raz.",
        "nothing_back": "To wydanie obowiązuje i nic po nim nie następuje.",
        "next": "Starsze ›",
        "previous": "‹ Nowsze",
    },
    "en": {
        "how": "Send me the act's file here: PDF, DOCX, HTML, Markdown or text, up to {most} MB. I will read it, show "
        "what I found and what it would change – and publish it only when you confirm and choose the day.",
        "admins_only": "Acts are brought in by an administrator. You can ask me about anything that stands in them.",
        "in_private": "I take acts only in a chat with me alone – please send me the file there.",
        "photo": "This is a photo, and I read documents only. Send the act as a file (paper clip → File): PDF, DOCX, "
        "HTML or text.",
        "album": "Several files at once – I cannot tell which is the act. Please send one.",
        "too_large": "{name} has {size} MB, and Telegram gives bots {most} MB at most. An act without pictures, or "
        "as DOCX, is smaller; or use: python -m indexer publish FILE.",
        "not_fetched": "Telegram did not give me {name}. Please send it again.",
        "fetching": "Fetching {name} …",
        "reading": "Reading {name}, and comparing it with what is in force …",
        "refused": "{reason}\nNothing has changed.",
        "failed": "Something got stuck on my side, and nothing was published. Please try again.",
        "failed_why": "It did not work, and nothing was published: {reason}",
        "read": "{name}: {judgement}",
        "act": "act no. {act}",
        "act_unnumbered": "the act without a number",
        "day": "in force from {day}, by its own words",
        "no_day": "does not say in so many words from when it is in force",
        "things": "To look at:",
        "more_things": "… and {count} more – all of it in the attached file.",
        "obstacles": "⚠️ Not read well enough to be published:",
        "changes": "What would change (from edition {edition}):",
        "amends": "What it would change in act {act} (edition {edition}):",
        "applied": "These changes have been applied already – nothing would change.",
        "new_line": "It replaces no act – it would stand beside those in force: {beside}.",
        "first": "It would be the first act.",
        "beside": "Staying in force: {beside}.",
        "same": "The very same is published already (edition {edition}) – nothing would change.",
        "no_duties": "There is nothing to publish: the act gives nobody a duty.",
        "whole": "The whole report and comparison",
        "publish": "✅ Publish …",
        "publish_anyway": "⚠️ Publish all the same …",
        "discard": "🗑 Discard",
        "when": "From when is {act} to be in force?",
        "from_own": "From {day} (as the act says)",
        "from_today": "From today ({day})",
        "from_day": "✅ Publish from {day}",
        "other_day": "Another day …",
        "back": "‹ Back",
        "which_day": "Write the day from which {act} is to be in force, e.g. 31.01.2027.",
        "bad_day": "“{text}” is no day. Write it like this: 31.01.2027.",
        "confirm_day": "Publish {act} from {day}?",
        "past_day": "That day is past – it would answer at once.",
        "embedding": "Publishing {act}: {done} of {of} texts … Until the end, what was in force stays so.",
        "starting": "Publishing {act} … Until the end, what was in force stays so.",
        "cancel": "✖ Cancel",
        "cancelled": "Cancelled. Nothing was published.",
        "too_late": "Too late to cancel: {act} is published (edition {edition}). /editions can go back.",
        "busy": "One moment, it is being done.",
        "discarded": "Discarded: {name}. Nothing has changed.",
        "replaced": "Put aside: {name} – another file was sent. Nothing has changed.",
        "taken": "Somebody else ({who}) has taken over from {name}. Nothing of it was published.",
        "now": "✅ Published: {act}, edition {edition} – {units}, {duties}. It answers from now on.",
        "later": "✅ Published: {act}, edition {edition} – {units}, {duties}. It will answer from midnight of {day}.",
        "older": "✅ Published: {act}, edition {edition} – {units}, {duties}. It was in force from {day}; a newer one "
        "stays in force.",
        "unchanged": "Nothing has changed: {act} is published already in the same way (edition {edition}).",
        "lost": "Example questions whose duty is gone: {count}. They are kept; the list is in the attached file.",
        "see_editions": "All editions, and going back: /editions",
        "held": "{who} is at it now (since {since}, file {name}).",
        "held_reindex": "{who} is embedding the acts again (since {since}).",
        "held_until": "If nothing happens, you can take over from {until}.",
        "take": "Take over",
        "not_yet": "Not yet – from {until}.",
        "gone": "I no longer have that file – please send it again.",
        "stopped": "A restart interrupted me, and I no longer have that file. In force: {acts}. If need be, send the "
        "file again.",
        "someone": "another admin",
        "reindexing": "Embedding again: {done} of {of} texts … Until the end I answer as before.",
        "reindex_start": "Embedding again … Until the end I answer as before.",
        "reindexed": "✅ Embedded again: {acts}.",
        "not_reindexed": "There is nothing to do: the vectors are of the model that is set.",
        "editions": "Editions, the latest first:",
        "edition": "{act}",
        "in_force": "✅ in force since {day}",
        "in_force_until": "✅ in force from {day} until {until}",
        "coming": "🕓 in force from {day}",
        "superseded": "superseded; was in force from {day}",
        "superseded_until": "superseded; was in force from {day} until {until}",
        "withdrawn": "withdrawn; was to be in force from {day}",
        "published_on": "published {day}, {units}, {duties}",
        "go_back": "↩ Back to {edition}",
        "really": "Go back to edition {edition} ({act}, from {day})?",
        "would_withdraw": "This withdraws: {editions}.",
        "would_restore": "Nothing else is withdrawn.",
        "yes_back": "↩ Yes, back to {edition}",
        "no": "No",
        "went_back": "Done: back to edition {edition} ({act}).",
        "withdrew": "Withdrawn: {editions}.",
        "in_force_now": "In force now: {acts}.",
        "meanwhile": "Something has changed meanwhile – look again.",
        "nothing_back": "That edition is in force, and nothing follows it.",
        "next": "Older ›",
        "previous": "‹ Newer",
    },
}


def day_in_words(day: date, lang: str) -> str:
    """Write a day as people do: "1 stycznia 2027", "1 January 2027"."""
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def counted(number: int, kind: str, lang: str) -> str:
    """Count "units" or "duties": "1 komórka", "3 komórki", "5 komórek"."""
    if lang == "en":
        forms = {"units": ("unit", "units", "units"), "duties": ("duty", "duties", "duties")}[kind]
    else:
        forms = {"units": ("komórka", "komórki", "komórek"), "duties": ("zadanie", "zadania", "zadań")}[kind]
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return f"{number} {forms[0] if number == 1 else forms[1] if few else forms[2]}"


def read_day(text: str) -> date:
    """Read a day as an admin writes it: "31.01.2027", "2027-01-31", "31 stycznia 2027 r."; raises InvalidDay."""
    plain = text.strip().removesuffix(".").removesuffix("r").strip()
    day, *rest = plain.split()
    months = [month.casefold() for names in _MONTHS.values() for month in names]
    if len(rest) == 2 and rest[0].casefold() in months:
        return parse_day(f"{day}.{months.index(rest[0].casefold()) % 12 + 1}.{rest[1]}")
    numbers = re.findall(r"\d+", plain)
    if len(numbers) == 3 and len(numbers[0]) == 4:
        return parse_day(f"{numbers[2]}.{numbers[1]}.{numbers[0]}")
    return parse_day(".".join(numbers))
