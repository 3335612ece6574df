"""Every row, in the order of the report."""

from rows import bulk, desk, files, intake, kit_page, lists, preview, ranges, small, soak, stalled, start, zip_exact, zips

ROWS = [
    small.ROW, *files.ROWS, ranges.ROW, *zips.ROWS, zip_exact.ROW, intake.ROW, lists.ROW, desk.ROW, bulk.ROW, kit_page.ROW,
    preview.ROW, start.ROW, stalled.ROW, soak.ROW,
]  # fmt: skip
