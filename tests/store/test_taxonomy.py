"""Topics by the words of the topics file: what is found, in which language, and that no word can do harm."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from dashboard.store.folder import SnapshotError
from dashboard.store.steps import make_functions
from dashboard.store.taxonomy import MOST_WORDS, read_topics

AT = datetime(2026, 3, 2, 10)


def review(number, body, language=None, **more):
    return {
        "mention_id": f"m{number}",
        "published_at": AT,
        "kind": "review",
        "body": body,
        "language": language,
        **more,
    }


@pytest.fixture
def found(built, home):
    """Texts and a topics file in; the topics of each text out."""

    def look(topics, *texts):
        home.mkdir(exist_ok=True)
        (home / "topics.toml").write_text(topics, "utf-8")
        rows = [review(number, *text) if isinstance(text, tuple) else review(number, text)
                for number, text in enumerate(texts)]  # fmt: skip
        snapshot = built(mention=rows)
        topics_of = {
            row["text_id"]: set() for row in snapshot.query("select text_id from fact_text").to_pylist()
        }
        for row in snapshot.query("select text_id, topic from text_topic").to_pylist():
            topics_of[row["text_id"]].add(row["topic"])
        return [topics_of[f"mention:m{number}"] for number in range(len(texts))]

    return look


def test_a_word_is_a_whole_word_a_star_its_beginning_and_accents_do_not_matter(found):
    topics = '[money]\nany = ["refund"]\n[way]\nany = ["deliver*"]\n[back]\nde = ["Rückgabe"]\n'
    assert found(
        topics, "REFUND, please!", "refunds?", "It was delivered. No refund", "undelivered", "die Ruckgabe", "Nothing"
    ) == [{"money"}, set(), {"way", "money"}, set(), {"back"}, set()]  # fmt: skip


def test_a_phrase_stands_in_a_row_over_any_punctuation(found):
    assert found('[t]\nany = ["money back"]\n', "my money, back!", "back money", "money is back") == [
        {"t"},
        set(),
        set(),
    ]


def test_chinese_words_are_found_inside_a_line_without_spaces(found):
    assert found('[t]\nzh = ["退款"]\n', ("我要退款。", "zh"), ("退 款", "zh"), ("我要退款", None)) == [
        {"t"},
        set(),
        {"t"},
    ]


def test_words_of_a_language_are_looked_for_there_and_where_the_language_is_not_known(found):
    topics = '[t]\nde = ["gift"]\n'
    assert found(topics, ("Gift", "de"), ("a gift", "en"), ("gift", None)) == [{"t"}, set(), {"t"}]


def test_what_looks_like_a_pattern_is_looked_for_as_it_stands(found):
    topics = '[a]\nany = ["c.t"]\n[b]\nany = ["(a+)+$"]\n[c]\nany = ["100%_"]\n'
    assert found(topics, "cat", "c t", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "100") == [
        set(),
        {"a"},
        set(),
        {"c"},
    ]


def test_a_topic_that_the_source_states_counts_by_the_same_words(built, home):
    home.mkdir()
    (home / "topics.toml").write_text('[pay]\nany = ["payment*"]\n', "utf-8")
    snapshot = built(
        contact=[{"contact_id": "1", "opened_at": AT, "subject": "Help", "topic": "payment_problem"}]
    )
    assert snapshot.query("select topic from text_topic").to_pylist() == [{"topic": "pay"}]


def test_the_shipped_file_has_its_topics_and_the_company_s_own_replaces_all_of_it(tmp_path):
    shipped = {word.topic for word in read_topics(tmp_path)}
    assert {"delivery", "payment", "app", "return"} <= shipped
    (tmp_path / "topics.toml").write_text('[mine]\nlabel = "Mine"\nany = ["x"]\n', "utf-8")
    (word,) = read_topics(tmp_path)
    assert (word.topic, word.label, word.language, word.word) == ("mine", "Mine", None, "x")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a\n", "topics.toml cannot be used"), ("a = 1\n", "'a' is not a topic"),
        ('[a]\nany = "x"\n', "'any' of [a] is not a list of words"),
        ('[a]\nany = ["!!"]\n', "'!!' of [a] is not a word"),
        ('[a]\nany = ["' + "x" * 81 + '"]\n', "at most 80 characters"),
        ("[a]\nany = [" + '"x", ' * (MOST_WORDS + 1) + "]\n", "at most 5000 are looked for"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_its_place(tmp_path, text, says):
    (tmp_path / "topics.toml").write_text(text, "utf-8")
    with pytest.raises(SnapshotError, match="What viewers see is unchanged") as refused:
        read_topics(tmp_path)
    assert says in str(refused.value)


def test_an_empty_topics_file_finds_nothing_and_builds(found):
    assert found("", "refund") == [set()]


def test_the_search_folds_texts_as_the_mart_does():
    from dashboard.screens.voice_words import fold

    texts = [
        chr(code)
        for code in [*range(0x20, 0x250), *range(0x370, 0x500), *range(0x1E00, 0x1F00), 0x4E2D, 0x3042]
    ]
    texts += [
        "Grąžinimo forma, NEVEIKIA!",
        "Straße – ÄÖÜ",
        "  two  spaces ",
        "",
        "我要退款。",
        "I'd pay 5,00 €",
    ]
    with duckdb.connect() as con:
        make_functions(con)
        rows = con.execute("select folded(unnest($texts))", {"texts": texts}).fetchall()
    assert [(text, folded) for text, (folded,) in zip(texts, rows, strict=True) if fold(text) != folded] == []
