"""The commands: their names in each language, and what a menu says of them."""

from dataclasses import dataclass

from knowledge.wording import N_


@dataclass(frozen=True, slots=True)
class Command:
    """Hold a command: the name by which the program knows it, its name in each language, and what it is for.

    Who may give it, `bot.access.permissions` says.
    """

    name: str
    pl: str
    en: str
    purpose: str
    in_groups: bool = True

    def spelled(self, lang: str) -> str:
        """Return the name under which a language's menu shows it."""
        return self.en if lang == "en" else self.pl


COMMANDS = (
    Command("start", "start", "start", N_("how to begin"), in_groups=False),
    Command("help", "pomoc", "help", N_("what I can do")),
    Command("who", "kto", "who", N_("who is responsible for it")),
    Command("unit", "komorka", "unit", N_("a unit's card: duties and superior")),
    Command("structure", "struktura", "structure", N_("who reports to whom")),
    Command("clause", "par", "clause", N_("what a section says, e.g. /clause 17")),
    Command("act", "akt", "act", N_("what is in force, and since when")),
    Command("queue", "kolejka", "queue", N_("unanswered questions"), in_groups=False),
    Command("language", "jezyk", "language", N_("the language of replies")),
    Command("privacy", "prywatnosc", "privacy", N_("what I know about you"), in_groups=False),
    Command("forget", "zapomnij", "forget", N_("delete what you know about me"), in_groups=False),
    Command("stats", "statystyki", "stats", N_("how many questions, and what became of them")),
    Command("access", "dostep", "access", N_("who may ask and administrate"), in_groups=False),
    Command("publish", "publikuj", "publish", N_("how to bring in an act"), in_groups=False),
    Command("editions", "wydania", "editions", N_("editions of acts, and going back"), in_groups=False),
    Command("reindex", "reindex", "reindex", N_("embed again (a new model)"), in_groups=False),
)

NAMES = {name: command for command in COMMANDS for name in (command.name, command.pl, command.en)}
