"""Every sentence a user reads, in Polish and English; what the act says itself stays as it is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Hold a command: the name by which the program knows it, and name and description in each language.

    Who may give it, `bot.access.permissions` says.
    """

    name: str
    pl: str
    en: str
    says_pl: str
    says_en: str
    in_groups: bool = True

    def spelled(self, lang: str) -> str:
        """Return the name under which a language's menu shows it."""
        return self.en if lang == "en" else self.pl

    def says(self, lang: str) -> str:
        """Return the description in a language's menu."""
        return self.says_en if lang == "en" else self.says_pl


COMMANDS = (
    Command("start", "start", "start", "od czego zacząć", "how to begin", in_groups=False),
    Command("help", "pomoc", "help", "co potrafię", "what I can do"),
    Command("who", "kto", "who", "kto za to odpowiada", "who is responsible for it"),
    Command("unit", "komorka", "unit", "karta komórki: zadania i przełożony", "a unit's card: duties and superior"),
    Command("structure", "struktura", "structure", "kto komu podlega", "who reports to whom"),
    Command("clause", "par", "clause", "co mówi paragraf, np. /par 17", "what a section says, e.g. /clause 17"),
    Command("act", "akt", "act", "co obowiązuje i od kiedy", "what is in force, and since when"),
    Command("queue", "kolejka", "queue", "pytania bez odpowiedzi", "unanswered questions", in_groups=False),
    Command("language", "jezyk", "language", "język odpowiedzi", "the language of replies"),
    Command("privacy", "prywatnosc", "privacy", "co o Tobie wiem", "what I know about you", in_groups=False),
    Command(
        "forget", "zapomnij", "forget", "usuń to, co o mnie wiesz", "delete what you know about me", in_groups=False
    ),
    Command(
        "stats",
        "statystyki",
        "stats",
        "ile pytań i z jakim skutkiem",
        "how many questions, and what became of them",
    ),
    Command(
        "access",
        "dostep",
        "access",
        "kto może pytać i administrować",
        "who may ask and administrate",
        in_groups=False,
    ),
    Command("publish", "publikuj", "publish", "jak wprowadzić akt", "how to bring in an act", in_groups=False),
    Command("editions", "wydania", "editions", "wydania aktów i cofanie", "editions of acts, and going back", False),
    Command("reindex", "reindex", "reindex", "wektory od nowa (nowy model)", "embed again (a new model)", False),
)

NAMES = {name: command for command in COMMANDS for name in (command.name, command.pl, command.en)}

PROFILE = {
    "pl": (
        "Napisz, w czym rzecz – wskażę komórkę, która za to odpowiada, jej przełożonego i przepis, słowo w słowo. "
        "Niczego nie wymyślam: wszystko pochodzi z zarządzenia, a gdy ono milczy, mówię to.",
        "Kto za to odpowiada? Komórka, przełożony i przepis z zarządzenia – po polsku i po angielsku.",
    ),
    "en": (
        "Write what it is about – I will name the unit in charge, its superior and the clause, word for word. "
        "I make nothing up: all of it comes from the decree, and where the decree is silent, I say so.",
        "Who is responsible? The unit, its superior and the clause of the decree – in Polish and English.",
    ),
}
"""The bot's description and short description."""

