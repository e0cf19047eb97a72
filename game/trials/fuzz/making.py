"""Three ways to make a bad file: turn its bytes, turn its tree, or grow one from the schema."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping
from typing import Any, Final

from game.trials.fuzz.writing import Raw, Twins

# Bytes that readers stumble over: structure, escapes, odd Unicode, numbers at the ends of their types.
_TOKENS: Final = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        "\0", "\r", "\r\n", "\n", '"', '"""', "'", "'''", "\\", "\\u0000", "\\ud800", "\\U0010ffff", "{", "}", "[", "]",
        "[[", "]]", "=", ":", ",", ".", "..", "#", "nan", "inf", "-inf", "1e999", "-0.0", "5e-324",
        "1e308", "0x" + "f" * 40,
        "9" * 25, "true", "null", "True", "\u200b", "\u202e", "\ufeff", "\U0001f600", "名", "é", "e\u0301", "\x7f",
        "\x85", "__import__('os')", "../../x", "con", "=CMD()", "1985-13", "9999-12", "0000-00",
        "1985-01", '{"a":1,"a":2}',
        "- 1", "+1", "1_000", "１２", "\t" * 40, "[" * 30, "a." * 12, "x" * 5000,
    )
)  # fmt: skip
_TOKENS_RAW: Final = (*_TOKENS, b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf8")

_TEXTS: Final = (
    "", " ", "x", "\0", "\n", "a\u202eb", "\ud800", "名" * 70, "x" * 130, "x" * 2100, "../x", "/etc/passwd", "con",
    "CON", "a:b",
    "shared/../../x.toml", "1985-00", "2025-12", "85-1", "nan", "1", "true", "=1+1", "<b>", "{n}", "%s",
    "\u200b", "e\u0301",
)  # fmt: skip
_NUMBERS: Final = (
    0, 1, -1, 2, 5, 1000, 2**31, 2**53, 2**53 + 1, -(2**63), 10**30, 10**5000, 0.0, -0.0, 0.5, 1.5, -0.5, 1e-300,
    5e-324, 1e300,
    1e9, 1e9 + 1, 0.1, float("nan"), float("inf"), float("-inf"),
)  # fmt: skip
_DEEPEST: Final = 25


def from_bytes(chance: random.Random, seed: bytes) -> bytes:
    """A seed with a few pieces turned, cut, doubled, moved, replaced or stuffed with what readers stumble over."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        length = len(content)
        at = chance.randrange(length + 1)
        kind = chance.randrange(8)
        if kind == 0 and length:
            content[min(at, length - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1 and length:
            content[min(at, length - 1)] = chance.randrange(256)
        elif kind == 2:
            del content[at : at + chance.choice((1, 2, 5, 20, 200))]
        elif kind == 3:
            del content[at:]
        elif kind == 4:
            other = chance.randrange(length + 1)
            content[at:at] = content[other : other + chance.choice((1, 10, 100))]
        elif kind == 5:
            lines = content.split(b"\n")
            one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            content = bytearray(b"\n".join(lines))
        else:
            content[at : at + chance.choice((0, 0, 1, 4))] = chance.choice(_TOKENS_RAW)
    return bytes(content)


def from_tree(chance: random.Random, tree: Any) -> Any:
    """A copy of a parsed file with one to three of its places changed."""
    holder = {"": copy.deepcopy(tree)}
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _change(chance, *_pick(chance, holder))
    return holder[""]


def _pick(chance: random.Random, holder: dict[str, Any]) -> tuple[Any, Any]:
    """A container and one of its keys or places, reached by a walk from the top."""
    container: Any = holder
    name: Any = ""
    while True:
        inner = container[name]
        if isinstance(inner, Mapping | list) and len(inner) and (container is holder or chance.random() < 0.8):
            container = inner
            name = chance.choice(list(inner)) if isinstance(inner, Mapping) else chance.randrange(len(inner))
        else:
            return container, name


def _change(chance: random.Random, container: Any, name: Any) -> None:
    value = container[name]
    kind = chance.randrange(10)
    if kind == 0:
        del container[name]
        if not container and isinstance(container, dict):
            container["x"] = 1
    elif kind == 1 and isinstance(container, dict) and name:
        container[chance.choice((f"{name}s", name.upper(), f" {name}", f"{name}\u200b", "x"))] = container.pop(name)
    elif kind == 2 and isinstance(container, list):
        container += [copy.deepcopy(value)] * chance.choice((1, 2, 400))
    elif kind == 3:
        container[name] = [value] if chance.random() < 0.5 else {"x": value}
    elif kind == 4 and isinstance(value, Mapping):
        pairs = [(str(key), inner) for key, inner in value.items()]
        container[name] = Twins([*pairs, *pairs[:1]])
    elif kind == 5:
        deep: Any = value
        for _ in range(chance.choice((3, 18, _DEEPEST))):
            deep = [deep]
        container[name] = deep
    else:
        container[name] = _near(chance, value)


def _near(chance: random.Random, value: Any) -> Any:
    """Mostly another value of the same kind, so that readers are taken past their first look."""
    if chance.random() < 0.25:
        return chance.choice((None, True, "x", 3, 2.5, [], {}, Raw("nan"), Raw("0o17"), Raw("1979-05-27T07:32:00Z")))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        near: tuple[Any, ...] = (value + 1, -value, value * 2, chance.choice(_NUMBERS))
        if abs(value) < 10**300:
            near += (value * 0.5, float(value))
        return chance.choice(near)
    if isinstance(value, str):
        return chance.choice((value + "x", value[1:], value.upper(), value[::-1], value * 3, chance.choice(_TEXTS)))
    return chance.choice((*_TEXTS, *_NUMBERS))


def grown(chance: random.Random, schema: Mapping[str, Any]) -> Any:
    """A value that a JSON Schema describes, mostly within it and now and then just outside."""
    return _Grower(chance, schema.get("$defs", {})).value(schema, 0)


class _Grower:
    def __init__(self, chance: random.Random, named: Mapping[str, Any]) -> None:
        self._chance = chance
        self._named = named
        self._kinds: dict[str, Callable[[Mapping[str, Any], int], Any]] = {
            "object": self._table,
            "array": self._list,
            "string": self._text,
            "integer": self._whole,
            "number": self._number,
            "boolean": lambda _schema, _depth: chance.random() < 0.5,
            "null": lambda _schema, _depth: None,
        }

    def value(self, schema: Mapping[str, Any], depth: int) -> Any:
        chance = self._chance
        if chance.random() < 0.004:
            return chance.choice((*_TEXTS, *_NUMBERS))
        if "$ref" in schema:
            return self.value(self._named[str(schema["$ref"]).rpartition("/")[2]], depth)
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self.value(chance.choice(schema[several]), depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return chance.choice(schema["enum"])
        return self._kinds.get(str(schema.get("type", "null")), self._text)(schema, depth)

    def _table(self, schema: Mapping[str, Any], depth: int) -> Any:
        chance = self._chance
        made = {}
        for name, inner in schema.get("properties", {}).items():
            needed = name in schema.get("required", ())
            if chance.random() < (0.995 if needed else 0.4 if depth < 4 else 0.1):
                made[name] = self.value(inner, depth + 1)
        extra = schema.get("additionalProperties")
        if isinstance(extra, Mapping):
            for _ in range(chance.randrange(3)):
                made[chance.choice(("customs", "provinces", "tariff", "2025-04", "6", "x"))] = self.value(
                    extra, depth + 1
                )
        return made

    def _list(self, schema: Mapping[str, Any], depth: int) -> Any:
        least, most = int(schema.get("minItems", 0)), int(schema.get("maxItems", 3))
        count = least + self._chance.choice((0, 0, 1, 1, 2)) if depth < 5 else least
        return [self.value(schema.get("items", {}), depth + 1) for _ in range(min(count, most))]

    def _text(self, schema: Mapping[str, Any], _depth: int) -> Any:
        chance = self._chance
        words = str(schema.get("description", "")) + str(schema.get("pattern", ""))
        if "YYYY-MM" in words or r"\d{4}-\d{2}" in words:
            return f"{chance.randrange(1985, 2027)}-{chance.randrange(1, 13):02d}"
        if "64" in words and "0-9a-f" in words:
            return f"{chance.getrandbits(256):064x}"
        if words.startswith("id"):
            return chance.choice(("a", "b1", "quota-years", "x_y", "default", "history"))
        return chance.choice(("a", "customs", "anger", "share", "B001", "文字", "some words", *_TEXTS[:6]))

    def _whole(self, schema: Mapping[str, Any], _depth: int) -> Any:
        least, most = int(schema.get("minimum", 0)), int(schema.get("maximum", 20))
        return self._chance.choice((least, most, self._chance.randint(least, most), least - 1))

    def _number(self, schema: Mapping[str, Any], _depth: int) -> Any:
        least, most = float(schema.get("minimum", 0.0)), float(schema.get("maximum", 1.0))
        return self._chance.choice((least, most, least + (most - least) * self._chance.random(), most + 1.0, 0.5))
