"""What customers wrote: personal data taken out, feeling and language told, once for each distinct text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.store.record import Record

REDACTED = {
    "survey_answer": ("comment", "answer_text"), "contact": ("subject", "message"), "mention": ("title", "body"),
    "event": ("search_term", "page", "error"),
}  # fmt: skip
SCORED = {"survey_answer": ("comment",), "contact": ("message",), "mention": ("title", "body")}
PERSONAL = r"[@＠]|\p{Nd}"
"""Texts without these cannot hold an address or a number. Pages and errors are looked at for addresses only."""
BATCH = 5_000


def finish_texts(
    record: Record, table: str, typed: str, columns: Sequence[str], known: Sequence[str]
) -> tuple[str, ...]:
    """Redact the free texts of the temporary table `typed` and add sentiment where the source gives none.

    Gives the columns the table has afterwards. `known`: the company's languages.
    """
    redacted = [c for c in REDACTED.get(table, ()) if c in columns]
    scored = [c for c in SCORED.get(table, ()) if c in columns]
    if not redacted or not _collect(record, table, typed, redacted, scored, columns):
        return tuple(columns)
    _process(record, known)
    parts = ["t._line", *(_written(c, redacted) for c in columns if c not in _SET)]
    if scored:
        feeling, model, language = (f"t.{c}" if c in columns else "null" for c in _SET)
        parts += [
            f"coalesce({feeling}, s.sentiment) as sentiment",
            f"case when {feeling} is null then s.model else {model} end as sentiment_model",
            f"coalesce({language}, s.language) as language",
        ]
    else:
        parts += [f't."{c}"' for c in _SET if c in columns]
    joins = " ".join(f'left join done r_{c} on r_{c}.text = t."{c}" and not r_{c}.scored' for c in redacted)
    if scored:
        joins += (
            f" left join done s on s.scored and s.text = {_whole(scored)} and s.stated = {_language(columns)}"
        )
    record.execute(f"""create or replace temp table {typed} as
        select {", ".join(parts)}, t._version, t._code from {typed} t {joins}""")
    return tuple(dict.fromkeys((*columns, *(_SET if scored else ()))))


_SET = ("sentiment", "sentiment_model", "language")


def _written(column: str, redacted: Sequence[str]) -> str:
    if column in redacted:
        return f'coalesce(r_{column}.redacted, t."{column}") as "{column}"'
    return f't."{column}"'


def _whole(scored: Sequence[str]) -> str:
    return f"concat_ws('. ', {', '.join('t.' + c for c in scored)})"


def _language(columns: Sequence[str]) -> str:
    return "coalesce(t.language, '')" if "language" in columns else "''"


def _collect(
    record: Record,
    table: str,
    typed: str,
    redacted: Sequence[str],
    scored: Sequence[str],
    columns: Sequence[str],
) -> int:
    """The distinct texts to look at, into the temporary table `wanted`; how many."""
    pattern = "[@＠]" if table == "event" else PERSONAL
    selects = [
        f"""select distinct t."{c}" as text, '' as stated, false as scored from {typed} t
            where t._code is null and regexp_matches(t."{c}", '{pattern}')"""
        for c in redacted
    ]
    if scored:
        unscored = "t.sentiment is null" if "sentiment" in columns else "true"
        selects.append(f"""select distinct {_whole(scored)}, {_language(columns)}, true from {typed} t
            where t._code is null and {unscored} and {_whole(scored)} <> ''""")
    record.execute(
        f"create or replace temp table wanted as select distinct * from ({' union all '.join(selects)})"
    )
    return int(record.rows("select count(*) from wanted")[0][0])


def _process(record: Record, known: Sequence[str]) -> None:
    """`wanted` out through a file, every text looked at once, and back into the temporary table `done`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out, back = record.scratch / "texts.parquet", record.scratch / "done.parquet"
    record.execute(f"copy wanted to '{_path(out)}' (format parquet)")
    shape = pa.schema(
        [("text", pa.string()), ("stated", pa.string()), ("scored", pa.bool_()), ("redacted", pa.string()),
         ("language", pa.string()), ("sentiment", pa.float64()), ("model", pa.string())]
    )  # fmt: skip
    with pq.ParquetWriter(back, shape) as writer:
        for batch in pq.ParquetFile(out).iter_batches(BATCH):
            for rows in _looked_at(batch.to_pylist(), known):
                writer.write_table(pa.Table.from_pylist(rows, schema=shape))
    record.execute(f"create or replace temp table done as select * from read_parquet('{_path(back)}')")
    out.unlink()
    back.unlink()


def _path(path: Path) -> str:
    return str(path).replace("'", "''")


def _looked_at(rows: list[dict[str, object]], known: Sequence[str]) -> Iterator[list[dict[str, object]]]:
    from dashboard.sources.redact import redact
    from dashboard.sources.sentiment import score

    plain = [row for row in rows if not row["scored"]]
    yield [{**row, "redacted": redact(str(row["text"]))} for row in plain]
    felt = [row for row in rows if row["scored"]]
    told = score([str(r["text"]) for r in felt], [str(r["stated"]) or None for r in felt], known)
    yield [
        {**row, "language": language, "sentiment": sentiment, "model": model}
        for row, (language, sentiment, model) in zip(felt, told, strict=True)
    ]
