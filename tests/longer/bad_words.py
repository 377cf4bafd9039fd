"""Words that break things: markup, query languages, control characters, halves of characters, other directions.

`python -m tests.longer.bad_words 100000` tries so many examples of each property; for hours of it, a larger number.
"""

import os
import subprocess
import sys

from hypothesis import strategies as st

EXAMPLES = "BAD_WORDS"
"""The environment variable that says how many examples of each property are tried; the suite tries a few."""

NASTY = (
    "<b>", "</b>", "<a href='tg://user?id=1'>", "<script>alert(1)</script>", "&lt;", "&amp;", "&#60;", "&", "<", ">",
    "*gruby*", "_kursywa_", "[link](tg://user?id=1)", "`kod`", "```", "||ukryte||", "~", "\\",
    "'; drop table turns; --", "\" or 1=1", "%", "' or ''='", "select", "union", "/*", "*/", ";",
    "NEAR(a b)", "AND", "OR", "NOT", "kto*", "unit:kto", "^kto", "\"kto", "(kto", "a AND (b OR", "{a b}:c",
    "\0", "\x01", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\t", "\r", "\n", "\r\n",
    "\ud800", "\udfff", "\ude00\ud83d",
    "👍", "👩‍👩‍👧‍👦", "🇵🇱", "🏳️‍🌈", "é", "e\u0301" * 30, "ﷺ", "𝔎𝔱𝔬", "ﬁ", "Ａ", "１", "²", "Ⅳ", "½", "١٧",
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\u200f", "\ufeff", "\u00ad", "שלום", "مرحبا",
    "{text}", "{0}", "{", "}", "%s", "%(a)s", "${x}", "{{7*7}}", "\\x00", "\\u0000",
    "§", "§§", "§ 0", "§ 99999999999999999999", "17.2.1.g", "ust.", "pkt", "lit. ż", "tiret", "IT-04", "IT-04-99",
    "-", "–",
    "kto", "czym zajmuje się", "drukarka", "kto jest szefem", "a w szkołach?", "pokaż więcej", "who",
    "/start", "@kto_bot",
    "Temat:", "Od: <a@b.pl>", "> ", "Pozdrawiam", "600 100 200", "..", "?", "!", " ", "\u00a0", "../../etc/passwd",
)  # fmt: skip
"""Pieces that mean something to a parser, a database, a search, a messenger or a screen."""

PIECES = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=12))
WORDS = st.lists(PIECES, max_size=14).map("".join)
LONG = st.builds(lambda piece, times: piece * times, PIECES.filter(bool), st.integers(1, 3000))
TEXTS = st.one_of(WORDS, WORDS, LONG)
"""Texts put together from such pieces, some of them very long."""


def main() -> int:
    """Try as many examples of each property as the command line says; what follows goes to pytest."""
    count, *more = sys.argv[1:] or ["10000"]
    command = [sys.executable, "-m", "pytest", "tests/whole/test_bad_words.py", "-q", "-p", "no:cacheprovider", *more]
    return subprocess.call(command, env=os.environ | {EXAMPLES: count})


if __name__ == "__main__":
    sys.exit(main())
