"""Keeps the message catalogues; needs babel (`pip install -e ".[dev]"`).

python assets/locale/catalogues.py fold      take the words of game/ui/words_*.py into the catalogues
python assets/locale/catalogues.py compile   write lanthanide.mo beside every lanthanide.po
python assets/locale/catalogues.py check     say which messages are missing, unused, or differ in placeholders

A word is added by its id in both lanthanide.po files and `compile`; or, while a screen is being built, as
`WORDS = {"id": ("English", "中文")}` in a module game/ui/words_NAME.py, which `fold` empties into the catalogues.
A plural there is `PLURALS = {"id": (("{n} turn", "{n} turns"), ("{n}个回合",))}`, asked for with `plural("id", count)`.
"""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
GAME = FOLDER.parent.parent / "game"
LANGUAGES = ("en", "zh_CN")
DOMAIN = "lanthanide"
# Calls whose first argument is a message id.
ASKING = ("say", "phrase", "plural")


def po_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    with po_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    """Sorted and never wrapped, so that a changed word is one changed line."""
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=0, sort_output=True, omit_header=False)
    file.write_bytes(text.getvalue())


def mo_bytes(language: str) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    return compiled.getvalue()


def compile_all() -> None:
    for language in LANGUAGES:
        po_file(language).with_suffix(".mo").write_bytes(mo_bytes(language))


def waiting() -> dict[str, tuple[str, str]]:
    """Words of game/ui/words_*.py: every dict there with pairs of texts as values."""
    found = {}
    for file in sorted((GAME / "ui").rglob("words_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            value = getattr(node, "value", None)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(value, ast.Dict):
                words = ast.literal_eval(value)
                found.update({key: pair for key, pair in words.items() if isinstance(pair, tuple) and len(pair) == 2})
    return found


def fold() -> None:
    words = waiting()
    for place, language in enumerate(LANGUAGES):
        catalogue = read(language)
        for message, pair in words.items():
            here = catalogue.get(message)
            if here is not None and here.string not in ("", pair[place]):
                print(f"{language}: {message} was {here.string!r}, kept; the new {pair[place]!r} is dropped")
                continue
            # A tuple in place of a text holds the forms of a plural.
            catalogue.add((message, message) if isinstance(pair[place], tuple) else message, pair[place])
        write(language, catalogue)
    compile_all()
    for file in sorted((GAME / "ui").rglob("words_*.py")):
        print(f"folded {file.name}: delete it, and import nothing from it any more")


class Uses(ast.NodeVisitor):
    """Message ids that the code asks for: whole ones, and beginnings of those put together."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.patterns: set[tuple[str, ...]] = set()
        self.texts: set[str] = set()

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.texts.add(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ASKING and node.args:
            for asked in self._branches(node.args[0]):
                self._ask(asked)
        self.generic_visit(node)

    def _branches(self, node: ast.expr) -> list[ast.expr]:
        """Both sides of a conditional expression."""
        if isinstance(node, ast.IfExp):
            return [*self._branches(node.body), *self._branches(node.orelse)]
        return [node]

    def _ask(self, node: ast.expr) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # The transcript's own `say` takes whole sentences.
            if node.value and " " not in node.value:
                self.asked.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = tuple(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
            if " " not in "".join(parts) and parts[0] != "*":
                self.patterns.add(parts)


def uses() -> Uses:
    found = Uses()
    for file in sorted(GAME.rglob("*.py")):
        found.visit(ast.parse(file.read_text(encoding="utf-8")))
    return found


def main(arguments: list[str]) -> int:
    match arguments:
        case ["fold"]:
            fold()
        case ["compile"]:
            compile_all()
        case ["check"]:
            problems = check()
            print("\n".join(problems) or "all well")
            return 1 if problems else 0
        case _:
            print(__doc__)
            return 2
    return 0


def messages(language: str) -> dict[str, Message]:
    """The catalogue's messages by their id; plural ones by the id of their singular."""
    return {str(one.id[0] if isinstance(one.id, tuple) else one.id): one for one in read(language) if one.id}


def check() -> list[str]:
    """What is wrong with the catalogues and the code that asks them."""
    from fnmatch import fnmatchcase
    from string import Formatter

    catalogues = {language: messages(language) for language in LANGUAGES}
    english, others = catalogues["en"], {code: words for code, words in catalogues.items() if code != "en"}
    used = uses()
    ready = set(english) | set(waiting())
    patterns = ["".join(parts) for parts in used.patterns]
    problems = [f"asked for but in no catalogue: {one}" for one in sorted(used.asked - ready)]
    problems += [f"no message fits: {one}" for one in patterns if not any(fnmatchcase(word, one) for word in ready)]
    unused = [one for one in english if one not in used.texts and not any(fnmatchcase(one, p) for p in patterns)]
    problems += [f"used nowhere: {one}" for one in sorted(unused)]

    def forms(one: object) -> tuple[str, ...]:
        string = getattr(one, "string", "")
        return tuple(string) if isinstance(string, list | tuple) else (string,)

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for code, words in others.items():
        problems += [f"{code}: missing {one}" for one in sorted(set(english) - set(words))]
        problems += [f"{code}: not in English {one}" for one in sorted(set(words) - set(english))]
        for one in sorted(set(english) & set(words)):
            wanted = set().union(*(fields(text) for text in forms(english[one])))
            for text in forms(words[one]):
                if not text:
                    problems.append(f"{code}: empty {one}")
                elif fields(text) != wanted:
                    problems.append(f"{code}: other placeholders in {one}: {fields(text)} for {wanted}")
    return problems


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
