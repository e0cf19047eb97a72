"""A table of mistakes in level files: each is told by file, line, field and code, and all of a file at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.cli import main
from game.content.load import list_levels, load_level
from game.faults import Fault, Problem

REASON = 'reason = { en = "so", zh = "如此" }'
TEXT = 'title = { en = "t", zh = "题" }\ntext = { en = "t", zh = "文" }'
CHANGE = f'{REASON}\nsource = "s"'
# (what, lines put at the end of the file, line among them counted from 1, field, code)
ADDED: list[tuple[str, str, int, str, str]] = [
    ("access to nothing", f'[[access]]\nlevers = ["costums"]\naccess = "locked"\n{REASON}', 2, "levers[1]", "E3053"),
    ("no reason", '[[access]]\nlevers = ["customs"]\naccess = "locked"', 1, "access[1]", "E3064"),
    ("no such access", '[[access]]\nlevers = ["customs"]\naccess = "shut"', 3, "access[1].access", "E3014"),
    (
        "closed twice",
        f'[[access]]\nlevers = ["customs"]\naccess = "locked"\n{REASON}\n'
        '[[access]]\nlevers = ["tracking", "customs"]\naccess = "free"',
        6,
        "access[2].levers[2]",
        "E3056",
    ),
    (
        "opens on no month",
        f'[[access]]\nlevers = ["*"]\naccess = "hidden"\nuntil = "soon"\n{REASON}',
        4,
        "until",
        "E3008",
    ),
    ("no parameter", f'[[changes]]\nkind = "parameter"\nname = "fear_rise"\nvalue = 1.0\n{CHANGE}', 3, "name", "E3053"),
    (
        "no item",
        f'[[changes]]\nkind = "opening"\nname = "fear"\nitem = "mars"\nvalue = 0.1\n{CHANGE}',
        4,
        "item",
        "E3053",
    ),
    ("no number", f'[[changes]]\nkind = "opening"\nname = "fear"\n{CHANGE}', 1, "changes[1]", "E3064"),
    (
        "two numbers",
        f'[[changes]]\nkind = "opening"\nname = "fear"\nvalue = 0.1\nfactor = 2.0\n{CHANGE}',
        1,
        "changes[1]",
        "E3064",
    ),
    ("out of bounds", f'[[changes]]\nkind = "opening"\nname = "fear"\nvalue = 1.5\n{CHANGE}', 4, "value", "E3058"),
    (
        "factor out of bounds",
        f'[[changes]]\nkind = "parameter"\nname = "netback_share"\nfactor = 900.0\n{CHANGE}',
        4,
        "factor",
        "E3058",
    ),
    (
        "world stands still",
        f'[[changes]]\nkind = "world"\nname = "activity_us"\nfactor = 0.0\n{CHANGE}',
        4,
        "factor",
        "E3058",
    ),
    ("no column", f'[[changes]]\nkind = "world"\nname = "activity_mars"\nvalue = 1.0\n{CHANGE}', 3, "name", "E3053"),
    (
        "world before the level",
        f'[[changes]]\nkind = "world"\nname = "access_us"\nvalue = 1.0\nstart = "1999-01"\n{CHANGE}',
        5,
        "start",
        "E3054",
    ),
    (
        "span of a parameter",
        f'[[changes]]\nkind = "parameter"\nname = "leak_share"\nvalue = 0.5\nend = "2012-01"\n{CHANGE}',
        5,
        "end",
        "E3065",
    ),
    (
        "no reason for a change",
        '[[changes]]\nkind = "opening"\nname = "fear"\nvalue = 0.1\nsource = "s"',
        1,
        "changes[1]",
        "E3004",
    ),
    ("silence of nothing", '[[history_without]]\nlevers = ["customs", "nothing"]', 2, "levers[2]", "E3053"),
    (
        "silence ends before it begins",
        '[[history_without]]\nlevers = ["customs"]\nstart = "2012-01"\nend = "2011-01"',
        4,
        "end",
        "E3054",
    ),
    (
        "history before the level",
        '[[history]]\nmonth = "2001-01"\nlever = "customs"\nvalue = 0.5\nbasis = "estimated"\nsource = "s"',
        2,
        "history[1].month",
        "E3066",
    ),
    ("no card of that name", '[without]\ncards = ["colision"]', 2, "without.cards[1]", "E3053"),
    ("no duel of that name", '[only]\nduels = ["berlin"]', 2, "only.duels[1]", "E3053"),
    ("step at no lever", f'[[steps]]\nid = "a"\n{TEXT}\nlook = "desk"\nlever = "x"', 6, "steps[1].lever", "E3053"),
    ("step at no part", f'[[steps]]\nid = "a"\n{TEXT}\nlook = "roof"', 5, "steps[1].look", "E3014"),
    ("step that cannot be done", f'[[steps]]\nid = "a"\n{TEXT}\ndone = {{ }}', 5, "steps[1].done", "E3064"),
    (
        "step beyond a lever's range",
        f'[[steps]]\nid = "a"\n{TEXT}\ndone = {{ lever = "customs", at_least = 4.0 }}',
        5,
        "done.at_least",
        "E3058",
    ),
    ("bound of no lever", f'[[steps]]\nid = "a"\n{TEXT}\ndone = {{ at_least = 4.0 }}', 5, "done.at_least", "E3064"),
    ("step after the end", f'[[steps]]\nid = "a"\n{TEXT}\ndone = {{ month = "2030-01" }}', 5, "done.month", "E3066"),
    ("step for no card", f'[[steps]]\nid = "a"\n{TEXT}\ndone = {{ card = "joker" }}', 5, "done.card", "E3053"),
    ("two steps of one id", f'[[steps]]\nid = "a"\n{TEXT}\n[[steps]]\nid = "a"\n{TEXT}', 6, "steps[2].id", "E3056"),
    (
        "par of nowhere",
        '[par]\noverall = 110.0\nshare = 1.0\nprice = 1.0\nleverage = 1.0\njournal = "x.txt"',
        6,
        "par.journal",
        "E3009",
    ),
]
# (what, text to replace in the file, replacement, field, code)
REPLACED: list[tuple[str, str, str, str, str]] = [
    ("no such kind", 'kind = "era"', 'kind = "epoch"', "kind", "E3014"),
    ("no such fact", 'facts = ["B018"', 'facts = ["B999"', "facts[1]", "E3053"),
    ("no fact at all", 'facts = ["B018"', 'facts = ["31"', "facts[1]", "E3009"),
    ("no such past", 'kind = "era"', 'kind = "era"\npast = "nowhere"', "past", "E3063"),
    ("its own past", 'kind = "era"', 'kind = "era"\npast = "clean-up-2006"', "past", "E3063"),
    ("a past that begins too late", 'kind = "era"', 'kind = "era"\npast = "giant-2019"', "past", "E3063"),
    ("a seed below nothing", 'kind = "era"', 'kind = "era"\nseed = -4', "seed", "E3007"),
    ("a seed of parts", 'kind = "era"', 'kind = "era"\nseed = 0.5', "seed", "E3005"),
    ("turns of four months", "months = 3", "months = 4", "turns[2].months", "E3014"),
    ("objective at a loss", 'figure = "fear"', 'figure = "feer"', "objectives[3].figure", "E3053"),
]


@pytest.fixture
def levels(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "levels", tmp_path / "levels")
    return tmp_path / "levels"


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(Fault) as caught:
        load_level(path)
    return caught.value.problems


@pytest.mark.parametrize(("what", "lines", "line", "field", "code"), ADDED, ids=[row[0] for row in ADDED])
def test_a_mistake_is_told_by_file_line_field_and_code(
    levels: Path, what: str, lines: str, line: int, field: str, code: str
) -> None:
    path = levels / "clean-up-2006.toml"
    text = path.read_text(encoding="utf-8").partition("[par]")[0].rstrip("\n") + "\n"  # its own par stands last
    path.write_text(text + lines + "\n", encoding="utf-8")
    found = problems(path)
    assert [problem.code for problem in found] == [code], what
    assert found[0].path == str(path)
    assert found[0].line == text.count("\n") + line, found[0]
    assert found[0].field.endswith(field), found[0].field


@pytest.mark.parametrize(("what", "old", "new", "field", "code"), REPLACED, ids=[row[0] for row in REPLACED])
def test_a_wrong_word_is_told_by_its_line(levels: Path, what: str, old: str, new: str, field: str, code: str) -> None:
    path = levels / "clean-up-2006.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = problems(path)
    assert [(problem.code, problem.field) for problem in found] == [(code, field)], what
    written = path.read_text(encoding="utf-8").split("\n")[found[0].line - 1]
    assert new.split("\n")[-1] in written


def test_two_levels_that_lead_up_to_each_other_end(levels: Path) -> None:
    for one, other in (("giant-2019", "weapon-2025"), ("weapon-2025", "giant-2019")):
        path = levels / f"{one}.toml"
        path.write_text(
            path.read_text(encoding="utf-8").replace('kind = "era"', f'kind = "era"\npast = "{other}"'),
            encoding="utf-8",
        )
    assert {problem.code for problem in problems(levels / "giant-2019.toml")} == {"E3063"}


def test_all_mistakes_of_all_files_come_at_once(levels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("giant-2019", "weapon-2025"):
        with (levels / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(f'[[access]]\nlevers = ["nothing"]\naccess = "locked"\n{REASON}\n[without]\ncards = ["joker"]\n')
    assert main(["check-levels", str(levels)]) == 3
    told = capsys.readouterr()
    wrong = [line for line in told.err.splitlines() if line]
    assert len(wrong) == 4
    assert all(("giant-2019.toml:" in line) or ("weapon-2025.toml:" in line) for line in wrong)
    assert told.out.count(": ok (") == len(list_levels(levels)) - 2


def test_a_mistake_in_a_shared_file_is_told_once(levels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = levels / "shared" / "news.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('source = "B009"', 'source = ""', 1), encoding="utf-8")
    assert main(["check-levels", str(levels)]) == 3
    told = capsys.readouterr()
    assert told.err.count("news.toml:") == 1
    assert "ok" not in told.out
