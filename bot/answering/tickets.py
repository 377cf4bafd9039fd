"""Pasted and forwarded tickets: what is asked, among greetings, headers, quoted history and signatures."""

import re
from itertools import islice

from knowledge.language import fold, words
from knowledge.unit_nouns import NOUNS

LONG = 240
"""From how many characters on a message is read as a ticket, unless it is forwarded or says so itself."""

MOST_SENTENCES = 12

LONGEST_OFFICE = 6
"""How many words the name of an office has at most."""

LONGEST_MATTER, LONGEST_SENTENCE = 2000, 400
"""How many characters are answered of a ticket as a whole, and of one sentence: others wait for the answer."""

_SUBJECT = re.compile(r"(?:temat|subject|tytul|dotyczy)\s*:\s*(?:(?:re|fwd?|odp|pd)\s*:\s*)*", re.IGNORECASE)
# "Od: Jan Kowalski", "Sent: Monday", "Zgłoszenie nr 4711", "Priorytet: wysoki"
_HEADER = re.compile(
    r"(?:od|do|dw|udw|wyslano|data|from|to|cc|bcc|sent|date|priorytet|priority|status|kategoria|category|zglaszajacy|"
    r"reporter|telefon|tel|phone|pokoj|room|e-?mail|zalacznik\w*|attachments?|nr zgloszenia|ticket id)\.?\s*:.*"
    r"|(?:zgloszenie|ticket|incydent|incident|inc|req)\s*(?:nr\.?|no\.?|#)?\s*[\w/-]*\d[\w/-]*\.?"
)
_GREETING = re.compile(
    r"(?:dzien dobry|witam\w*|czesc|hej|szanown\w+ \w+(?: \w+)?|dobry wieczor|hello|hi|dear \w+(?: \w+)?|good \w+)"
    r"(?: (?:panstw\w+|wszystkich|all|team|everyone))?\s*[,.!]*\s*"
)
_FAREWELL = re.compile(
    r"(?:--+|__+|z (?:powazaniem|wyrazami)|pozdrawiam|pozdrowienia|serdecznie|dziekuje z gory|z gory dziekuje|"
    r"(?:kind |best |warm )?regards|best wishes|sincerely|yours|thanks in advance|many thanks|cheers)\b.*|--+\s*"
)
_HISTORY = re.compile(
    r"-{2,}\s*(?:original message|wiadomosc oryginalna|forwarded message)"
    r"|(?:on|w dniu|dnia) .*(?:wrote|napisal\w*|pisze):"
)
# "Proszę o pilną interwencję." is no matter of interventions by members of parliament.
_PLEA = re.compile(r"(?:bardzo )?(?:prosze|prosimy|please|dziekuj\w+|thanks?)\b(?: \w+){0,5}[.!]*")
# "Wydział Geodezji", "Szkoła Podstawowa nr 5"; not "Wydział nie ma dostępu do aplikacji od wczoraj rano"
_OFFICE = re.compile(rf"(?:{'|'.join(fold(noun.singular) for noun in NOUNS)}|szkola|przedszkole|zlobek|liceum)\b")
# "kto zajmuje się …", "a do kogo …", "potrzebuję …", "who handles …", "I need …"
_ASKING = re.compile(
    r"(?:a |i |and )?(?:(?:do|z|od|u|to|by|with) )?(?:kto|kogo|komu|kim|czym|czy|gdzie|ktor\w+|who|whom|which|where|"
    r"how|what|can|could|does|do you)\b|potrzeb\w+|brak\w* |(?:chc\w+|musz\w+) |(?:i|we) (?:need|want)\b"
)
# "bo psuje się u nich": why something is so, and no report of it
_BECAUSE = re.compile(r"(?:bo|poniewaz|gdyz|dlatego|zgodnie|tak|because|since|as)\b")
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?=\s|$)|$)|\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)")


def looks_like_ticket(text: str) -> bool:
    """Tell whether a message is a ticket or an e-mail rather than a question."""
    lines = [fold(line).strip() for line in text.splitlines() if line.strip()]
    return len(text) > LONG or (
        len(lines) > 2 and any(_SUBJECT.match(line) or _HEADER.fullmatch(line) for line in lines)
    )


def reads_as_question(text: str) -> bool:
    """Tell whether a message asks, reports or begs for something, as what somebody was asked to type does not."""
    plain = fold(text).strip()
    if "?" in text or looks_like_ticket(text):
        return True
    if _BECAUSE.match(plain):
        return False
    from knowledge.search.faults import is_fault  # not before somebody says what is wrong

    return any(pattern.match(plain) for pattern in (_ASKING, _GREETING, _PLEA)) or is_fault(text)


def gists(text: str) -> tuple[str, ...]:
    """Return what may be the question of a ticket, the whole of its matter first, then sentence by sentence.

    Of a very long one it is the beginning; where nothing but headers and greetings was found, that of the text itself.
    """
    lines = _matter(text)
    whole = _beginning(" ".join(lines), LONGEST_MATTER)
    pieces = (_beginning(piece, LONGEST_SENTENCE) for line in lines for piece in _SENTENCE_END.split(line))
    sentences = islice((piece for piece in pieces if len(words(piece)) > 1), MOST_SENTENCES)
    found = tuple(dict.fromkeys(filter(None, [whole, *sentences])))
    return found or (_beginning(" ".join(text.split()), LONGEST_MATTER),)


def office(text: str) -> str:
    """Return the office that a ticket is signed with ("Wydział Geodezji"), without its code; "" where none is."""
    lines = (line.strip(" ,.;") for line in reversed(text.splitlines()))
    return next((line for line in lines if _OFFICE.match(fold(line)) and len(line.split()) <= LONGEST_OFFICE), "")


def split_questions(text: str) -> tuple[str, ...]:
    """Split a message into its questions, each with the statements before it; one that asks once stays whole."""
    if text.count("?") < 2:
        return (text,)
    questions: list[str] = []
    pending: list[str] = []
    for sentence in (match[0].strip() for match in _SENTENCE.finditer(text)):
        pending.append(sentence)
        if sentence.endswith("?"):
            questions.append(" ".join(pending))
            pending = []
    if pending and questions:
        questions[-1] = " ".join((questions[-1], *pending))
    return tuple(questions) if len(questions) > 1 else (text,)


def _matter(text: str) -> list[str]:
    """Return the lines of a ticket without headers, greeting, signature and what it answers."""
    kept: list[str] = []
    for line in (raw.strip() for raw in text.splitlines()):
        plain = fold(line)
        if _HISTORY.match(plain) or (kept and _FAREWELL.fullmatch(plain)):
            break
        if not line or line.startswith(">") or _HEADER.fullmatch(plain):
            continue
        if subject := _SUBJECT.match(line if len(line) == len(plain) else plain):
            line = line[subject.end() :]
        if greeting := _GREETING.match(fold(line)):
            line = line[greeting.end() :]
        if line:
            kept.append(_without_farewell(line))
    return [line for line in kept if line]


def _beginning(text: str, most: int) -> str:
    """Return the beginning of a text, up to the end of a word."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] or text[:most]


def _without_farewell(line: str) -> str:
    """Drop a farewell that ends a line: "… proszę o pomoc. Pozdrawiam, Jan"."""
    sentences = _SENTENCE_END.split(line)
    end = next((at for at, each in enumerate(sentences) if at and _FAREWELL.fullmatch(fold(each))), len(sentences))
    return " ".join(each for each in sentences[:end] if not _PLEA.fullmatch(fold(each)))
