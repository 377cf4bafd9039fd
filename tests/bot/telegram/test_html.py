"""Replies as Telegram's HTML: never refused, never cut inside a clause."""

import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.paging import PAGE, pages
from bot.replies.reply import Block, Item, Quote, Reply
from bot.telegram.api.html import FOLDED_FROM, LONGEST_MESSAGE, plain_toast, render, utf16_length
from tests.support.telegram_rules import check_text, utf16


def test_a_block_is_laid_out_for_a_phone_with_matched_words_in_bold() -> None:
    quote = Quote("§ 7 pkt 2", "nadzór nad <zasadami> & metodami", marks=((11, 12), (12, 20)))
    block = Block("IT-02-2 · Referat", "podlega: Dyrektor", (quote,), "Także:")
    assert render(Reply("Uwaga <b>", (block,), "Koniec")) == (
        "Uwaga &lt;b&gt;\n\n"
        "<i>Także:</i>\n"
        "<b>IT-02-2 · Referat</b>\n"
        "podlega: Dyrektor\n"
        "<blockquote>nadzór nad <b>&lt;</b><b>zasadami</b>&gt; &amp; metodami</blockquote>\n"
        "§ 7 pkt 2\n\n"
        "Koniec",
    )


def test_of_a_duty_the_matter_stands_first_then_the_citation_and_what_leads_to_it_folded() -> None:
    quote = Quote("§ 13 pkt 1 lit. l", "usług sieciowych, w tym VPN", marks=((24, 27),), lead_in="realizacja usług: …")
    assert render(Reply(blocks=(Block("IT-04-1 · Referat", quotes=(quote, replace(quote, lead_in=""))),))) == (
        "<b>IT-04-1 · Referat</b>\n"
        "usług sieciowych, w tym <b>VPN</b>\n"
        "§ 13 pkt 1 lit. l\n"
        "<blockquote expandable>realizacja usług: …</blockquote>\n"
        "usług sieciowych, w tym <b>VPN</b>\n"
        "§ 13 pkt 1 lit. l",
    )


def test_a_long_quotation_is_folded() -> None:
    html = render(Reply(blocks=(Block("A", quotes=(Quote("§ 1", "x" * (FOLDED_FROM + 1)),)),)))[0]
    assert "<blockquote expandable>" in html


def test_list_items_are_indented_by_their_depth() -> None:
    items = (Item("1)", "usługi:"), Item("a)", "sieć", 1), Item("", "bez znaku"))
    assert render(Reply(blocks=(Block("§ 13", items=items),))) == (
        "<b>§ 13</b>\n<b>1)</b> usługi:\n\u2003<b>a)</b> sieć\nbez znaku",
    )


def test_a_reply_with_nothing_to_say_is_no_message() -> None:
    assert render(Reply(toast="Dziękuję")) == ()


def test_a_long_reply_becomes_messages_that_are_cut_between_clauses() -> None:
    clauses = tuple(Quote(f"§ {at}", f"początek {at} {'słowo ' * 100}koniec {at}") for at in range(30))
    messages = render(Reply(blocks=(Block("IT", quotes=clauses),)))
    assert len(messages) > 1
    for at in range(30):
        (holding,) = [each for each in messages if f"początek {at} " in each]
        assert f"koniec {at}</blockquote>\n§ {at}" in holding


def test_a_clause_longer_than_a_message_is_cut_between_words_and_loses_none() -> None:
    words = [f"słowo{at}" for at in range(2000)]
    messages = render(Reply(blocks=(Block("IT", quotes=(Quote("§ 1", " ".join(words)),)),)))
    assert len(messages) > 1
    assert [
        word
        for message in messages
        for word in message.replace("<", " <").replace(">", "> ").split()
        if word.startswith("słowo")
    ] == words


def test_lengths_are_counted_in_utf16_units() -> None:
    assert utf16_length("ą👍") == 3
    messages = render(Reply("👍" * 3000))
    assert [utf16(check_text(each, "HTML")) <= LONGEST_MESSAGE for each in messages] == [True, True]
    assert sum(each.count("👍") for each in messages) == 3000


def test_a_toast_has_at_most_200_characters() -> None:
    assert (plain_toast("a" * 200), len(plain_toast("a" * 300))) == ("a" * 200, 200)


_TEXTS = st.text(st.sampled_from(string.ascii_letters + "<>&\"' \n\t;ąęł👍🗂\u200b\u202e§"), max_size=6000)


@given(opening=_TEXTS, title=_TEXTS, quoted=_TEXTS, item=_TEXTS, first=st.integers(0, 50), length=st.integers(0, 9))
def test_no_text_makes_a_message_that_telegram_refuses(
    opening: str, title: str, quoted: str, item: str, first: int, length: int
) -> None:
    quote = Quote("§ 1", quoted, ((first, min(first + length, len(quoted))),))
    duty = replace(quote, lead_in=item)
    block = Block(title[:200], "podlega: X", (quote, duty), items=(Item("1)", item, 1),))
    for message in render(Reply(opening, (block,))):
        assert len(check_text(message, "HTML")) > 0


def test_pages_hold_whole_items_and_all_of_them_in_order() -> None:
    items = tuple(Item(f"{at})", "słowo " * (at % 90)) for at in range(60))
    found = pages(Reply("Początek", (Block("§ 1", "podlega: X", items=items),), "Koniec"))
    assert [item for page in found for block in page.blocks for item in block.items] == list(items)
    assert {page.opening for page in found} == {"Początek"}
    assert [page.blocks[0].title for page in found] == ["§ 1"] * len(found)
    assert [page.blocks[0].reports_to for page in found] == ["podlega: X"] + [""] * (len(found) - 1)
    assert max(sum(len(item.text) for item in page.blocks[0].items) for page in found) <= PAGE


def test_a_short_reply_is_one_page_and_an_empty_one_too() -> None:
    short = Reply("A", (Block("B"),), "C")
    assert pages(short) == (short,)
    assert pages(Reply("A")) == (Reply("A"),)


def test_no_message_ends_in_the_heading_of_what_the_next_one_says() -> None:
    long = Block("A", quotes=(Quote("§ 1", "x " * (LONGEST_MESSAGE // 2 - 40)),))
    first, second = render(Reply(blocks=(long, Block("B", "podlega: C", (Quote("§ 2", "y" * 60),), "Akt 1/2026:"))))
    assert first.endswith("§ 1")
    assert second.startswith("<i>Akt 1/2026:</i>\n<b>B</b>\npodlega: C\n<blockquote>y")
