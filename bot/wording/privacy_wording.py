"""What is said of a person's own data, in Polish and English."""

PRIVACY_WORDS: dict[str, dict[str, str]] = {
    "pl": {
        "kept": "Twoje pytanie, czas, wskazane komórki i ocenę (👍 lub 👎) przechowuję przez {days} dni, potem usuwam. "
        "Po co: żeby rozumieć dopytywanie, poprawiać odpowiedzi i wiedzieć, ile pytań zostało bez odpowiedzi.",
        "not_kept": "Twoich pytań nie zapisuję. Ostatnią odpowiedź pamiętam kilka minut, żeby rozumieć dopytywanie – "
        "tylko w pamięci programu.",
        "who": "Ciebie i czat zapisuję tylko jako skrót, z którego bez tajnego klucza nie da się Was odczytać. Nie "
        "zapisuję imienia, nazwy użytkownika, numeru w Telegramie ani zdjęć.",
        "masked": "Zanim zapiszę treść, zastępuję w niej numer PESEL, adres e-mail, telefon, numer karty, konta, NIP "
        "i dokumentu oraz adres IP, np. słowem „[e-mail]”. Nazwisk osób trzecich nie rozpoznam niezawodnie – nie "
        "wpisuj ich, proszę.",
        "waiting": "Wiadomość, na którą jeszcze nie ma odpowiedzi, czeka zaszyfrowana. Kopie zapasowe nie zawierają "
        "pytań.",
        "forget": "/zapomnij usuwa wszystko, co Twoje.",
        "sure": "Usunę Twoje pytania ({turns}), Twoje oceny ({verdicts}) i wybór języka w tym czacie. Tego nie da się "
        "cofnąć. Nadane uprawnienia i zapis czynności administratorów pozostają.",
        "button_forget": "Usuń",
        "forgotten": "Usunięte. Nie pamiętam już Twoich pytań ani ocen.",
        "not_yours": "Ten przycisk jest dla kogoś innego. Swoje dane usuniesz poleceniem /zapomnij.",
    },
    "en": {
        "kept": "I keep your question, its time, the units named and your verdict (👍 or 👎) for {days} days, then "
        "delete them. What for: to understand follow-up questions, to improve the answers, and to know how many "
        "questions found none.",
        "not_kept": "I do not store your questions. I remember the last answer for some minutes, to understand "
        "follow-up questions – in the program's memory only.",
        "who": "You and the chat are stored only as a digest from which nobody can be told without a secret key. I "
        "store no first or last name, no user name, no Telegram number and no pictures.",
        "masked": "Before a text is stored, PESEL, e-mail, telephone, card, account, tax and document numbers and IP "
        "addresses in it are replaced, say by “[e-mail]”. I cannot reliably tell other people's names – please leave "
        "them out.",
        "waiting": "A message that is not answered yet waits encrypted. Backups hold no questions.",
        "forget": "/forget deletes all that is yours.",
        "sure": "I will delete your questions ({turns}), your verdicts ({verdicts}) and the language chosen in this "
        "chat. This cannot be undone. Roles that were granted and the record of administrators' deeds stay.",
        "button_forget": "Delete",
        "forgotten": "Deleted. I no longer remember your questions and verdicts.",
        "not_yours": "This button is somebody else's. Delete what is yours with /forget.",
    },
}
