"""The model's documentation agrees with the code: pictures, glossary, the list of equations and its figures."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from game.analysis.calibrate import _PARTLY, _PINNED, MEMBERS
from game.economy import exact
from game.economy.blocks import Array
from game.economy.demand import _LOG_LIMIT
from game.economy.month import STEPS, UPDATES, advance_month, opening_state
from game.economy.policy import LEVER_FIELDS, NO_CAP_T_PER_YEAR, POLICY_FIELDS, policy_from
from game.economy.quantities import Flows, Parameters, State
from game.kernels.structure import structure
from game.reports.model.files import figures_at_known_dates, model_files
from game.reports.model.influence_picture import counts
from game.reports.model.known_dates import BEGIN, END, with_figures
from game.reports.model.tonnes import pipes, stocks_of_goods
from game.rules.game_state import Engine

from .equation_numbers import UNTOLD, numbers_in_code, numbers_in_text

HOW = (
    "the model has changed: look at what `python -m game model --out assets/model --document game/economy/README.md` "
    "writes, check the equations in game/economy/README.md, and commit both with the reason"
)


@pytest.fixture
def document(repository: Path) -> str:
    return (repository / "game" / "economy" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tonnes.svg", "influences.svg", "glossary.md"])
def test_pictures_and_glossary_are_those_of_the_code(repository: Path, name: str) -> None:
    kept = (repository / "assets" / "model" / name).read_text(encoding="utf-8")
    assert kept == model_files()[name], HOW


def test_figures_in_the_document_are_those_of_the_run(document: str) -> None:
    assert document == with_figures(document, figures_at_known_dates()), HOW


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        with_figures("no marks", "table")
    assert with_figures(f"a{BEGIN}old{END}b", "new") == f"a{BEGIN}\nnew\n{END}b"


def test_the_document_tells_every_step_and_update_in_order(document: str) -> None:
    for functions in (STEPS, UPDATES):
        names = [f"{function.__module__.rpartition('.')[2]}.{function.__name__}" for function in functions]
        places = [document.find(f"`{name}`\n") for name in names]
        assert [name for name, place in zip(names, places, strict=True) if place < 0] == [], HOW
        assert places == sorted(places), "steps stand in another order in game/economy/README.md than they run"


@pytest.mark.parametrize("kind", [State, Flows])
def test_the_document_has_an_equation_for_every_quantity(document: str, kind: type[State] | type[Flows]) -> None:
    told = {name for block in re.findall(r"```\n(.*?)```", document, re.DOTALL) for name in re.findall(r"\w+", block)}
    assert [item.name for item in kind.declared() if item.name not in told] == [], HOW


# Words of the document that stand for quantities told elsewhere in it.
ALIASES = {
    "price_basket": {"composition", "rival_heavy_share"},
    "the rivals' composition": {"rival_heavy_share"},
    "rival_refined_t as products": {"composition", "rival_heavy_share"},
    "refining cost": {"know_how_penalty", "rival_refining_cost_usd_per_t", "cost_index_abroad"},
    "weights of c and n in light ore": {"composition"},
    "border_factor": {
        "export_duty_heavy",
        "export_duty_light",
        "export_rebate_metals",
        "export_rebate_ores",
        "metals_export_share",
    },
}


def _names(text: str) -> set[str]:
    """Names in equations; `policy.export_duty_light|heavy` are two."""
    found = set()
    for first, others in re.findall(r"\b([a-z]\w*)((?:\|[a-z]+)*)", text):
        found.add(first)
        found.update(f"{first.rpartition('_')[0]}_{other}" for other in others.split("|")[1:])
    return found


def test_equations_name_what_the_code_reads(document: str) -> None:
    """Under the heading of each step: all quantities that it reads or writes, and none that it does not."""
    made = structure()
    parts = re.split(r"^### (?:\d+\. )?`(\w+\.\w+)`\n", document, flags=re.MULTILINE)
    known = {item.name for kind in (State, Flows, Parameters) for item in kind.declared()} | set(POLICY_FIELDS)
    wrong = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        told = "\n".join(re.findall(r"```\n(.*?)```", text.partition("\n## ")[0], re.DOTALL))
        meant = set().union(*(names for words, names in ALIASES.items() if words in told))
        used: set[str] = set()
        for equation in (*made.flows, *made.stocks):
            if f"{equation.module}.{equation.step}" == name:
                used |= {equation.name, *equation.parameters, *equation.state, *equation.flows}
                used |= {*equation.policy, *equation.world}
        untold, unread = used - _names(told) - meant, (_names(told) & known) - used
        if untold or unread:
            wrong[name] = {"read but not told": sorted(untold), "told but not read": sorted(unread)}
    assert wrong == {}, HOW


# Numbers of the code that its own paragraph need not tell.
TOLD_ELSEWHERE = {
    "trade.licensing": {0.5, 1.5},  # a buyer's place by halves
    "rivals.next_rivals": {0.3},  # refining cost, told in step 8
}


def test_equations_tell_the_numbers_of_the_code(document: str) -> None:
    """Under the heading of each step: the constants that stand in its code, and no others."""
    parts = re.split(r"^### (?:\d+\. )?`(\w+\.\w+)`\n", document, flags=re.MULTILINE)
    code = {
        f"{function.__module__.rpartition('.')[2]}.{function.__name__}": function for function in (*STEPS, *UPDATES)
    }
    wrong = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        told = numbers_in_text("\n".join(re.findall(r"```\n(.*?)```", text.partition("\n## ")[0], re.DOTALL))) - UNTOLD
        used = numbers_in_code(code[name]) - UNTOLD - TOLD_ELSEWHERE.get(name, set())
        if told != used:
            wrong[name] = {"in the code alone": sorted(used - told), "in the text alone": sorted(told - used)}
    assert wrong == {}, HOW


def test_numbers_of_the_preface_and_of_calibration_are_those_of_the_code(document: str) -> None:
    assert f"1 where a cap q is below {NO_CAP_T_PER_YEAR:,.0f} t/yr" in document, HOW
    assert f"ln*(x) = ln(x) cut to [{-_LOG_LIMIT:g}, {_LOG_LIMIT:g}]" in document, HOW
    assert f"{MEMBERS} sets" in document, HOW
    assert f"Below {_PINNED:g} we call a value pinned down, below {_PARTLY:g} partly pinned" in document, HOW


def test_names_in_equations_are_names_in_the_code(document: str) -> None:
    """A quantity with a unit in its name that the code does not know is a slip of the pen or out of date."""
    known = {item.name for kind in (State, Flows, Parameters) for item in kind.declared()}
    blocks = "\n".join(re.findall(r"```\n(.*?)```", document, re.DOTALL))
    named = set(re.findall(r"\b\w+_(?:usd_per_t|musd|busd|t_per_month|per_month)\b", blocks))
    assert sorted(named - known) == []


def test_the_glossary_has_every_quantity(repository: Path) -> None:
    text = (repository / "assets" / "model" / "glossary.md").read_text(encoding="utf-8")
    for kind in (State, Flows, Parameters):
        assert [item.name for item in kind.declared() if f"| `{item.name}` |" not in text] == []


def test_every_lever_is_read_somewhere() -> None:
    made = structure()
    read = {name for equation in (*made.flows, *made.stocks) for name in equation.policy}
    assert set(LEVER_FIELDS) <= read


def test_every_stock_has_an_update_and_every_flow_a_step() -> None:
    made = structure()
    assert sorted(equation.name for equation in made.stocks) == sorted(item.name for item in State.declared())
    first_written = list(dict.fromkeys(equation.name for equation in made.flows))
    assert first_written == [item.name for item in Flows.declared()], "Flows stand in the order they are first written"


def test_pipes_balance_as_the_stocks_do(engine: Engine) -> None:
    """What the picture draws into and out of a stock of goods is what changes it, in a month of numbers."""
    state = opening_state(engine.parameters, engine.world)
    policy = policy_from({})
    for month in range(12):
        before = state
        state, flows = advance_month(engine.parameters, before, policy, engine.world.month(month))
    drawn = pipes(structure())

    def tonnes(name: str, stock: str) -> Array:
        """A flow summed over the axes that the stock does not have."""
        value: Array = getattr(flows, name)
        return exact.total_second(value) if value.ndim > getattr(state, stock).ndim else value

    for stock in ("product_t", "black_t", "foreign_stock_t", "reserve_t", "unsold_t"):
        change = getattr(state, stock) - getattr(before, stock)
        into = sum(tonnes(pipe.flow, stock) for pipe in drawn if pipe.target == stock)
        out = sum(tonnes(pipe.flow, stock) for pipe in drawn if pipe.source == stock)
        np.testing.assert_allclose(change, into - out, atol=1e-9)
    assert set(stocks_of_goods()) <= {end for pipe in drawn for end in (pipe.source, pipe.target)}


def test_a_step_reads_only_what_was_written_before_it() -> None:
    order = {function.__name__: place for place, function in enumerate((*STEPS, *UPDATES))}
    flows_written = {function.__name__ for function in STEPS}
    for reader, writer in counts(structure()):
        if writer in flows_written:
            assert order[writer] < order[reader]