WORDS: dict[str, dict[str, str]] = {
    "pl": {
        "reports_to": "podlega: {superior}",
        "in_project": "w projekcie {project} do {until} podlega: {superior}",
        "outside": "poza nim: {superior}",
        "everyone": "Wszystkie komórki – każda we własnym zakresie",
        "also": "Także:",
        "same_duty": "Ten sam obowiązek – „{duty}” – mają te komórki, każda w swoim obszarze:",
        "which_area": "Którego obszaru to dotyczy? Dopisz go do pytania, np. nazwę programu, a wskażę jedną komórkę.",
        "pick_area": "Którego obszaru to dotyczy? Wybierz poniżej.",
        "first_line": "Usterkę zgłasza się najpierw do I linii wsparcia:",
        "unsure": "Nie mam pewności. Czy chodzi o jedną z tych spraw?",
        "nobody": "Zarządzenie nr {number} nie przypisuje tego żadnej komórce.",
        "nearest": "Najbliższe temu, choć o czym innym:",
        "ticket": "Czytam to jako zgłoszenie: „{gist}”",
        "button_paragraph": "📖 {citation}",
        "button_card": "🗂 {unit}",
        "button_chart": "🗺 Schemat",
        "button_others": "🔎 Inne komórki",
        "button_back": "‹ Wróć",
        "button_next": "Dalej ›",
        "button_previous": "‹ Wstecz",
        "button_ask_anew": "Zapytaj ponownie",
        "page": "strona {page} z {pages}",
        "liked": "Dziękuję! Dobrze wiedzieć.",
        "disliked": "Dziękuję, zapisuję. Spróbuj „Inne komórki” albo napisz to innymi słowami.",
        "newer": "⚠️ To ze starszego aktu ({old}). Teraz obowiązuje {new} – zapytaj ponownie.",
        "gone": "Tego już nie pamiętam – zapytaj, proszę, jeszcze raz.",
        "bad_button": "Tego przycisku nie znam – zapytaj, proszę, jeszcze raz.",
        "busy": "Coś się zacięło po mojej stronie. Spróbuj, proszę, za chwilę.",
        "others": "Inne komórki, które mogą mieć z tym związek:",
        "no_others": "Innych komórek bliskich tej sprawie nie ma.",
        "card_none": "Zarządzenie nie wymienia osobnych zadań tej komórki.",
        "card_common": "Do tego zadania wspólne wszystkich komórek.",
        "unit_unknown": "Nie ma komórki „{text}”. Może chodzi o jedną z tych?",
        "unit_which": "Którą komórkę pokazać?",
        "unit_usage": "Podaj symbol albo nazwę, np. /komorka IT-04-2.",
        "who_usage": "Napisz pytanie po poleceniu, np. /kto zepsuta drukarka – albo użyj go w odpowiedzi na wiadomość.",
        "clause_usage": "Podaj przepis, np. /par 17 ust. 2 pkt 1 – przepisy idą od {first} do {last}.",
        "clause_unknown": "W tym akcie nie ma {citation}; przepisy idą od {first} do {last}.",
        "structure": "Kto komu podlega",
        "act_issued": "wydał(a): {issuer}, {day}",
        "act_in_force": "obowiązuje od {day}",
        "act_repeals": "uchyla:",
        "act_annexes": "załączniki:",
        "superior_unknown": "Zarządzenie nie mówi, komu to podlega.",
        "no_context": "Nie wiem, o kogo chodzi – podaj, proszę, komórkę albo sprawę.",
        "nothing_more": "To już wszystko.",
        "greeting": "Dzień dobry. Napisz, w czym rzecz, a powiem, która komórka za to odpowiada.",
        "welcome": "Proszę bardzo. Pytaj dalej, gdy czegoś trzeba.",
        "empty": "Napisz, w czym rzecz, np. „kto zajmuje się certyfikatami SSL?”",
        "too_long": "To za długie ({length} znaków, czytam do {most}). Przyślij, proszę, samo sedno.",
        "unknown_command": "Nie znam /{name}. Może /{nearest}?",
        "language": "W jakim języku odpowiadać?",
        "language_auto": "Jak w pytaniu",
        "language_set": "Odpowiadam po polsku.",
        "language_follows": "Odpowiadam w języku pytania.",
        "start": "Dzień dobry! Napisz zwykłym zdaniem, w czym rzecz, a wskażę komórkę, która za to odpowiada – "
        "z przełożonym i przepisem. Na przykład:",
        "examples": "kto zajmuje się certyfikatami SSL?\nnie działa mi drukarka\nIT-04-2\n§ 14",
        "help": "Pytaj zwykłym zdaniem, po polsku lub angielsku; możesz wkleić albo przekazać całe zgłoszenie. "
        "Potem możesz dopytać: „a kto jest ich szefem?”, „a w szkołach?”, „pokaż więcej”. "
        "W grupie odpowiadam, gdy mnie ktoś wspomni albo odpowie na moją wiadomość. "
        "W dowolnym czacie napisz {inline} i kilka słów, a wybierzesz komórkę do wysłania.",
        "no_text": "Rozumiem tylko tekst. Napisz, w czym rzecz – np. „zepsuta drukarka” – a wskażę komórkę.",
        "closed": "Odpowiadam tylko uprawnionym. Podaj administratorowi swój numer: {person}",
        "closed_group": "W tej grupie nie mogę odpowiadać. Numer dla administratora: {chat}",
        "inline_start": "Najpierw napisz do mnie",
        "chat_hello": "Pytaj: kto za co odpowiada? Numer wybiera przycisk. (Ctrl-D: koniec)",
    },
    "en": {
        "reports_to": "reports to: {superior}",
        "in_project": "in the project {project} until {until} reports to: {superior}",
        "outside": "otherwise to: {superior}",
        "everyone": "All units – each for its own work",
        "also": "Also:",
        "same_duty": "The same duty – „{duty}” – lies with these units, each in its own area:",
        "which_area": "Which area is it about? Add it to the question, a program's name say, and I will name one unit.",
        "pick_area": "Which area is it about? Choose below.",
        "first_line": "A fault is reported to the first line of support:",
        "unsure": "I am not sure. Is it one of these?",
        "nobody": "Decree no. {number} assigns this to no unit.",
        "nearest": "Nearest to it, though about something else:",
        "ticket": "I read this as a ticket: “{gist}”",
        "button_paragraph": "📖 {citation}",
        "button_card": "🗂 {unit}",
        "button_chart": "🗺 Chart",
        "button_others": "🔎 Other units",
        "button_back": "‹ Back",
        "button_next": "Next ›",
        "button_previous": "‹ Previous",
        "button_ask_anew": "Ask again",
        "page": "page {page} of {pages}",
        "liked": "Thank you! Good to know.",
        "disliked": "Thank you, noted. Try “Other units”, or put it in other words.",
        "newer": "⚠️ This is from an older act ({old}). {new} is in force now – please ask again.",
        "gone": "I no longer remember that – please ask again.",
        "bad_button": "I do not know this button – please ask again.",
        "busy": "Something got stuck on my side. Please try again in a moment.",
        "others": "Other units that may have to do with it:",
        "no_others": "No other unit comes near to this.",
        "card_none": "The decree lists no duties of its own for this unit.",
        "card_common": "Besides, it has the duties common to all units.",
        "unit_unknown": "There is no unit “{text}”. Perhaps one of these?",
        "unit_which": "Which unit shall I show?",
        "unit_usage": "Give a code or a name, e.g. /unit IT-04-2.",
        "who_usage": "Write the question after the command, e.g. /who broken printer – or reply with it to a message.",
        "clause_usage": "Give a provision, e.g. /clause 17 ust. 2 pkt 1 – they run from {first} to {last}.",
        "clause_unknown": "This act has no {citation}; its provisions run from {first} to {last}.",
        "structure": "Who reports to whom",
        "act_issued": "issued by: {issuer}, {day}",
        "act_in_force": "in force since {day}",
        "act_repeals": "repeals:",
        "act_annexes": "annexes:",
        "superior_unknown": "The decree does not say whom it reports to.",
        "no_context": "I do not know whom you mean – please name the unit or the matter.",
        "nothing_more": "That is all there is.",
        "greeting": "Hello. Write what it is about, and I will name the unit that is responsible.",
        "welcome": "You are welcome. Ask again whenever you need to.",
        "empty": "Write what it is about, e.g. “who handles SSL certificates?”",
        "too_long": "That is too long ({length} characters, I read {most}). Please send the part that matters.",
        "unknown_command": "I do not know /{name}. Perhaps /{nearest}?",
        "language": "In which language shall I reply?",
        "language_auto": "As the question",
        "language_set": "I will reply in English.",
        "language_follows": "I will reply in the language of the question.",
        "start": "Hello! Write in plain words what it is about, and I will name the unit in charge – with its superior "
        "and the clause. For example:",
        "examples": "who handles SSL certificates?\nmy printer does not work\nIT-04-2\n§ 14",
        "help": "Ask in plain words, in Polish or English; you may paste or forward a whole ticket. "
        "Then go on: “who is their boss?”, “and in schools?”, “show more”. "
        "In a group I reply when somebody mentions me or replies to me. "
        "In any chat, type {inline} and a few words to pick a unit to send.",
        "no_text": "I only read text. Write what it is about – e.g. “broken printer” – and I will name the unit.",
        "closed": "I reply only to those admitted. Give your number to an administrator: {person}",
        "closed_group": "I may not reply in this group. Its number, for an administrator: {chat}",
        "inline_start": "Write to me first",
        "chat_hello": "Ask who is responsible. A number presses a button. (Ctrl-D: end)",
    },
}

NO_TOKEN = """\
The bot needs a token: in Telegram, write /newbot to @BotFather, who asks for a name and gives you one.
Put it into the file .env as TELEGRAM_BOT_TOKEN=… (see .env.example), and start again: python -m bot
Without a token, the same conversation runs in the terminal: python -m bot chat"""
