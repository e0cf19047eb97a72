"""The readers of files from outside, each with sound files to start from and a reader that says how far a file came."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from game import paths
from game.content.assignment import level_of
from game.content.forms import Strict
from game.content.lecture_rows import LectureFile
from game.content.load import find_level, load_level
from game.content.schema import LevelFile, SharedFile
from game.content.source import parse_toml
from game.faults import Fault
from game.policy_player import PolicyFile
from game.research.spec import SpecFile, parse_spec
from game.storage.capsule import Head, open_capsule, seal
from game.storage.capsule_text import armoured, only_passage, unpacked
from game.storage.journal import AnyLine, Header, command_of, parse_journal
from game.storage.settings import Settings, parse_settings
from game.told import told
from game.trials.fuzz.writing import as_json, as_toml

# How far a file came: refused as text, refused for what it says, or taken.
TEXT, MEANING, TAKEN = "text", "meaning", "taken"
STAGES: Final = (TEXT, MEANING, TAKEN)

# Codes of files that were not even text of their format; all other refusals looked at what a sound text says.
_OF_TEXT: Final = ("E3001", "E3002", "E3020", "E3030", "E3031")
_OF_A_SOUND_CAPSULE: Final = "E8005"  # its checksum fits, but no game wrote what it holds
_SOME: Final = 3  # rows of each list that a seed keeps, for speed


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: `read` takes bytes and returns, or raises Fault; anything else it does is a bug."""

    name: str
    seeds: tuple[bytes, ...]
    tree: Callable[[bytes], Any]  # a seed as plain values
    write: Callable[[Any], bytes]  # plain values as a file of this kind
    repair: Callable[[bytes], bytes]  # bytes made whole again where a checksum would hide everything else
    schema: Mapping[str, Any]
    read: Callable[[bytes], None]

    def stage(self, content: bytes) -> tuple[str, str]:
        """How far the bytes came and the code they were refused with."""
        try:
            self.read(content)
        except Fault as fault:
            # The reporter is part of what is tried: it must be able to tell every problem on one line.
            for line in (*fault.lines(), told(fault, "zh_CN")):
                if "\n" in line or len(line) > 1500:
                    raise AssertionError(f"a problem takes more than a line: {line[:200]!r}") from fault
            code = fault.problems[0].code
            refused_as_text = code in _OF_TEXT or (code[1] in "78" and code != _OF_A_SOUND_CAPSULE)
            return TEXT if refused_as_text else MEANING, code
        return TAKEN, ""


def _same(content: bytes) -> bytes:
    return content


def _toml_tree(content: bytes) -> Any:
    return tomllib.loads(content.decode())


def _toml_file(tree: Any) -> bytes:
    return as_toml(tree if isinstance(tree, Mapping) else {"x": tree}).encode("utf-8", "surrogatepass")


def _toml_target(name: str, model: type[Strict], seeds: tuple[bytes, ...]) -> Target:
    def read(content: bytes) -> None:
        parse_toml(f"{name}.toml", content, model)

    return Target(name, seeds, _toml_tree, _toml_file, _same, model.model_json_schema(), read)


def _short(tree: dict[str, Any]) -> dict[str, Any]:
    return {name: value[:_SOME] if isinstance(value, list) else value for name, value in tree.items()}


def _seeds(folder: Path, wanted: Callable[[dict[str, Any]], bool]) -> tuple[bytes, ...]:
    """The files of a folder that are wanted, with few rows of each list."""
    trees = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml"))]
    return tuple(as_toml(_short(tree)).encode() for tree in trees if wanted(tree))


def _assignment_target() -> Target:
    """A small file that extends a shipped level."""

    def read(content: bytes) -> None:
        level_of(paths.levels_folder() / "assignment.toml", content)

    seeds = _seeds(paths.levels_folder(), lambda tree: "extends" in tree)
    return Target("assignment", seeds, _toml_tree, _toml_file, _same, LevelFile.model_json_schema(), read)


def _shared_seeds() -> tuple[bytes, ...]:
    files = sorted((paths.levels_folder() / "shared").rglob("*.toml"))
    return tuple(as_toml(_short(tomllib.loads(file.read_text(encoding="utf-8")))).encode() for file in files)


_POLICY_SEED: Final = b"""[[set]]
month = "1985-01"
lever = "customs"
value = 0.5
[[set]]
month = "1986-04"
lever = "export_rebate_ores"
value = 0.13
[[choose]]
card = "japanese_plant"
option = "accept"
"""

_HEADER: Final = {
    "journal": "lanthanide-journal", "format": 2, "game": "0.1.0", "level": "campaign", "level_hash": "0" * 64,
    "rules": "1", "parameters": "default", "parameters_hash": "1" * 64, "world": "history", "world_hash": "2" * 64,
    "name": "a", "month": "1985-01",
}  # fmt: skip
_JOURNAL_LINES: Final = (
    _HEADER,
    {"do": "set", "lever": "customs", "value": 0.5},
    {"do": "announce", "lever": "export_quota_light", "value": 20000.0, "month": 20},
    {"do": "withdraw", "lever": "export_quota_light"},
    {"do": "choose", "card": "japanese_plant", "option": "accept"},
    {"do": "exchange", "duel": "washington_2025", "move": "offer"},
    {"do": "end_turn"},
    {"do": "mark", "month": "1985-01", "state": "3" * 64},
    {"do": "turn", "month": "1985-01", "state": "3" * 64, "share": 100.0, "price": 100.0, "leverage": 100.0},
    {"do": "score", "overall": 100.0, "state": "4" * 64},
)


