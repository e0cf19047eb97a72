"""A broken file of checks is refused with file, line, check and field; the command prints a table and a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.analysis.behaviour_file import read_checks
from game.cli import main
from game.economy.dimensions import month_index
from game.economy.policy import NO_CAP_T_PER_YEAR
from game.faults import ExitCode, Fault

GOOD = """
[[check]]
id = "first"
words = "more research -> more patents"
changes = [{ lever = "research_patents", times = 3.0, from = "1990-01", until = "1999-12" }]
figure = "china_patents"
years = [1999, 1999]
compare = "above"
by = 0.05

[[check]]
id = "second"
words = "no quota -> lower price"
base = [{ parameter = "rival_lead_months", times = 2.0 }]
changes = [{ lever = "export_quota_light", value = "none" }]
figure = "export_price_usd_per_t"
per = "domestic_price_usd_per_t"
months = ["2010-07", "2011-06"]
against = [2005, 2006]
kind = "peak"
compare = "below"
by = 0.5
measure = "difference"
fit = true
"""
# What is wrong, what to replace, by what, the problem's code, words of its message.
BROKEN = [
    ("unknown lever", '"research_patents"', '"research_patent"', "E3053", "research_patents"),
    ("unknown figure", '"china_patents"', '"china_patent"', "E3053", "china_patents"),
    ("unknown parameter", '"rival_lead_months"', '"rival_lead_month"', "E3053", "rival_lead_months"),
    ("unknown per", '"domestic_price_usd_per_t"', '"nothing"', "E3053", "per"),
    ("two operations", "times = 3.0", "times = 3.0, plus = 1.0", "E3072", "exactly one"),
    ("no operation", "times = 3.0, ", "", "E3072", "exactly one"),
    ("lever and parameter", "{ lever = ", '{ parameter = "leak_share", lever = ', "E3073", "either"),
    ("neither", 'parameter = "rival_lead_months", ', "", "E3073", "either"),
    ("dated parameter", "times = 2.0", 'times = 2.0, from = "1990-01"', "E3075", "the whole run"),
    ("none for a lever without cap", "times = 3.0", 'value = "none"', "E3074", "quotas"),
    ("until before from", '"1999-12"', '"1989-12"', "E3054", "until"),
    ("not a month", '"1999-12"', '"1999-13"', "E3008", "YYYY-MM"),
    ("years backwards", "[1999, 1999]", "[1999, 1998]", "E3054", "years"),
    ("years out of range", "[1999, 1999]", "[1900, 1999]", "E3007", "years"),
    ("one year", "[1999, 1999]", "[1999]", "E3012", "years"),
    ("years and months", 'kind = "peak"', "years = [2010, 2010]", "E3070", "one of the two"),
    ("neither years nor months", "years = [1999, 1999]\n", "", "E3070", "one of the two"),
    ("every year of months", 'kind = "peak"', 'kind = "every_year"', "E3071", "whole years"),
    ("unknown kind", '"peak"', '"median"', "E3014", "kind"),
    ("unknown compare", '"below"', '"lower"', "E3014", "compare"),
    ("no band", 'compare = "above"\nby = 0.05', 'compare = "within"\nby = 0.0', "E3007", "by"),
    ("threshold as text", "by = 0.05", 'by = "5%"', "E3005", "by"),
    ("threshold too large", "by = 0.05", "by = 50.0", "E3007", "relative"),
    ("negative threshold", "by = 0.05", "by = -0.05", "E3007", "by"),
    ("nan", "by = 0.05", "by = nan", "E3006", "finite"),
    ("misspelt key", "fit = true", "fits = true", "E3003", "fit"),
    ("missing words", 'words = "no quota -> lower price"\n', "", "E3004", "words"),
    ("no changes", '[{ lever = "export_quota_light", value = "none" }]', "[]", "E3012", "changes"),
    ("same id twice", '"second"', '"first"', "E3056", "twice"),
    ("bad id", '"second"', '"Second check"', "E3009", "id"),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    first, second = read_checks(written(tmp_path, GOOD))
    assert first.window == (month_index(1999, 1), month_index(1999, 12))
    assert (first.compare, first.by, first.kind, first.measure, first.fit) == ("above", 0.05, "mean", "relative", False)
    assert (first.changes[0].first, first.changes[0].last) == (month_index(1990, 1), month_index(1999, 12))
    assert second.changes[0].amount == NO_CAP_T_PER_YEAR
    assert second.lanes == (second.base, second.base + second.changes)
    assert second.figures == ("export_price_usd_per_t", "domestic_price_usd_per_t")
    assert second.end == month_index(2011, 7)
    assert second.against == (month_index(2005, 1), month_index(2006, 12))


@pytest.mark.parametrize(("old", "new", "code", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_refused_by_name(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(Fault) as caught:
        read_checks(written(tmp_path, GOOD.replace(old, new, 1)))
    problem = next(problem for problem in caught.value.problems if problem.code == code)
    said = str(problem)
    assert "mine.toml:" in said
    assert problem.line > 1
    assert words in said
    assert "check[1]" in said or "check[2]" in said
    if old != '"second"':
        assert "(first)" in said or "(second)" in said


def test_a_file_without_checks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        read_checks(written(tmp_path, "check = []\n"))
    with pytest.raises(Fault):
        read_checks(tmp_path / "missing.toml")


def test_the_command_says_what_is_met_and_what_is_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = GOOD.partition('\n[[check]]\nid = "second"')[0]
    met = written(tmp_path, first)
    assert main(["behaviour", str(met)]) == ExitCode.OK
    assert "1 of 1 checks met" in capsys.readouterr().out
    missed = written(tmp_path, first.replace('"above"', '"below"'))
    assert main(["behaviour", str(missed)]) == 1
    assert "MISSED: more research -> more patents" in capsys.readouterr().out
    assert main(["behaviour", str(missed), "--json"]) == 1
    row = json.loads(capsys.readouterr().out)[0]
    assert (row["id"], row["passed"], row["from"], row["until"]) == ("first", False, "1999-01", "1999-12")
    assert main(["behaviour", str(written(tmp_path, "x"))]) == ExitCode.INVALID
