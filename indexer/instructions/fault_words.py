"""Why an instruction cannot be applied, said in Polish: each reason as the modules that find it give it in English."""

import re

_POLISH = tuple(
    (re.compile(english), polish)
    for english, polish in (
        # what is not understood
        (r"what it orders is not understood", "nie wiadomo, co nakazuje"),
        (r"the words '(.*)' are not understood", r"niezrozumiałe słowa: „\1”"),
        (r"the new numbers are not understood", "nie wiadomo, jakie mają być nowe oznaczenia"),
        (r"it does not say what receives new wording", "nie wiadomo, co otrzymuje nowe brzmienie"),
        (r"it does not say after which provision to add", "nie wiadomo, po którym przepisie dodać"),
        (r"it does not say what is added", "nie wiadomo, co dodać"),
        (r"it does not say what is repealed", "nie wiadomo, co uchylić"),
        (r"the new text orders changes itself: .*", "nowy tekst sam nakazuje zmiany: cudzysłowy mogą nie mieć pary"),
        (r"the new text does not stand between quotation marks", "nowy tekst nie stoi w cudzysłowie"),
        # what has no place in the act
        (r"the act has no chapter (.*)", r"akt nie ma rozdziału \1"),
        (r"the act has (\d+) chapters (.*)", r"akt ma rozdział \2 w liczbie: \1"),
        (
            r"the act has (\d+) annexes; which is meant is not said",
            r"akt ma załączniki w liczbie: \1; nie wiadomo, który",
        ),
        (r"the annex of the act is not in its text", "tekst aktu nie zawiera załącznika"),
        (r"the act has no (?:such annex|paragraphs)", "akt nie ma takiego załącznika ani paragrafów"),
        (r"the act has no (.*)", r"akt nie zawiera: \1"),
        (r"the act has an? (?:annex )?(.*) already", r"akt zawiera już: \1"),
        (r"(.*) stands (\d+) times in the act; .*", r"\1 występuje w akcie \2 razy; nie wiadomo, o który chodzi"),
        (r"(.*) is repealed already", r"\1: przepis już uchylony"),
        (r"(.*) is no range of one list", r"\1 to nie zakres jednego wyliczenia"),
        (
            r"(.*) does not stand in the list that (.*) is added to",
            r"\1 nie stoi w wyliczeniu, do którego dodaje się \2",
        ),
        (r"(.*) has no ust\.; .*", r"\1 nie ma ustępów; jego treść trzeba najpierw oznaczyć jako ust. 1"),
        (r"(.*) has no list that words lead in to", r"\1 nie ma wyliczenia, więc i wprowadzenia do niego"),
        (r"(.*) has a list of such provisions already", r"\1 ma już takie wyliczenie"),
        (r"(.*) has (\d+) sentences?", r"liczba zdań w \1: \2"),
        (r"the act does not say „(.*)”", r"akt nie zawiera słów „\1”"),
        (r"(.*) does not say „(.*)”", r"\1 nie zawiera słów „\2”"),
        (r"sentence (\d+) of (.*) says „(.*)” (\d+) times", r"zdanie \1 w \2 zawiera słowa „\3” razy: \4"),
        (r"(.*) says „(.*)” (\d+) times; .*", r"\1 zawiera słowa „\2” \3 razy; nie wiadomo, o które chodzi"),
        (r"(.*) says „(.*)” in a case that „(.*)” .*", r"\1 zawiera „\2” w przypadku, w którym nie umiem zapisać „\3”"),
        # what the new text does not fit
        (r"the new text of the chapter holds no paragraph", "nowy tekst rozdziału nie zawiera paragrafów"),
        (r"the new text is of chapter (.*)", r"nowy tekst dotyczy rozdziału \1"),
        (r"the new text of (.*) holds more than .*", r"nowy tekst zawiera więcej niż \1"),
        (r"the new text of (.*) is empty", r"nowy tekst jest pusty: \1"),
        (r"the new text holds words that belong to no paragraph", "nowy tekst zawiera słowa poza paragrafami"),
        (r"the new text begins '(.*)', not with (.*)", r"nowy tekst zaczyna się od „\1”, a nie od „\2”"),
        (r"the new text holds no (?!paragraph)(.*)", r"nowy tekst nie zawiera: \1"),
        (r"the new text holds (.*), not (.*)", r"nowy tekst zawiera \1, a nie \2"),
        (r"(\d+) provisions cannot bear (\d+) numbers", r"liczba przepisów (\1) i nowych oznaczeń (\2) jest różna"),
        (r"a provision cannot change its level", "przepis nie może stać się jednostką innego stopnia"),
        (r"only an annex can receive the wording of an annex", "tylko załącznik może otrzymać brzmienie załącznika"),
        (r"provisions of several levels .*", "przepisy różnych stopni nie mogą otrzymać jednego tekstu"),
        (r"(.*) cannot be added", r"nie można dodać: \1"),
        (r"(.*) cannot be repealed alone", r"nie można samodzielnie uchylić: \1"),
        (r"it does not say after which chapter to add one", "nie wiadomo, po którym rozdziale dodać nowy"),
        (r"the annex with the new text .*", "w pliku nie ma załącznika z nowym tekstem albo jest pusty"),
        (r"the amending act has several annexes; .*", "akt zmieniający ma kilka załączników; nie wiadomo, który"),
    )
)


def in_polish(reason: str) -> str:
    """Say a reason in Polish; one that this module does not know stays as it is."""
    for english, polish in _POLISH:
        if match := english.fullmatch(reason):
            return match.expand(polish)
    return reason
