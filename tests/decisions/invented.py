"""Three short invented reports: two of one strike, one of another three days earlier in the same city."""

from pathlib import Path

_REPORT = """Airstrike kills {toll} civilians in Mosul

20 March 2031

An airstrike on {day} March 2031 killed {toll} civilians in Mosul, {who} said.
"""
REPORTS = {
    "early.txt": _REPORT.format(toll=12, day=14, who="residents"),
    "late.txt": _REPORT.format(toll=30, day=17, who="residents"),
    "also-late.txt": _REPORT.format(toll="at least 30", day=17, who="doctors"),
}
_OUTLETS = {"early": "Sample Wire", "late": "Example Post", "also-late": "Mock Courier"}


def write_reports(folder: Path) -> Path:
    """The reports as files in a new folder, each with its publisher beside it."""
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, outlet in _OUTLETS.items():
        (folder / f"{name}.toml").write_text(f'publisher = "{outlet}"\n', encoding="utf-8")
    return folder
