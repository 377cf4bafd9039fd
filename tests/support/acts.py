"""Invented acts, and changes of them, that many tests publish."""

import re

from knowledge.shipped import DECREE

SMALL_ACT = """ZARZĄDZENIE NR 7/2025
BURMISTRZA MIASTA BRZEZINY
z dnia 3 lutego 2025 r.
w sprawie organizacji Biura Obsługi
Na podstawie art. 33 ust. 3 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym zarządza się, co następuje:
§ 1. 1. Biurem Obsługi, zwanym dalej „Biurem”, kieruje Dyrektor.
2. W skład Biura wchodzą:
1) Referat ds. kluczy BO-01;
2) Sekcja ds. parkingów BO-02.
§ 2. Do zakresu działania Referatu ds. kluczy (BO-01) należy:
1) wydawanie kluczy do pomieszczeń;
2) prowadzenie ewidencji kluczy.
§ 3. Do zakresu działania Sekcji ds. parkingów (BO-02) należy:
1) wydawanie identyfikatorów parkingowych;
2) prowadzenie ewidencji miejsc.
§ 4. Zarządzenie wchodzi w życie z dniem podpisania.
"""

PARKS = """ZARZĄDZENIE NR 8/2025
BURMISTRZA MIASTA BRZEZINY
z dnia 3 lutego 2025 r.
w sprawie zakresu działania Wydziału Zieleni
§ 1. Wydziałem Zieleni kieruje Kierownik. W skład Wydziału Zieleni wchodzi Referat ds. drzew WZ-01.
§ 2. Do zakresu działania Referatu ds. drzew (WZ-01) należy:
1) przycinanie drzew;
2) nadzór nad parkami.
§ 3. Zarządzenie wchodzi w życie z dniem podpisania.
"""

KEYS = "1) w § 2 pkt 2 otrzymuje brzmienie: „2) prowadzenie ewidencji kluczy i breloków.”."

Edit = tuple[str, str]

NO_CHANGE: list[Edit] = [
    ("ZARZĄDZENIE NR 1454/2024", "ZARZĄDZENIE NR 901/2026"),
    ("14 maja 2024", "3 marca 2026"),
    ("nr 1756/2022", "nr 1454/2024"),
    ("finansów i kontrolingu (IT-03-1)", "finansów i kontrolingu IT-03-1"),  # no brackets
    ('"zdalnych rąk"', "„zdalnych rąk”"),  # quotes
    ("systemu drukująco - kopiującego", "systemu drukująco – kopiującego"),  # a dash
    ("3) Realizacja postępowań", "3) realizacja postępowań"),  # a capital
]

UNITS: list[Edit] = [
    # renamed
    ("ds. rozwiązań własnych", "ds. wytwarzania oprogramowania"),
    ("ds. telekomunikacji i łączności", "ds. łączności"),
    ("ds. projektów Smart City", "ds. inteligentnego miasta"),
    # recoded
    ("IT-04-2", "IT-06-1"),
    ("IT-02-5", "IT-01-6"),
    # renamed and recoded
    ("ds. umów i zamówień publicznych", "ds. zakupów"),
    ("IT-03-2", "IT-03-7"),
    # moved: from the second deputy to the director
    (
        "| 1) Referat ds. finansów i kontrolingu | IT-03-1; |\n| 2) Referat ds. zakupów | IT-03-7; |\n| 3)",
        "| 1) Referat ds. zakupów | IT-03-7; |\n| 2)",
    ),
    ("| IT-01-5. |", "| IT-01-5; |\n| 8) Referat ds. finansów i kontrolingu | IT-03-1. |"),
    # dropped, with § 8 and its duties; a new one in its place
    (
        ") Referat ds. zarządzania awarią i zgłoszeniami | IT-02-3; |",
        ") Referat ds. sztucznej inteligencji | IT-01-9; |",
    ),
]

NEW_UNIT = """§ 3. Do zakresu działania Referatu ds. sztucznej inteligencji (IT-01-9) należy:
1) prowadzenie rejestru modeli językowych;
2) ocena skutków stosowania algorytmów dla mieszkańców;
3) szkolenie czatbotów miejskich.

"""

