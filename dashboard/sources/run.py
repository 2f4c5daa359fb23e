"""An import: paths in, rows in the record out, and an account of every file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.company import Company
from dashboard.sources import unknown
from dashboard.sources.conditions import drop_reason
from dashboard.sources.files import Part, Unreadable, found, parts
from dashboard.sources.load import Loaded, Order, load
from dashboard.sources.normalise import as_it_is, written_anew
from dashboard.sources.opening import Opened, fixed, opened, with_broken
from dashboard.sources.options import Options, answers, clock
from dashboard.sources.preset import Preset, PresetError, load_presets
from dashboard.sources.recognise import recognise
from dashboard.sources.records import Dialect
from dashboard.sources.refusal import Refused, Unanswered
from dashboard.sources.result import FileResult, ImportResult, Question
from dashboard.sources.sheet import Sheet, layout_of
from dashboard.store.record import Record, RecordFailed, open_record
from dashboard.store.staging import StagingMismatch

__all__ = ["FileResult", "ImportResult", "Options", "Question", "import_paths"]

SPACE_NEEDED = 2.5
"""Times the size of a file that must be free: its staged copy, its rows and the log of the transaction."""


def import_paths(
    home: Path,
    company: Company,
    paths: Sequence[str | Path],
    *,
    options: Options | None = None,
    progress: Callable[[str], None] | None = None,
) -> ImportResult:
    """Import files, folders, globs and archives into the record of `home`, each file whole or not at all.

    Raises `RecordBusy` when another import is running and `PresetError` when a mapping of the company is wrong.
    """
    options = options or Options()
    presets = load_presets(home)
    if options.preset is not None and options.preset not in presets:
        raise PresetError(f"there is no preset '{options.preset}'; `sightline presets` lists them")
    with open_record(home) as record:
        session = Session(record, company, options, presets, progress or (lambda _: None))
        return ImportResult(tuple(result for path in found(paths) for result in session.file(path)))


class Session:
    """One import: an open record and what applies to all its files."""

    def __init__(
        self,
        record: Record,
        company: Company,
        options: Options,
        presets: dict[str, Preset],
        say: Callable[[str], None],
    ) -> None:
        self.record, self.company, self.options, self.presets, self.say = (
            record,
            company,
            options,
            presets,
            say,
        )
        self._last = datetime.min

    def file(self, path: Path | Unreadable) -> Iterator[FileResult]:
        """The results of one path; several when it is an archive or a workbook of several sheets."""
        if isinstance(path, Unreadable):
            yield FileResult(path.name, "refused", path.sha256, cause=path.cause)
            return
        self.say(f"{path.name}: looking")
        work = self.record.scratch / "unpacked"
        for part in parts(path, work):
            if isinstance(part, Unreadable):
                yield self._refused(part.name, part.sha256, part.cause)
            else:
                yield from self._part(part)
        shutil.rmtree(work, ignore_errors=True)

    def _part(self, part: Part) -> Iterator[FileResult]:
        if self._known(part):
            yield FileResult(part.name, "already imported", part.sha256)
            return
        folder = self.record.scratch / "part"
        folder.mkdir()
        try:
            self._check_space(part)
            for table in opened(
                part, folder, self._candidates(), self.options.encoding, self.options.delimiter
            ):
                yield self._table(table, folder)
        except Refused as refusal:
            yield self._refused(part.name, part.sha256, str(refusal))
        finally:
            shutil.rmtree(folder)

    def _known(self, part: Part) -> bool:
        return not self.options.again and self.record.has_file(part.sha256)

    def _candidates(self) -> Mapping[str, Preset]:
        forced = self.options.preset
        return self.presets if forced is None else {forced: self.presets[forced]}

    def _check_space(self, part: Part) -> None:
        free = shutil.disk_usage(self.record.home).free
        if free < SPACE_NEEDED * part.scan.size:
            raise Refused(
                f"{part.name} needs about {SPACE_NEEDED * part.scan.size / 1e6:,.0f} MB of free space beside the "
                f"record; there are {free / 1e6:,.0f} MB"
            )

    def _table(self, table: Opened, folder: Path) -> FileResult:
        """One table, from recognising it to its account."""
        part = table.part
        preset: Preset | None = None
        still_open = ""
        try:
            if self._known(part):
                return FileResult(part.name, "already imported", part.sha256)
            table, preset = self._recognised(table)
            if preset is None:
                made = unknown.draft(
                    table, self.record.home, answers(self.options, self.company), self.options.confirm
                )
                if isinstance(made, FileResult):
                    return made
                preset, still_open = made
                self.presets[preset.name] = preset
            self.say(f"{part.name}: reading as {preset.title}")
            return _account(part, preset, self._loaded(table, preset, folder), still_open)
        except Unanswered as asked:
            question = Question(asked.key, asked.text, asked.choices)
            source = preset.name if preset else ""
            return FileResult(
                part.name, "needs answers", part.sha256, source, asked.text, questions=(question,)
            )
        except (Refused, RecordFailed) as refusal:
            return self._refused(part.name, part.sha256, str(refusal), preset.name if preset else "")

    def _recognised(self, table: Opened) -> tuple[Opened, Preset | None]:
        if self.options.preset is not None:
            forced = self.presets[self.options.preset]
            cut = fixed(table, {forced.name: forced}) if forced.file.fixed_widths else None
            return cut[0] if cut else table, forced
        preset = recognise(table.first, self.presets, table.part.name)
        if preset is not None:
            return table, preset
        return fixed(table, self.presets) or (table, None)

    def _loaded(self, table: Opened, preset: Preset, folder: Path) -> Loaded:
        when, now = clock(self.options, self.company, preset), self._now()

        def attempt(sheet: Sheet) -> Loaded:
            whole = with_broken(sheet, table.broken, folder)
            raw = Dialect(lined=True) if table.dialect.lined else table.dialect
            order = Order(table.part, whole, raw, preset, when, now, self.company.languages)
            return load(self.record, order)

        layout = layout_of(preset, table.first)
        plain = as_it_is(table.path, table.dialect, layout) if table.even else None
        if plain is not None:
            try:
                return attempt(plain)
            except StagingMismatch:
                self.say(f"{table.part.name}: reading it the careful way")
        try:
            return attempt(written_anew(
                table.path, table.dialect, layout, table.part.name, folder,
                lambda header, cells: drop_reason(preset.drop, preset.missing, header, cells),
            ))  # fmt: skip
        except StagingMismatch as mismatch:
            raise Refused(f"{table.part.name} could not be read the same way twice ({mismatch})") from None

    def _now(self) -> datetime:
        """The time of import: later for each file, so that of two files the one imported last is the newer."""
        self._last = max(datetime.now(UTC).replace(tzinfo=None), self._last + timedelta(microseconds=1))
        return self._last

    def _refused(self, name: str, sha256: str, cause: str, source: str = "") -> FileResult:
        """A file that did not come in, also noted in the ledger."""
        if sha256:
            with self.record.transaction():
                self.record.execute(
                    "delete from import_file where file = ? and status <> 'imported'", [sha256]
                )
                self.record.execute(
                    """insert into import_file (file, name, source, status, cause, imported_at)
                    values (?, ?, ?, 'refused', ?, ?)""",
                    [sha256, name, source, cause, self._now()],
                )
        return FileResult(name, "refused", sha256, source, cause)


def _account(part: Part, preset: Preset, done: Loaded, still_open: str) -> FileResult:
    says = [still_open] if still_open else []
    if done.unscored:
        says.append(
            f"{done.unscored} of its questions came in without a score, for only you know which of them asks for NPS, "
            f"CSAT or CES and on what scale. Save `sightline presets {preset.name}` as a mapping of your own, say it "
            "there under [[questions.kind]], and import the file with --again."
        )
    return FileResult(
        part.name, "imported", part.sha256, preset.name, "" if done.read else "no rows", done.read, done.accepted,
        done.rejected, done.dropped, done.causes, done.tables, says=tuple(says),
    )  # fmt: skip
