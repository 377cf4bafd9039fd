"""Tell whether a question asks how somebody is reached: by telephone or e-mail, in which room, at what hours.

It does where it asks for that itself ("podaj maila do informatyków"), not where a telephone is the matter ("kto kupuje
telefony?", "mail nie działa"). Whose it is stands in the rest of the question: a unit, or a matter to search for.
"""

import re

from knowledge.language import fold_in_place
from knowledge.questions.mentions import Text

_POLITE = (
    r"(?:(?:hej|czesc|dzien dobry|halo|prosze|poprosze|przepraszam|moze|a|no|czy|moglbys|moglabys|moglibyscie|mozesz|"
    r"mozecie|mozna|ktos|wiecie|wiesz|hi|hello|please|can|could|you|tell|give|me|mi|powiedz|powiedziec)\s+)*"
)
_OF_A_KIND = r"(?:kontaktow\w+|wewnetrzn\w+|sluzbow\w+|stacjonarn\w+|bezposredni\w*|aktualn\w+|direct|internal|office)"
# What is asked for, in the words that ask for no other thing
_PHONE = (
    r"(?:(?:nume?r(?:u|y|ow)?|nr)\s+(?:(?:do\s+)?tel(?:\b|efon)\w*|kontaktow\w+|wewnetrzn\w+|stacjonarn\w+)|telefon(?:u|y)?|tel|"
    r"(?:tele)?phone(?:\s+numbers?)?|extension(?:\s+number|(?=\s+(?:for|to)\b)))"
)
_MAIL = (
    r"(?:(?:adres\w*\s+)?(?:e\s?mail\w*|mail\w*)(?:\s+address\w*)?|"
    r"adres\w*\s+(?:poczty\s+)?(?:elektroniczn\w+|kontaktow\w+))"
)
_ROOM = r"(?:(?:(?:nume?r(?:u|y|ow)?|nr)\s+)?(?:pokoj\w*|gabinet\w*)|room(?:\s+number)?)"
_HOURS = r"(?:godzin\w*\s+(?:pracy|urzedowania|otwarcia|przyjec\w*|dyzur\w*)|(?:opening|working|office)\s+hours)"
_ALL = r"(?:dan\w+\s+(?:kontaktow|teleadresow)\w+|kontakt\w*|contact(?:\s+(?:details|information|info|data))?)"
_THING = rf"(?:(?:{_OF_A_KIND})\s+)?(?:{_PHONE}|{_MAIL}|{_ROOM}|{_HOURS}|{_ALL})(?:\s+{_OF_A_KIND})?"
_BARE_NUMBER = r"(?:nume?r(?:u|y|ow)?|nr|number)"
_ASK = (
    r"(?:jaki\w*|ktor\w*|podaj\w*|podac|znasz|znacie|zna|macie|masz|ma|daj\w*|dac|przeslij|wyslij|poprosze o|prosze o|"
    r"o|what|whats|which|is there|give|send|tell)"
)
_NEED = r"(?:szukam|potrzebuj\w+|potrzebny|potrzebna|chc\w+|need|i need|looking for|want|poprosze|prosze)"
_BETWEEN = r"(?:\s+(?:jest|sa|macie|ma|maja|mi|nam|me|us|o|do|jakis|jakies|is|are|s|the|an?|our|your|for|i|numer|z))*"
# "mail do naprawy", "telefon do wymiany": what becomes of a thing is no way to somebody
_NO_WHOM = (
    r"(?!(?:\w+(?:ania|enia|ecia|ycia)|naprawy|wymiany|zwrotu|serwisu gsm|odbioru|pracy|domu|testow|sal\w*|faktur\w*|"
    r"umow\w*|zamowien\w*|licencj\w*|program\w*|system\w*|uzytku|utylizacji|wszystkich)\b)"
)
_FOR_REPORTS = r"(?:zglaszania|zgloszen|kontaktu|reporting)"
_TO = rf"(?:do\s+(?:(?={_FOR_REPORTS}\b)|{_NO_WHOM})|of\s+(?:the\s+)?|for\s+(?:the\s+)?|to\s+(?:the\s+)?)"
_WHOM = rf"(?:{_TO}|(?:do|of|for)\s*$|(?:z|ze|with|ma|maja)\s+)"
# "jaki telefon przysługuje", "podaj adres mailowy serwera": something is said or asked of the thing itself
_NO_OWNER = (
    r"(?!\s*(?:dla|prywatn\w+|przysluguj\w+|dostan\w+|kupi\w*|wybra\w*|mozna|moge|jest|sa|nie|nowy\w*|model\w*|limit\w*|konferencyjn\w+|"
    r"serwera|ip|gosci\w*|socjaln\w+|system\w*|aplikacj\w*|programu|sluzbow\w+|z\s+(?:android|limit|system|pakiet)|and|when|not|is|"
    r"plan\w*|polic\w+|model\w*|contract\w*|zostal\w*|trzeba|moga|powinn\w+|ma byc|w firmie|w pracy)\b)"
)
_MACHINE = (
    r"(?:system\w*|aplikacj\w*|serwer\w*|portal\w*|program\w*|stron\w*|siec\w*|internet\w*|wi\s?fi|vpn|klimatyzacj\w*|"
    r"drukark\w*|winda|windy|server\w*|network\w*|website\w*|applications?|printer\w*|poczta|skrzynk\w*)"
)
_WORKS = (
    r"(?:pracuj\w+|jest\s+(?:czynn\w+|otwart\w+|dostepn\w+|obecn\w+)|sa\s+(?:czynn\w+|otwart\w+|dostepn\w+)|czynn\w+|"
    r"otwart\w+|urzeduj\w+|przyjmuj\w+|dyzur\w+|odbiera\w*|dziala\w*|mozna\s+(?:dzwonic|zadzwonic|przyjsc)|siedz\w+)"
)
_NOT_MACHINE = rf"(?!\s*(?:\w+\s+){{0,3}}{_MACHINE}\b)"

