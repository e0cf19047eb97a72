"""Bad level files: each is refused by name, with file, line and field, and none ends in a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.content.load import list_levels, load_level
from game.faults import Fault

HEAD = 'id = "campaign"'
# (what, text to replace in the campaign, replacement, exit code, words of the message, whether a line is named)
MUTATIONS: list[tuple[str, str, str, int, str]] = [
    ("unknown key", HEAD, HEAD + "\npopulaton = 3", 3, "populaton"),
    ("near key", "opening_capital = 50.0", "opening_capitel = 50.0", 3, "opening_capital"),
    ("missing key", 'rules = "1"\n', "", 3, "rules"),
    ("wrong type text", "opening_capital = 50.0", 'opening_capital = "50"', 3, "opening_capital"),
    ("wrong type bool", "opening_capital = 50.0", "opening_capital = true", 3, "opening_capital"),
    ("nan", "opening_capital = 50.0", "opening_capital = nan", 3, "finite"),
    ("inf", "opening_capital = 50.0", "opening_capital = inf", 3, "finite"),
    ("out of range", "opening_capital = 50.0", "opening_capital = 500.0", 3, "opening_capital"),
    ("bad month", 'start = "1985-01"\nend', 'start = "1985-13"\nend', 3, "month"),
    ("end before start", 'end = "2025-12"', 'end = "1984-12"', 3, "before"),
    ("bad turn length", "months = 12", "months = 5", 3, "months"),
    ("turns out of order", 'start = "2012-01"\nmonths', 'start = "2009-01"\nmonths', 3, "not after"),
    ("unknown include", "shared/units.toml", "shared/unitz.toml", 6, "unitz"),
    ("include outside", "shared/units.toml", "../units.toml", 3, "include"),
    ("absolute include", "shared/units.toml", "/etc/passwd.toml", 3, "include"),
    ("schema of another version", "schema = 1", "schema = 2", 4, "schema"),
    ("schema missing", "schema = 1\n", "", 3, "schema"),
    ("id with path", HEAD, 'id = "../x"', 3, "id"),
    ("id reserved", HEAD, 'id = "con"', 3, "id"),
    ("id with zero width", HEAD, 'id = "cam\u200bpaign"', 3, "id"),
    ("duplicate key", HEAD, HEAD + "\n" + HEAD, 3, "twice"),
    ("syntax", HEAD, 'id = "campaign', 3, "id"),
    ("colon for equals", HEAD, 'id: "campaign"', 3, "="),
    ("trailing word", "opening_capital = 50.0", "opening_capital = 50.0 points", 3, "opening_capital"),
    ("capital true", "opening_capital = 50.0", "opening_capital = True", 3, "true"),
    ("control character", "Forty Years", "Forty\\u0000Years", 3, "title"),
    ("empty text", 'en = "Forty Years"', 'en = ""', 3, "title"),
    ("language missing", 'zh = "四十年"\n', "", 3, "zh"),
    ("text too long", "Forty Years", "F" * 300, 3, "title"),
    ("unknown figure", 'figure = "leverage"', 'figure = "leverige"', 3, "leverage"),
    ("huge integer", "schema = 1", "schema = " + "9" * 3000, 7, "integer"),
    ("hex integer", "schema = 1", "schema = 0x" + "f" * 3900, 7, ""),
    ("line too long", HEAD, "# " + "x" * 5000 + "\n" + HEAD, 7, "line"),
    ("too deep", HEAD, HEAD + "\ndeep = " + "[" * 40 + "]" * 40, 7, "deep"),
    ("dotted too deep", HEAD, HEAD + "\n" + ".".join("abcdefghijk") + " = 1", 7, "parts"),
    ("era without id", 'id = "reform"\n', "", 3, "eras"),
    ("era month", 'start = "2006-01"', 'start = "2006"', 3, "month"),
    ("opening of unknown lever", "[[crisis]]", "[opening]\ncustomz = 0.5\n[[crisis]]", 3, "customs"),
    ("other rules", 'rules = "1"', 'rules = "2"', 4, "rules"),
    ("unknown parameters", 'parameters = "default"', 'parameters = "nosuch"', 3, "parameters-nosuch"),
    ("unknown world", 'world = "history"', 'world = "nosuch"', 3, "world-nosuch"),
    ("objective without a bound", 'figure = "share"\nat_least = 100.0', 'figure = "share"', 3, "at_least"),
    ("opening out of range", "[[crisis]]", "[opening]\ncustoms = 3.0\n[[crisis]]", 3, "customs"),
]
SHARED: list[tuple[str, str, str, str, str]] = [
    ("levers.toml", "unknown lever", 'id = "customs"', 'id = "custom"', "customs"),
    ("levers.toml", "two of one id", 'id = "tracking"', 'id = "customs"', "twice"),
    ("levers.toml", "opening outside", "opening = 0.1", "opening = 3.0", "range"),
    ("levers.toml", "unknown group", 'group = "strategy"', 'group = "strategie"', "group"),
    ("levers.toml", "unknown constituency", '"provinces"]', '"province"]', "provinces"),
    ("levers.toml", "negative cost", "base_cost = 24.0", "base_cost = -24.0", "base_cost"),
    ("levers.toml", "help names no share", "{leak_share}", "{leek_share}", "leak_share"),
    ("levers.toml", "zero step", "step = 0.01", "step = 0.0", "step"),
    ("history.toml", "unknown lever", 'lever = "customs"', 'lever = "costums"', "customs"),
    (
        "history.toml",
        "value outside",
        'lever = "resource_tax"\nvalue = 0.1',
        'lever = "resource_tax"\nvalue = 0.9',
        "range",
    ),
    ("history.toml", "no position", "value = 7.0", "value = 8.0", "position"),
    ("history.toml", "bad basis", 'basis = "sourced"', 'basis = "guessed"', "basis"),
    ("history.toml", "announced late", 'announced = "2025-10"', 'announced = "2025-12"', "before"),
    ("cards/1985_reform.toml", "unknown default", 'default = "tolerate"', 'default = "tolerat"', "tolerate"),
    ("cards/1985_reform.toml", "unknown history", 'history = "tolerate"', 'history = "nothing"', "history"),
    ("cards/1985_reform.toml", "unknown shock", "anger_shock = 0.05", "anger_shok = 0.05", "anger_shock"),
    ("cards/1985_reform.toml", "unknown approval", "{ provinces = 4.0 }", "{ province = 4.0 }", "provinces"),
    ("cards/when_home.toml", "unknown figure", 'figure = "anger"', 'figure = "angers"', "anger"),
    (
        "cards/when_home.toml",
        "month and a span",
        'earliest = "1992-01"',
        'month = "1992-01"\nearliest = "1992-01"',
        "is dated",
    ),
    ("cards/1985_reform.toml", "two options of one id", 'id = "audit"', 'id = "tolerate"', "twice"),
    (
        "cards/when_home.toml",
        "two conditions in one",
        'figure = "anger"',
        'figure = "anger", lever = "customs"',
        "one of",
    ),
    ("cards/when_home.toml", "unknown lever", 'figure = "anger"', 'lever = "custom"', "customs"),
    ("cards/when_home.toml", "unknown group", 'figure = "anger"', 'approval = "province"', "provinces"),
    ("cards/when_home.toml", "unknown card", 'figure = "anger", above = 0.3', 'card = "wt", answers = ["sign"]', "wto"),
    (
        "cards/when_home.toml",
        "unknown answer",
        'figure = "anger", above = 0.3',
        'card = "wto", answers = ["sing"]',
        "sign",
    ),
    ("cards/when_home.toml", "no bounds", 'figure = "anger", above = 0.3', 'figure = "anger"', "above"),
    ("cards/when_home.toml", "no answers", 'figure = "anger", above = 0.3', 'card = "wto"', "answers"),
    ("units.toml", "share above one", "light_quota_share = 0.67", "light_quota_share = 7.67", "light_quota_share"),
    ("units.toml", "no map", '{ 6 = "northern"', '{ six = "northern"', "six"),
    ("units.toml", "shares above one", "heavy_quota_share = 0.44", "heavy_quota_share = 0.74", "add up"),
    ("levers.toml", "liked twice", '["commerce", "provinces"]', '["commerce", "commerce"]', "twice"),
    (
        "history.toml",
        "two orders",
        'month = "1985-04"\nlever = "export_rebate_metals"',
        'month = "1985-04"\nlever = "export_rebate_ores"',
        "twice",
    ),
    ("duels.toml", "unknown step", '"2025-04" = "tariff"', '"2025-04" = "tarif"', "tariff"),
    ("duels.toml", "unknown move", "announce = 15.0", "anounce = 15.0", "announce"),
    (
        "characters.toml",
        "unknown signal",
        'signal = "running", below = 0.5',
        'signal = "runing", below = 0.5',
        "running",
    ),
    ("characters.toml", "unknown place", 'place = "australia"', 'place = "austria"', "australia"),
    ("characters.toml", "unknown lead", 'lead = "rival_lead_months"', 'lead = "rival_led_months"', "rival_lead_months"),
    ("characters.toml", "unknown placeholder", "{who} goes idle", "{whom} goes idle", "who"),
    ("characters.toml", "no threshold", 'signal = "fear", above = 0.5', 'signal = "fear"', "above"),
    ("duels.toml", "figure without thresholds", "at = [0.42, 0.45, 0.545, 0.55]", "at = [0.42]", "height"),
    (
        "duels.toml",
        "unknown control",
        'control = "export_quota_light"',
        'control = "export_quota"',
        "export_quota_light",
    ),
    ("news.toml", "empty source", 'source = "B009"', 'source = ""', "source"),
]


@pytest.fixture
def levels(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "levels", tmp_path / "levels")
    return tmp_path / "levels"


def refused(path: Path) -> Fault:
    with pytest.raises(Fault) as caught:
        load_level(path)
    for line in caught.value.lines():
        assert "\n" not in line
        assert len(line) < 1200
    return caught.value


@pytest.mark.parametrize(("what", "old", "new", "code", "words"), MUTATIONS, ids=[m[0] for m in MUTATIONS])
def test_bad_level(levels: Path, what: str, old: str, new: str, code: int, words: str) -> None:
    path = levels / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text, what
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    fault = refused(path)
    assert fault.exit_code == code, fault.lines()
    assert any(words in line for line in fault.lines()), fault.lines()
    assert all(problem.path.endswith(".toml") for problem in fault.problems)
    if what not in ("too deep", "line too long", "unknown include", "huge integer", "hex integer"):
        assert fault.problems[0].line > 0, fault.lines()


@pytest.mark.parametrize(("file", "what", "old", "new", "words"), SHARED, ids=[f"{m[0]}: {m[1]}" for m in SHARED])
def test_bad_shared_file(levels: Path, file: str, what: str, old: str, new: str, words: str) -> None:
    path = levels / "shared" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, what
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    fault = refused(levels / "campaign.toml")
    assert fault.exit_code == 3, fault.lines()
    problem = next(one for one in fault.problems if words in str(one))
    assert problem.path.endswith(file), fault.lines()
    assert problem.line > 0
    wrong_line = path.read_text(encoding="utf-8").split("\n")[: problem.line]
    assert wrong_line, "the line lies inside the file"


CONTENTS: list[tuple[str, bytes, int]] = [
    ("empty", b"", 8),
    ("zeros", b"\0" * 400, 8),
    ("spaces", b"   \n\n ", 8),
    ("json", b'{"id": "x"}', 3),
    ("html", b"<html><body>404</body></html>", 3),
    ("yaml", b"---\nid: x\n", 3),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 3),
    ("utf-16", 'id = "x"'.encode("utf-16"), 3),
    ("latin-1", 'id = "caf\xe9"'.encode("latin-1"), 3),
    ("too large", b"# " + b"x\n" * 200_000, 7),
]


@pytest.mark.parametrize(("what", "content", "code"), CONTENTS, ids=[c[0] for c in CONTENTS])
def test_files_of_other_kinds(levels: Path, what: str, content: bytes, code: int) -> None:
    (levels / "x.toml").write_bytes(content)
    assert refused(levels / "x.toml").exit_code == code


def test_no_file_folder_pipe(levels: Path) -> None:
    assert refused(levels / "nothing.toml").exit_code == 6
    assert refused(levels / "shared").exit_code == 6


def test_a_folder_is_included_whole_and_must_hold_something(levels: Path) -> None:
    assert {"wto", "covid", "well_water"} <= {card.id for card in load_level(levels / "campaign.toml").cards}
    for file in (levels / "shared" / "cards").iterdir():
        file.unlink()
    problem = refused(levels / "campaign.toml").problems[0]
    assert problem.code == "E3060"
    assert "shared/cards" in problem.got


def test_bom_and_windows_line_ends_mean_the_same(levels: Path) -> None:
    plain = load_level(levels / "campaign.toml")
    path = levels / "campaign.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_level(path).content_hash == plain.content_hash


def test_a_broken_level_never_stops_the_others(levels: Path) -> None:
    (levels / "broken.toml").write_text("schema = 1\nid = 3\n")
    listed = {entry.path.stem: entry for entry in list_levels(levels)}
    assert listed["broken"].level is None
    assert listed["broken"].problems
    assert listed["campaign"].level is not None
    assert listed["quota-years"].level is not None


def test_many_mistakes_come_at_once_and_are_counted(levels: Path) -> None:
    path = levels / "shared" / "history.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('basis = "sourced"', 'basis = "guess"'), encoding="utf-8")
    lines = refused(levels / "campaign.toml").lines()
    assert len(lines) == 21
    assert lines[-1].startswith("and ")
