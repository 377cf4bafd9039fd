"""What the report on an act says, in Polish: each English sentence with its own, the act's words between them kept."""

import re

# "{}" stands for words of the act, a citation or a number, in the same order in both.
_SENTENCES = {
    # why an act is not published
    "it gives nobody a duty": "nikomu nie daje zadań",
    "it amends another act without saying how, or a second act stands in the file": "zmienia inny akt, nie mówiąc "
    "jak, albo w pliku są dwa akty",
    "{} instruction about another act is not understood": "nie rozumiem {} zmiany innego aktu",
    "{} instructions about another act are not understood": "nie rozumiem {} zmian innego aktu",
    "Changes of act {}:": "Zmiany aktu {}:",
    "letters are lost in the text": "w tekście zginęły litery",
    "the text is cut": "tekst jest ucięty",
    "too many lines belong to nothing": "za wiele wierszy do niczego nie należy",
    "some duties belong to nobody": "niektóre zadania do nikogo nie należą",
    # what to look at
    "{} has no text": "{} nie ma treści",
    "this act amends another one; apply it to that act, do not publish it alone": "ten akt zmienia inny – trzeba go "
    "wprowadzić do tamtego, a nie publikować osobno",
    "no duty was found: {}": "nie znaleziono zadań: {}",
    "another act begins here; it was not read": "tu zaczyna się inny akt; nie został odczytany",
    "the units are known from the table of contents only": "komórki znane są tylko ze spisu treści",
    "{}: the annex it names is not in the text": "{}: załącznika, o którym mowa, nie ma w tekście",
    "the act gives no duty to {} units: {}": "akt nie daje zadań {} komórkom: {}",
    "{}: the act gives it no duty": "{}: akt nie daje jej zadań",
    "{} stands {} times; all are kept, told apart by their order": "{} występuje {} razy; wszystkie zostają, "
    "odróżnia je kolejność",
    "{} stands 2 times; both are kept, told apart by their order": "{} występuje 2 razy; oba zostają, odróżnia je "
    "kolejność",
    "{} begins a list: something may be missing before it": "{} zaczyna wyliczenie: przed nim może czegoś brakować",
    "{} follows {}: something may be missing between": "{} stoi po {}: pomiędzy może czegoś brakować",
    "letters are lost: next to no ą, ć, ę, ł … in the whole text; get the original file": "zginęły litery: w całym "
    "tekście prawie nie ma ą, ć, ę, ł … – potrzebny jest oryginalny plik",
    "the text looks scrambled: {}": "tekst wygląda na przekłamany: {}",
    "marks that cannot be seen were left out of the text": "pominięto niewidoczne znaki",
    "a letter is torn off: {}": "oderwana litera: {}",
    "the text breaks off: …{}": "tekst się urywa: …{}",
    "{} names {}, which is declared nowhere": "{} wymienia {}, którego nigdzie nie ustanowiono",
    "{} opens a list that has no items": "{} otwiera wyliczenie, które jest puste",
    "{} gives duties to {}, which is no known unit": "{} daje zadania {}, a takiej komórki nie ma",
    "{} gives duties to several: {}; they stand under {}": "{} daje zadania kilku naraz: {}; zapisano je pod {}",
    "{} has duties in {}, but no list declares it": "{} ma zadania w {}, ale żaden wykaz tej komórki nie wymienia",
    "{} is declared twice": "{} ustanowiono dwa razy",
    "{} makes {} report, which is declared nowhere": "{} ustala podległość {}, a tego nigdzie nie ustanowiono",
    "§ 1 comes again without a heading: taken for an annex": "§ 1 powtarza się bez nagłówka: przyjęto, że to załącznik",
    "{} belongs to no part of the act": "{} nie należy do żadnej części aktu",
    # headings and heads of the report
    "The act": "Akt",
    "Text that looks scrambled": "Tekst przekłamany",
    "Text that looks cut": "Tekst ucięty",
    "Units found or not linked": "Komórki znalezione i niepowiązane",
    "Codes declared nowhere": "Symbole nigdzie nie ustanowione",
    "Duties": "Zadania",
    "Numbering": "Numeracja",
    "Annexes": "Załączniki",
    "Lines that belong to nothing": "Wiersze, które do niczego nie należą",
    "Other": "Inne",
    "Act: kind unknown {}, {}": "Akt: rodzaj nieznany {}, {}",
    "Act: {} {}, {}": "Akt: {} {}, {}",
    "Signed: {}": "Podpisany: {}",
    "Title: {}": "Tytuł: {}",
    "In force: unknown, the text does not say": "Obowiązuje: nie wiadomo od kiedy, tekst nie mówi",
    "In force: {} ({}: {})": "Obowiązuje od: {} ({}: {})",
    "Repeals ({}): {}": "Uchyla ({}): {}",
    "Not to be published: {}": "Nie do publikacji: {}",
    "Set aside, no part of the act:": "Odłożone jako nie będące częścią aktu:",
    "{} line: {} ({})": "wiersz – {}: {} ({})",
    "{} lines: {} ({})": "wierszy – {}: {} ({})",
    "{}  common to all units": "{}  wspólne wszystkich komórek",
    "{}; part of {}; reports to {}": "{}; część {}; podlega: {}",
    "{}; part of {}": "{}; część {}",
    "{}; reports to {}": "{}; podlega: {}",
    "page {}, line {}: {}": "strona {}, wiersz {}: {}",
    "line {}: {}": "wiersz {}: {}",
    "line {}": "wierszu {}",
    "{}.": "{}.",
}
_WORDS = {
    "the act may leave them to a regulation": "akt może je zostawiać regulaminowi",
    "this may be no organisational act": "może to nie być akt organizacyjny",
    "note on the source": "uwaga o źródle",
    "converter's note": "uwaga konwertera",
    "footnote": "przypis",
    "table of contents": "spis treści",
    "line of the table of contents": "wiersz spisu treści",
    "web page": "strona internetowa",
    "page number": "numer strony",
    "running head": "nagłówek strony",
    "head of a table": "nagłówek tabeli",
    "signature": "podpis",
    "address": "adres",
    "grounds": "uzasadnienie",
    "another act": "inny akt",
    "unknown": "nieznane",
    "(no number)": "(bez numeru)",
    "issuer unknown": "wydał: nie wiadomo",
    "day unknown": "dnia nie podano",
}


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, sentence.split("{}"))), re.DOTALL)


_TRANSLATIONS = tuple((_pattern(english), polish) for english, polish in _SENTENCES.items())


def in_polish(sentence: str) -> str:
    """Return a sentence of the report in Polish; one that is not known stays as it is."""
    if sentence in _WORDS:
        return _WORDS[sentence]
    for pattern, polish in _TRANSLATIONS:
        if match := pattern.fullmatch(sentence):
            return polish.format(*(in_polish(words) if words != sentence else words for words in match.groups()))
    if "; " in sentence:
        return "; ".join(map(in_polish, sentence.split("; ")))
    return sentence


def counted(number: int, one: str, few: str, many: str) -> str:
    """Count in Polish: "1 komórka", "3 komórki", "5 komórek"."""
    is_few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return f"{number} {one if number == 1 else few if is_few else many}"