DUTIES: list[Edit] = [
    # moved, from the unit that is dropped and from others
    ("9) zarządzanie zapasem", "9) zarządzanie jakością realizacji zgłoszeń;\n9a) zarządzanie zapasem"),
    ("6) zapewnienie obsługi", "6) koordynacja zadań w przypadku awarii elementów SI UMK;\n6a) zapewnienie obsługi"),
    ("6) nadzór nad repozytorium kodów źródłowych;\n7) wsp", "- 6) wsp"),
    ("konfiguracji SI UMK.", "konfiguracji SI UMK;\n6) nadzór nad repozytorium kodów źródłowych."),
    ("użytkownika;\n13) zarządzanie i realizacja transportu w ramach Centrum.", "użytkownika."),
    ("21) doradztwo prawne", "21) zarządzanie i realizacja transportu w ramach Centrum;\n22) doradztwo prawne"),
    # moved and reworded
    ("9) ewidencja kwalifikacji zawodowych nabytych przez pracowników IT;\n", ""),
    (
        "GMK.\n\n§ 11.",
        "GMK;\n4) ewidencja kwalifikacji zawodowych i certyfikatów nabytych przez pracowników IT.\n\n§ 11.",
    ),
    # added
    ("l) usług sieciowych", "l) klastra obliczeń graficznych,\nł) usług sieciowych"),
    ("37) wykonywanie poleceń", "37) oszczędne gospodarowanie energią elektryczną;\n38) wykonywanie poleceń"),
    # dropped; those after it are renumbered
    ("3) prowadzenie spraw biurowych Centrum;\n", ""),
    ("b) zarządzanie usługami GSM,\nc)", "b)"),
    # reworded
    ("4) monitorowanie realizacji projektów IT", "4) monitorowanie i raportowanie realizacji projektów IT"),
    ("d) baz danych,", "d) baz danych i hurtowni danych,"),
    ("z zakresu zamówień publicznych Centrum.", "z zakresu zamówień publicznych i dotacji Centrum."),
    # the words above six duties
    ("z budżetem Centrum w zakresie", "z budżetem i prognozą finansową Centrum w zakresie"),
]


def numbered(number: str, repeals: str = "", text: str = SMALL_ACT, title: str = "", first_day: str = "") -> str:
    """The small act under another number, with what it repeals, another title and another first day."""
    text = text.replace("7/2025", number).replace("8/2025", number)
    text = text.replace("organizacji Biura Obsługi", title or "organizacji Biura Obsługi")
    if repeals:
        text = text.rstrip() + f"\n§ 9. Traci moc zarządzenie nr {repeals}.\n"
    return text.replace("z dniem podpisania", f"z dniem {first_day}") if first_day else text


def amending(instructions: str, number: str = "3/2026", first_day: str = "1 marca 2026 r.") -> str:
    return (
        f"ZARZĄDZENIE NR {number}\nBURMISTRZA MIASTA BRZEZINY\nz dnia 2 lutego 2026 r.\n"
        "zmieniające zarządzenie w sprawie organizacji Biura Obsługi\n"
        "Na podstawie art. 33 ust. 3 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym zarządza się, co następuje:\n"
        "§ 1. W zarządzeniu nr 7/2025 Burmistrza Miasta Brzeziny z dnia 3 lutego 2025 r. w sprawie organizacji Biura "
        f"Obsługi wprowadza się następujące zmiany:\n{instructions}\n"
        f"§ 2. Zarządzenie wchodzi w życie z dniem {first_day}\n"
    )


def successor_text() -> str:
    """Make the successor: § 8 goes, a new § 3 comes, the paragraphs between and in § 12 the points are renumbered."""
    text = re.sub(r"(?m)^ *- (?=[\w§])", "", DECREE.read_text(encoding="utf-8"))
    for old, new in (*NO_CHANGE, *UNITS, *DUTIES):
        assert old in text, old
        text = text.replace(old, new)
    text = re.sub(r"§ 8\. .*?(?=§ 9\.)", "", text, flags=re.DOTALL)
    text = re.sub(r"§ ([3-7])\.", lambda match: f"§ {int(match[1]) + 1}.", text)
    office = re.search(r"§ 12\..*?(?=§ 13\.)", text, re.DOTALL)
    assert office
    numbers = iter(range(1, 100))
    points = re.sub(r"(?m)^\d+\)", lambda _: f"{next(numbers)})", office[0])
    return text.replace(office[0], points).replace("§ 4.", NEW_UNIT + "§ 4.", 1)
