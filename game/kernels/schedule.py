"""In which order the numpy form computes: what can be one call becomes one, values are read soon after they are made.

The equations compute logarithms and powers here and there; each is a chain of some twenty operations. They wait until
nothing else can be computed, then all that are ready go through their chains together, as rows of one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.economy import exact
from game.kernels.lower import TO_SQRT_2
from game.kernels.symbols import Symbol

Group = list[Symbol]


def scheduled(work: Sequence[Symbol]) -> list[Group]:
    """The operations in groups, each of one operation on rows of its own; every group after those it reads."""
    return list(_Schedule(work).groups())


class _Schedule:
    def __init__(self, work: Sequence[Symbol]) -> None:
        by_group: dict[int, Group] = {}
        for symbol in work:
            by_group.setdefault(symbol.group, []).append(symbol)
        self._parts = list(by_group.values())
        part_of = {symbol.place: number for number, part in enumerate(self._parts) for symbol in part}
        self._missing: list[int] = []
        self._readers: list[list[int]] = [[] for _ in self._parts]
        for number, part in enumerate(self._parts):
            needed = {part_of[item.place] for symbol in part for item in symbol.inputs if item.place in part_of}
            self._missing.append(len(needed))
            for other in needed:
                self._readers[other].append(number)
        self._where: dict[int, tuple[int, int]] = {}  # of computed values: group and place within it

    def groups(self) -> Iterator[Group]:
        """Depth first: what the last results make possible comes before what has been possible for longer."""
        ready: list[int] = []
        alike: dict[object, list[int]] = {}  # ready ones that may be one call
        waiting: dict[object, list[int]] = {}
        newly = [number for number, missing in enumerate(self._missing) if not missing][::-1]
        count = 0
        while True:
            for number in newly:
                part = self._parts[number]
                if _begins_chain(part[0]):
                    waiting.setdefault(_kind(part[0]), []).append(number)
                else:
                    ready.append(number)
                    alike.setdefault(self._sources(part) or number, []).append(number)
            if ready:
                part = self._parts[ready[-1]]
                together = alike.pop(self._sources(part) or ready[-1])
                ready = [number for number in ready if number not in together]
            elif waiting:
                together = waiting.pop(max(waiting, key=lambda kind: self._width(waiting[kind])))
            else:
                return
            together.sort(key=lambda number: self._order(self._parts[number]))
            group = [symbol for number in together for symbol in self._parts[number]]
            for place, symbol in enumerate(group):
                self._where[symbol.place] = (count, place)
            count += 1
            yield group
            newly = []
            for number in together:
                for reader in self._readers[number]:
                    self._missing[reader] -= 1
                    if not self._missing[reader]:
                        newly.append(reader)

    def _width(self, numbers: Sequence[int]) -> int:
        return sum(len(self._parts[number]) for number in numbers)

    def _sources(self, part: Group) -> tuple[object, ...] | None:
        """What groups that may be one call have in common; None: only with itself."""
        told: list[object] = [part[0].operation]
        for column in zip(*(symbol.inputs for symbol in part), strict=True):
            kinds = {self._source(item) for item in column}
            if len(kinds) > 1:
                return None
            told.append(kinds.pop())
        return tuple(told) if any(isinstance(item, int) for item in told) else None

    def _source(self, symbol: Symbol) -> object:
        if symbol.operation == "constant":
            return symbol.value.hex()
        found = self._where.get(symbol.place)
        return symbol.place + 10**9 if found is None else found[0]

    def _order(self, part: Group) -> tuple[int, int]:
        for item in part[0].inputs:
            if item.place in self._where:
                return self._where[item.place]
        return (0, part[0].place)


def _kind(symbol: Symbol) -> object:
    return symbol.operation, *(item.value.hex() for item in symbol.inputs if item.operation == "constant")


def _begins_chain(symbol: Symbol) -> bool:
    """Whether a logarithm or an exponential begins here."""
    bound = symbol.inputs[-1]
    if bound.operation != "constant":
        return False
    is_cut = symbol.operation == "maximum" and bound.value == -exact.EXP_LIMIT
    return is_cut or (symbol.operation == "add_bits" and bound.value == TO_SQRT_2)
