"""A workbook into one CSV a sheet: python -m dashboard.sources.excel WORKBOOK FOLDER. Run as a limited child."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum

EXACT = 2**53
"""Whole numbers up to here are exact in a spreadsheet; a longer id has lost its last digits."""


def main(workbook: Path, folder: Path) -> None:
    """Write each sheet that is not empty; print [{name, file, rows}]."""
    book = CalamineWorkbook.from_path(str(workbook))
    written = []
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = _write(book, sheet.name, folder / f"sheet-{number}.csv")
        if rows:
            written.append({"name": sheet.name, "file": f"sheet-{number}.csv", "rows": rows})
    json.dump(written, sys.stdout)


def _write(book: CalamineWorkbook, name: str, target: Path) -> int:
    grid = book.get_sheet_by_name(name)
    rows = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for line, cells in enumerate(grid.to_python(skip_empty_area=False), 1):
            texts = [as_text(cell) for cell in cells]
            if any(texts):
                write.writerow((line, *texts))
                rows += 1
    return rows


def as_text(cell: object) -> str:
    """A cell as text: dates in ISO, whole numbers without a point, numbers past exactness with an exponent."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell)) if abs(cell) <= EXACT else f"{cell:.15E}"
        return repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return _clock(cell)
    return str(cell)


def _clock(span: timedelta) -> str:
    whole = int(span.total_seconds())
    return f"{whole // 3600:02d}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