_WISHES = tuple(
    re.compile(rf"^{_POLITE}(?:{pattern})")
    for pattern in (
        # "podaj maila do informatyków", "jaki jest numer telefonu kadr", "potrzebuję kontaktu do informatyka"
        rf"{_ASK}{_BETWEEN}\s+{_THING}\b{_NO_OWNER}(?:\s+{_WHOM}|(?!\s+do\b)\s*)",
        rf"{_NEED}{_BETWEEN}\s+{_THING}\s+{_WHOM}",
        rf"(?:{_ASK}|{_NEED}){_BETWEEN}\s+{_BARE_NUMBER}\s+{_TO}",
        # "numer do sekretariatu", "e-mail do działu prawnego", "godziny otwarcia kancelarii"
        rf"(?:{_THING}|{_BARE_NUMBER})\s+{_TO}",
        rf"(?:{_HOURS}|dan\w+\s+kontaktow\w+|contact details|{_PHONE}\s+kontaktow\w+)\b{_NOT_MACHINE}"
        r"(?!.*\b(?:sa|jest|are|is)\b)",
        # "gdzie siedzi informatyk", "w którym pokoju jest kancelaria"
        r"(?:gdzie|where)(?:\s+(?:do|does|can i find|is|are|mozna|moge|znajde|znalezc))?(?:\s+the)?\s+"
        r"(?:siedz\w+|urzeduj\w+|przyjmuj\w+|(?:miesci|znajduje)\s+sie|maja\s+(?:biuro|pokoj)|pokoj|biuro|gabinet|"
        r"(?:the )?office of)\b",
        r"where\s+(?:do|does|is|are)\s+(?:the\s+)?(?=.*\b(?:sit|sits|seated|based|located)\b)",
        r"(?:w|na|in|on)\s+(?:ktor\w+|jakim|what|which)\s+(?:pokoj\w*|pietrze|budynku|room|floor|building)\b"
        r"(?:\s+(?:siedz\w+|urzeduj\w+|przyjmuj\w+|jest|sa|pracuj\w+|znajd\w+|is|are|does|do|the|can i find))*",
        # "do której pracuje informatyk", "od której czynne są kadry", "how late is the help desk open"
        rf"(?:do|od)\s+(?:ktorej|kiedy)(?:\s+(?:godziny|godz))?{_NOT_MACHINE}(?:\s+(?:sa|jest))?"
        rf"(?=(?:\s+\w+){{0,4}}?\s+{_WORKS}\b)(?:\s+{_WORKS})?(?:\s+(?:jest|sa)\b)?",
        rf"w\s+(?:jakich|ktorych)\s+godzinach{_NOT_MACHINE}(?=(?:\s+\w+){{0,4}}?\s+{_WORKS}\b)(?:\s+{_WORKS})?"
        r"(?:\s+(?:jest|sa)\b)?",
        r"(?:(?:until|till) (?:what time|when)|how (?:late|long)|from what time|when|what hours|(?:at )?what time)\s+"
        rf"(?:is|are|does|do)\s+(?:the\s+)?{_NOT_MACHINE}(?=.*\b(?:open|opens|close|closes|available|on duty)\s*$)",
        # "jak się skontaktować z kadrami", "pod jaki numer dzwonić w sprawie drukarki", "how do I reach the lawyers"
        r"(?:jak|gdzie|w jaki sposob)\s+(?:(?:moge|mozna|mam|najlepiej|szybko|sie)\s+)*"
        r"(?:skontaktowac|kontaktowac|dodzwonic|zadzwonic|dzwonic|zlapac)(?:\s+sie)?(?:\s+(?:z|ze|do))?\b",
        r"(?:pod|na)\s+(?:jaki|ktory)\s+(?:numer|telefon|mail|e\s?mail|adres(?:\s+(?:e\s?mail|mail\w*))?)\s+"
        r"(?:(?:moge|mozna|mam|najlepiej|trzeba|sie)\s+)*(?:za|po)?(?:dzwoni\w*|pisac|pisze|napisac|wyslac|zglosic|zglaszac)"
        r"(?:\s+do)?\b",
        r"how\s+(?:do|can|could|should)\s+(?:i|we|one)\s+(?:best\s+)?"
        r"(?:contact|reach|phone|get in touch with|get hold of|get through to)\s+(?:the\s+)?" + _NOT_MACHINE,
        rf"(?:i\s+)?(?:need|want)\s+to\s+(?:contact|reach|phone|get in touch with|talk to)\s+(?:the\s+)?{_NOT_MACHINE}",
    )
)
_MARKS = " \t\n?!.,;:-–"
_LAST = re.compile(
    r"\b(?:sit|sits|located|based|seated|open|opens|close|closes|available|on duty|prosze|please|teraz|dzis|today)\s*$"
)
# "kogoś od sieci", "osoby, która zajmuje się licencjami": whoever has to do with the matter that follows
_WHOEVER = re.compile(
    r"^(?:(?:kogos|kims|osob\w+|ludzi\w*|kolegow|pan\w+|someone|somebody|whoever|people|person|those)\W+"
    r"(?:(?:odpowiedzialn\w+|responsible|in charge)\s+)?(?:od|do|z|za|kto|ktor\w+|who|for|of|in)|(?:w|we) sprawie)\s+"
)
# The staff who help with computers, and no others of them
_ANYBODY = re.compile(
    r"(?:(?:do|dzialu?|nasz\w+|pomoc\w*|the|our)\s+)*"
    r"(?:informatyk\w*|it|ajti|od it|od komputerow|help\s?desk\w*|technicz\w+|serwis\w*|support|"
    r"it (?:people|staff|support|guys))"
)


def contact_wished(question: str) -> str | None:
    """Return whose contact a question asks for, in its own words, "" where it does not say; None where it asks none."""
    text = Text.of(question)
    plain = re.sub(r"[^\w\s]", " ", text.plain)
    begin = len(plain) - len(plain.lstrip())
    squeezed, places = _squeezed(plain[begin:])
    match = next(filter(None, (wish.match(squeezed) for wish in _WISHES)), None)
    if match is None:
        return None
    end = begin + places[match.end()]
    last = _LAST.search(plain[end:])
    rest = text.written[end : end + last.start() if last else len(text.written)].strip(_MARKS)
    led = _WHOEVER.match(fold_in_place(rest))
    return rest[led.end() :].strip(_MARKS) if led else rest


def is_anybody_of_it(whose: str) -> bool:
    """Tell whether a contact of those is asked for who help with computers, whoever that is."""
    return bool(_ANYBODY.fullmatch(fold_in_place(whose)))


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return a text with single blanks, and the place in it of each of its characters, that after the last included."""
    kept = [at for at, letter in enumerate(text) if not (letter.isspace() and text[at - 1 : at].isspace())]
    return "".join(" " if text[at].isspace() else text[at] for at in kept), [*kept, len(text)]