def _journal_file(tree: Any) -> bytes:
    lines = tree if isinstance(tree, list | tuple) else [tree]
    return _signed("".join(as_json(line) + "\n" for line in lines).encode("utf-8", "surrogatepass"))


def _signed(body: bytes) -> bytes:
    return body + b'{"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def _resigned(content: bytes) -> bytes:
    """A journal with the checksum that fits what it has become."""
    body, mark, _ = content.rpartition(b'{"sha256":"')
    return _signed(body if mark else content)


def _journal_tree(content: bytes) -> Any:
    return [json.loads(line) for line in content.decode().splitlines()[:-1]]


def _journal_schema() -> Mapping[str, Any]:
    lines = TypeAdapter(AnyLine).json_schema()
    header = Header.model_json_schema()
    return {
        "type": "array",
        "minItems": 4,
        "items": {"anyOf": [*[{"$ref": "#/$defs/Line"}] * 8, {"$ref": "#/$defs/Header"}]},
        "$defs": {**lines.pop("$defs"), "Line": lines, "Header": header},
    }


def _grown_journal(tree: Any) -> bytes:
    """Grown lines below a sound header, for a journal without one is refused before they are looked at."""
    starts = isinstance(tree, list) and bool(tree) and isinstance(tree[0], Mapping) and "journal" in tree[0]
    return _journal_file(tree if starts or not isinstance(tree, list) else [_HEADER, *tree])


_CAPSULE_HEAD: Final = Head(
    level="campaign",
    rules="1",
    difficulty="normal",
    name="Ann 安",
    rewinds=2,
    ironman=0,
    level_hash="0" * 12,
    parameters_hash="1" * 8,
    world_hash="2" * 8,
    state="3" * 16,
)


def _capsule_file(tree: Any) -> bytes:
    """Numbers as the bytes of a capsule whose checksum fits."""
    numbers = tree if isinstance(tree, list) else [tree]
    return armoured(bytes(one % 256 for one in numbers if isinstance(one, int) and abs(one) < 2**64)[:9000]).encode()


def _capsule_tree(content: bytes) -> Any:
    return list(unpacked(only_passage(content.decode(), "x"), "x"))


def _capsule_repaired(content: bytes) -> bytes:
    """Changed letters as a capsule again, where they still are letters of one."""
    try:
        return _capsule_file(_capsule_tree(content))
    except (Fault, UnicodeDecodeError):
        return content


def _capsule_target() -> Target:
    level = load_level(find_level("campaign"))
    commands = [command for line in _JOURNAL_LINES[1:-1] if (command := command_of(_line(line))) is not None]

    def read(content: bytes) -> None:
        open_capsule(content.decode("utf-8", "replace"), "x").commands(level)

    seeds = tuple(seal(_CAPSULE_HEAD, tuple(given), level).encode() for given in (commands, commands[:1], commands * 3))
    schema = {"type": "array", "minItems": 30, "items": {"type": "integer", "minimum": 0, "maximum": 255}}
    return Target("capsule", seeds, _capsule_tree, _capsule_file, _capsule_repaired, schema, read)


def _line(row: Mapping[str, Any]) -> Any:
    return TypeAdapter(AnyLine).validate_python(row)


def targets() -> tuple[Target, ...]:
    """All readers that a file of somebody else can reach."""
    settings = Settings(keys={"end_turn": "space"}).model_dump_json(indent=1).encode()
    return (
        Target(
            "journal",
            (_journal_file(_JOURNAL_LINES),),
            _journal_tree,
            _grown_journal,
            _resigned,
            _journal_schema(),
            lambda content: _drop(parse_journal("x.journal", content)),
        ),
        _capsule_target(),
        _toml_target("policy", PolicyFile, (_POLICY_SEED,)),
        Target(
            "sweep",
            ((paths.assets_folder() / "examples" / "sweep.toml").read_bytes(),),
            _toml_tree,
            _toml_file,
            _same,
            SpecFile.model_json_schema(),
            lambda content: _drop(parse_spec(Path("sweep.toml"), content)),
        ),
        Target(
            "settings",
            (settings,),
            json.loads,
            lambda tree: as_json(tree).encode("utf-8", "surrogatepass"),
            _same,
            Settings.model_json_schema(),
            lambda content: _drop(parse_settings("settings.json", content)),
        ),
        _toml_target("shared", SharedFile, _shared_seeds()),
        _toml_target("level", LevelFile, _seeds(paths.levels_folder(), lambda tree: "extends" not in tree)),
        _assignment_target(),
        _toml_target("lecture", LectureFile, _seeds(paths.lectures_folder(), bool)),
    )


def _drop(_: object) -> None:
    """A reader returns nothing."""
