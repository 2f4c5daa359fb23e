"""A Parquet file into one CSV: python -m dashboard.sources.parquet FILE FOLDER. Run as a limited child."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.sources.tree import cell_text, flat

BATCH = 20_000


def main(path: Path, folder: Path) -> None:
    """Write every row; print [{name, file, rows}]. The count must be the one in the file's footer."""
    file = pq.ParquetFile(path)
    names: dict[str, None] = {}
    for batch in file.iter_batches(BATCH):
        for record in batch.to_pylist() if _nested(file.schema_arrow) else batch.slice(0, 1).to_pylist():
            names.update(dict.fromkeys(flat(record)))
    names = names or dict.fromkeys(file.schema_arrow.names)
    rows = 0
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        write.writerow((0, *names))
        for batch in file.iter_batches(BATCH):
            for record in batch.to_pylist():
                rows += 1
                cells = flat(record)
                write.writerow((rows, *(cell_text(cells.get(name)) for name in names)))
    if rows != file.metadata.num_rows:
        raise SystemExit(f"{rows} rows were read, the file says {file.metadata.num_rows}")
    json.dump([{"name": path.name, "file": "table.csv", "rows": rows + 1}], sys.stdout)


def _nested(schema: pa.Schema) -> bool:
    return any(pa.types.is_nested(field.type) for field in schema)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
