"""The TOML file that says which runs a sweep makes: read strictly, every problem with file, line and field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from game.content.forms import Id, Month, Setting, Share, Strict
from game.content.source import MAXIMUM_BYTES, Source, parse_toml
from game.economy.indicators import FIGURES
from game.faults import Fault, Problem, did_you_mean
from game.reading import read_bytes
from game.research.units import RULES_FIGURES, is_flow
from game.rules.difficulty import DIFFICULTIES, DifficultyId

MOST_RUNS: Final = 1_000_000
FileName = Annotated[str, Field(min_length=1, max_length=400, description="path from the specification's folder")]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]


class OrderRow(Strict):
    """A lever ordered to a setting from a month on."""

    month: Month
    lever: str
    value: Setting


class AnswerRow(Strict):
    """What a card is answered with."""

    card: str
    option: str


class GridRow(Strict):
    """A lever ordered from a month on to each of several settings in turn; several rows make every combination."""

    month: Month
    lever: str
    values: list[Setting] = Field(min_length=1, max_length=200)


class PolicyRow(Strict):
    """One policy, or with a grid as many as it has combinations; exactly one of `base`, `file` and `run`."""

    id: Id
    base: Literal["history", "none"] | None = Field(default=None, description="what is done besides the orders here")
    file: FileName | None = Field(default=None, description="a policy file as `lanthanide run --policy` takes it")
    run: FileName | None = Field(default=None, description="a journal, or a file with one run capsule")
    set: list[OrderRow] = Field(default_factory=list, max_length=500)
    choose: list[AnswerRow] = Field(default_factory=list, max_length=500)
    grid: list[GridRow] = Field(default_factory=list, max_length=6)


class ParametersRow(Strict):
    """One set of parameters or several: `file`, `ensemble` or `perturbed`; none of them means the level's own."""

    id: Id
    file: FileName | None = Field(default=None, description="a parameter file")
    ensemble: int | None = Field(default=None, ge=1, le=5000, description="so many members, the best first")
    perturbed: int | None = Field(default=None, ge=1, le=5000, description="so many sets around the level's own")
    spread: Share = Field(default=0.1, description="how far a perturbed value may lie off, over its bounds")
    seed: Seed = Field(default=1, description="of the perturbed sets")


class FiguresRow(Strict):
    """Figures by name: of the last month, and of each calendar year as a mean, a sum or its last month."""

    final: list[str] = Field(default_factory=list, max_length=200)
    yearly_mean: list[str] = Field(default_factory=list, max_length=200)
    yearly_sum: list[str] = Field(default_factory=list, max_length=200)
    yearly_last: list[str] = Field(default_factory=list, max_length=200)


class SpecFile(Strict):
    """Every level x difficulty x seed x set of parameters x policy is a run."""

    schema_: int = Field(alias="schema", description="1")
    mode: Literal["rules", "engine"] = "rules"
    levels: list[str] = Field(min_length=1, max_length=100)
    difficulties: list[DifficultyId] = Field(default=["normal"], min_length=1, max_length=len(DIFFICULTIES))
    seeds: list[Seed] = Field(default_factory=list, max_length=10_000, description="worlds; none: the level's own")
    policy: list[PolicyRow] = Field(min_length=1, max_length=1000)
    parameters: list[ParametersRow] = Field(default_factory=list, max_length=100)
    figures: FiguresRow = FiguresRow()


@dataclass(frozen=True, slots=True)
class Spec:
    """A specification that holds together, and where its fields stand."""

    path: Path
    source: Source
    file: SpecFile

    @property
    def known_figures(self) -> tuple[str, ...]:
        return FIGURES if self.file.mode == "engine" else (*FIGURES, *RULES_FIGURES)


def read_spec(path: Path) -> Spec:
    """A specification, checked for what can be told without the files that it names.

    Raises Fault with every problem of the file.
    """
    return parse_spec(path, read_bytes(path, MAXIMUM_BYTES))


def parse_spec(path: Path, content: bytes) -> Spec:
    """The bytes of a specification that lies at `path`, checked alike. Raises Fault with every problem of the file."""
    source, file = parse_toml(str(path), content, SpecFile)
    spec = Spec(path, source, file)
    problems = [*_policies(spec), *_parameters(spec), *_twins(spec), *_figures(spec)]
    if problems:
        raise Fault(problems)
    return spec


def _policies(spec: Spec) -> Iterator[Problem]:
    for place, row in enumerate(spec.file.policy):
        where = ("policy", place)
        given = [name for name in ("base", "file", "run") if getattr(row, name) is not None]
        if len(given) != 1:
            told = " and ".join(given) or None
            yield spec.source.problem(where, "E3008", "needs exactly one source", told, "base, file or run")
        elif given != ["base"] and (row.set or row.choose or row.grid):
            what = f"takes no set, choose or grid beside {given[0]}"
            yield spec.source.problem(where, "E3008", what, None, 'base = "history" or "none"')
        if spec.file.mode == "engine" and (row.run is not None or row.choose):
            field = "run" if row.run is not None else "choose"
            yield spec.source.problem((*where, field), "E3008", "needs the rules", None, 'mode = "rules"')


def _parameters(spec: Spec) -> Iterator[Problem]:
    for place, row in enumerate(spec.file.parameters):
        given = [name for name in ("file", "ensemble", "perturbed") if getattr(row, name) is not None]
        if len(given) > 1:
            what = "needs at most one source"
            yield spec.source.problem(
                ("parameters", place), "E3008", what, " and ".join(given), "file, ensemble or perturbed"
            )


def _twins(spec: Spec) -> Iterator[Problem]:
    """Names that stand twice where each makes runs of its own."""
    named: dict[str, list[tuple[tuple[str | int, ...], str]]] = {
        "levels": [((place,), name) for place, name in enumerate(spec.file.levels)],
        "difficulties": [((place,), name) for place, name in enumerate(spec.file.difficulties)],
        "seeds": [((place,), str(seed)) for place, seed in enumerate(spec.file.seeds)],
        "policy": [((place, "id"), row.id) for place, row in enumerate(spec.file.policy)],
        "parameters": [((place, "id"), row.id) for place, row in enumerate(spec.file.parameters)],
    }
    for field, items in named.items():
        names = [name for _, name in items]
        for number, (place, name) in enumerate(items):
            if name in names[:number]:
                yield spec.source.problem((field, *place), "E3056", "stands twice", name)


def _figures(spec: Spec) -> Iterator[Problem]:
    known = spec.known_figures
    for field in FiguresRow.model_fields:
        names: list[str] = getattr(spec.file.figures, field)
        for place, name in enumerate(names):
            if name not in known:
                hint = did_you_mean(name, known) or "a column of series.csv"
                yield spec.source.problem(("figures", field, place), "E3053", "is not known", name, hint)
            elif name in names[:place]:
                yield spec.source.problem(("figures", field, place), "E3056", "stands twice", name)
            elif field == "yearly_sum" and not is_flow(name):
                what = "is no flow of a month and has no sum"
                yield spec.source.problem(("figures", field, place), "E3008", what, name, "yearly_mean or yearly_last")
