"""What is asked in a message: tickets carry greetings, signatures and history, and may hold several questions."""

import re

from knowledge.language import words

# Where somebody else's words begin: "W dniu 3.06 Jan Nowak napisał(a):", "From: …", "-----Original Message-----", "> …"
_HISTORY = re.compile(
    r"(?:^|\s)(?:W dniu .{4,80}? (?:napisał|pisze)|On .{4,80}? wrote:|-{3,} ?(?:Original|Wiadomość|Treść|Forwarded)|"
    r"(?:From|Od|Sent|Wysłano|Temat|Subject): |> )",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:dzień dobry|dzien dobry|dobry wieczór|witam(?: państwa| ponownie| serdecznie)?|szanowni państwo|"
    r"szanowna pani|szanowny panie|cześć|czesc|hejka|hej|siema|good (?:morning|afternoon|day)|hello(?: all| everyone)?|"
    r"hi(?: all| there| team)?|dear (?:all|team|colleagues|sir or madam))\b[\s,.!:–-]*)+",
    re.IGNORECASE,
)
# A closing and the signature after it, which ends the message.
_CLOSING = re.compile(
    r"[\s,.!]*\b(?:z góry dzięk\w+|pozdrawiam|pozdrowienia|z poważaniem|z wyrazami szacunku|"
    r"dziękuję(?: z góry)?|dzięki|"
    r"(?:best|kind|warm) regards|regards|many thanks|thank you|thanks|cheers|yours)\b[^?]{0,200}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?=\s|$)|$)|\S+")


def strip_message(text: str) -> str:
    """Leave of a message what is asked: without greeting, closing, signature and quoted history.

    Returns the text as it is where nothing else would be left.
    """
    flat = " ".join(text.split())
    asked = flat
    if (history := _HISTORY.search(asked)) and history.start() > 0:
        asked = asked[: history.start()]
    asked = _CLOSING.sub("", _GREETING.sub("", asked)).strip()
    return asked if words(asked) else flat


def split_questions(text: str) -> tuple[str, ...]:
    """Split a message into its questions, each with the statements before it; one that asks once stays whole."""
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
