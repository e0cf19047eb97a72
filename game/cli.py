"""The command line: each command in its own function; only `play` in a window and `tour` need pygame."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import __version__
from game.faults import ExitCode, Fault, Problem, gravest

if TYPE_CHECKING:
    from game.rules.level import Level

# Commands with arguments of their own: the module whose `main` runs them, and what they do.
OWN_LINES: Final = {
    "facts": ("game.analysis.facts", "every target, history, engine, verdict"),
    "behaviour": ("game.analysis.behaviour_command", "what a change of one thing must do, by pairs of runs"),
    "calibrate": ("game.analysis.calibrate", "search the parameters"),
    "bench": ("game.bench.main", "speeds side by side, as ratios"),
    "exact": ("game.exactness.command", "the same bits everywhere, and sound books in random campaigns"),
    "par": (
        "game.reports.par_command",
        "search a level's policies for the best score and keep the journal that earns it",
    ),
    "sweep": (
        "game.research.command",
        "policies x levels x parameter sets x seeds to CSV or Parquet",
    ),
    "balance": ("game.reports.balance_report", "hold or refute the claims about the game's balance by runs"),
    "luck": ("game.text.luck_command", "a finished game's decisions in a thousand worlds: luck or skill"),
    "film": ("game.text.film", "a run told turn by turn, another beside it"),
    "saves": ("game.trials.saves.round_trips_command", "random games saved and loaded at every turn, journals damaged"),
    "lesson": ("game.reports.lesson", "the lesson of the quota trap on paper: Markdown and PDF"),
    "kit": ("game.kit", "a folder for a USB stick that installs without a network"),
    "crash": ("game.trials.saves.command", "power losses, failing disks and kills while the game saves"),
    "monkey": (
        "game.trials.window.command",
        "events without sense by the thousand, every size, text size and language",
    ),
    "defects": ("game.trials.defects.command", "small defects put into the code: do the tests notice?"),
    "environments": ("game.trials.environments.command", "the same jobs under all that may be odd about a machine"),
    "soak": ("game.trials.soak.command", "one window played on and on: what the process holds must not grow"),
    "fuzz": ("game.trials.fuzz.command", "bad files by the million against every reader of files"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is one of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments and arguments[0] in OWN_LINES:
            return _own_line(arguments[0], arguments[1:])
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except Fault as fault:
        for line in fault.lines():
            print(line, file=sys.stderr)
        return int(fault.exit_code)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.IO)
    except Exception as error:
        refused = _engine_fault(error)
        if refused is not None:
            for line in refused.lines():
                print(line, file=sys.stderr)
            return int(refused.exit_code)
        print(f"internal error: {type(error).__name__}: {error}", file=sys.stderr)
        from game.crash_report import write_report

        print(f"report written to {write_report(str(list(arguments)))}", file=sys.stderr)
        return int(ExitCode.INTERNAL)


def _engine_fault(error: Exception) -> Fault | None:
    """The fault behind an error of the engine's guard; None for any other, which is a bug of ours."""
    from game.desk import engine_fault
    from game.economy.guard import EngineError

    return engine_fault(error) if isinstance(error, EngineError) else None


def _own_line(name: str, arguments: Sequence[str]) -> int:
    """A command that reads its own arguments, in a module that is loaded only when it is asked for."""
    module = "game.ui.bench" if name == "bench" and "--ui" in arguments else OWN_LINES[name][0]
    command: Callable[[Sequence[str]], int] = importlib.import_module(module).main
    return command(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lanthanide", description="China's rare-earth policy, 1985-2025.")
    parser.add_argument("--version", action="version", version=f"lanthanide {__version__}")
    parser.set_defaults(command=_play, level="", text=False, language="", difficulty="normal", ironman=False)
    commands = parser.add_subparsers(title="commands")
    play = commands.add_parser("play", help="play in a window, or as text")
    play.add_argument("level", nargs="?", default="", help="level id or file")
    play.add_argument("--text", action="store_true", help="play as a transcript on standard input and output")
    play.add_argument("--language", default="", help="of the transcript: en or zh_CN (default: as in the settings)")
    _takes_difficulty(play)
    play.add_argument("--ironman", action="store_true", help="play as text without turning time back")
    play.set_defaults(command=_play)
    demo = commands.add_parser("demo", help="a lecture on a projector, or as text; --check reads lecture files")
    demo.add_argument("lectures", nargs="*", metavar="LECTURE", help="lecture id or file (default: choose one)")
    demo.add_argument("--text", action="store_true", help="tell it on standard output, led by standard input")
    demo.add_argument(
        "--check", action="store_true", help="only say what is wrong with lecture files, by line and field"
    )
    demo.add_argument("--language", default="", help="en or zh_CN (default: as in the settings)")
    demo.set_defaults(command=_demo)
    run = commands.add_parser("run", help="play a level without a window and write its files")
    run.add_argument("level", help="level id or file")
    run.add_argument("--policy", default="history", help="history, none, a policy file (.toml) or a .journal")
    _takes_difficulty(run)
    run.add_argument("--out", type=Path, default=None, help="folder for series.csv, score.json and run.journal")
    run.add_argument("--report", default="", metavar="LANGUAGE", help="also report.html, report.pdf and capsule.png")
    run.add_argument("--json", action="store_true", help="print score.json to standard output")
    run.set_defaults(command=_run)
    verify = commands.add_parser("verify", help="replay journals and run capsules; compare state and score")
    verify.add_argument("runs", nargs="+", help="journals, files with capsules, folders of both, or a capsule itself")
    verify.add_argument("--json", action="store_true", help="print one JSON line a run")
    verify.set_defaults(command=_verify)
    table = commands.add_parser("class", help="score a folder of journals and capsules; write CSV, HTML and PDF")
    _takes_class(table, "class")
    table.set_defaults(command=_class)
    pack = commands.add_parser("debrief-pack", help="slides, worksheet and answers from a class's own runs")
    _takes_class(pack, "debrief")
    pack.set_defaults(command=_debrief_pack)
    check = commands.add_parser("check-levels", help="check level files and say what is wrong, with line and field")
    check.add_argument("paths", nargs="*", type=Path, help="files or folders (default: the shipped levels)")
    check.set_defaults(command=_check_levels)
    schema = commands.add_parser("schema", help="print the JSON Schema of level files, for editors")
    schema.set_defaults(command=_schema)
    model = commands.add_parser("model", help="write the model's pictures, glossary and figures at known dates")
    model.add_argument("--out", type=Path, default=Path("out"), help="folder for the pictures and the glossary")
    model.add_argument("--document", type=Path, default=None, help="file whose marked table takes the figures")
    model.set_defaults(command=_model)
    tour = commands.add_parser("tour", help="play history without a display; write report and screenshots")
    tour.add_argument("--out", type=Path, default=Path("out"))
    tour.set_defaults(command=_tour)
    gallery = commands.add_parser("gallery", help="every widget of the window on one screen")
    gallery.set_defaults(command=_gallery)
    for name, (_, words) in OWN_LINES.items():
        commands.add_parser(name, help=words, add_help=False)
    return parser


def _takes_class(command: argparse.ArgumentParser, out: str) -> None:
    command.add_argument("folder", type=Path, help="folder of hand-ins, its subfolders included")
    command.add_argument("--out", type=Path, default=Path(out), help=f"folder for what is written (default: {out})")
    command.add_argument("--jobs", type=int, default=0, help="processes at work (default: one a processor)")
    command.add_argument("--level", default="", help="level id or file that all are to have played")
    command.add_argument("--language", default="", help="of what is written: en or zh_CN")
    command.add_argument("--force", action="store_true", help="overwrite what was written before")


def _takes_difficulty(command: argparse.ArgumentParser) -> None:
    command.add_argument("--difficulty", default="normal", help="easy, normal or hard (a journal knows its own)")


def _at_difficulty(level: Level, name: str) -> Level:
    """The level at the difficulty asked for.

    Raises Fault (exit 2) for an unknown one.
    """
    from game.rules.difficulty import DIFFICULTIES, NORMAL

    known = [one.id for one in DIFFICULTIES]
    if name not in known:
        raise Fault([Problem("--difficulty", "E2003", "is unknown", got=name[:80], expected=", ".join(known))])
    if level.fixed_difficulty and name not in (level.difficulty.id, NORMAL.id):
        raise Fault([Problem("--difficulty", "E2003", "is fixed by the level", got=name, expected=level.difficulty.id)])
    return level.at_difficulty(name)


def _play(options: argparse.Namespace) -> int:
    if options.text:
        from game.content.load import find_level, load_level
        from game.text.play import play

        level = _at_difficulty(load_level(find_level(options.level or "campaign")), options.difficulty)
        return play(level, sys.stdin, sys.stdout, _language(options.language), options.ironman)
    from game.ui.display import trouble

    reason = trouble()
    if not reason:
        from game.ui.app import NoWindowError
        from game.ui.app import main as window

        try:
            return window(options.level)
        except NoWindowError as error:
            reason = str(error)
    return _without_window(reason)


def _demo(options: argparse.Namespace) -> int:
    from game.content.lectures import find_lecture, load_lecture

    if options.check:
        return _check_lectures(options.lectures)
    if len(options.lectures) > 1:
        raise Fault([Problem("demo", "E2003", "takes one lecture", got=str(len(options.lectures)), expected="1")])
    lecture = load_lecture(find_lecture(options.lectures[0])) if options.lectures else None
    if not options.text:
        from game.ui.display import trouble

        reason = trouble()
        if reason:
            raise Fault([Problem("demo", "E6005", f"needs a window, but {reason}", expected="demo LECTURE --text")])
        from game.ui.app import main as window

        return window(demo=lecture or True)
    from game.text.lecture import hold

    lecture = lecture or load_lecture(find_lecture("forty-years"))
    return hold(lecture, sys.stdin, sys.stdout, _language(options.language))


def _check_lectures(names: Sequence[str]) -> int:
    """Each lecture file with what is wrong with it; without names all that ship."""
    from game import paths
    from game.content.lectures import find_lecture, load_lecture

    codes = []
    for path in [find_lecture(name) for name in names] or sorted(paths.lectures_folder().glob("*.toml")):
        try:
            print(f"{path}: ok ({load_lecture(path).id})")
        except Fault as fault:
            codes.append(fault.exit_code)
            for line in fault.lines():
                print(line, file=sys.stderr)
    return int(gravest(codes))


def _without_window(reason: str) -> int:
    """Say why there is no window and play without one."""
    print(f"No window can open: {reason}. Playing history's campaign without one instead.")
    print("To play here: lanthanide play campaign --text", flush=True)
    return _tour(argparse.Namespace(out=Path("out")))


def _gallery(options: argparse.Namespace) -> int:
    from game.ui.display import trouble

    reason = trouble()
    if reason:
        raise Fault([Problem("gallery", "E6005", f"needs a window, but {reason}")])
    from game.ui.app import main as window

    return window(gallery=True)


def _language(asked: str) -> str:
    """The language asked for, else that of the settings.

    Raises Fault (exit 2) for one without a catalogue.
    """
    from game.desk import Desk
    from game.language import LANGUAGES

    if asked and asked not in LANGUAGES:
        raise Fault([Problem("--language", "E2003", "is unknown", got=asked[:80], expected=", ".join(LANGUAGES))])
    return asked or Desk().settings.language


def _tour(options: argparse.Namespace) -> int:
    from game.ui.tour import tour

    return tour(options.out)


def _model(options: argparse.Namespace) -> int:
    from game.reports.model.files import write_model

    for path in write_model(options.out, options.document):
        print(path)
    return int(ExitCode.OK)


def _run(options: argparse.Namespace) -> int:
    from game.content.load import find_level, load_level
    from game.desk import new_session, replay
    from game.policy_player import play_file, play_history, play_none
    from game.reports.exports import write_reports
    from game.reports.run_files import score_dict, write_run
    from game.storage.journal import read_journal

    level = load_level(find_level(options.level))
    if options.policy.endswith(".journal"):
        verified = replay(read_journal(Path(options.policy)), level)
        session = verified.session
    else:
        session = new_session(_at_difficulty(level, options.difficulty))
        if options.policy == "history":
            play_history(session)
        elif options.policy == "none":
            play_none(session)
        elif options.policy.endswith(".toml"):
            play_file(session, Path(options.policy))
        else:
            expected = "history, none, a .toml or a .journal file"
            raise Fault([Problem("--policy", "E2003", "is unknown", got=options.policy[:80], expected=expected)])
    if options.out is not None:
        written = write_run(session, options.out)
        if options.report:
            written += write_reports(session, options.out, _language(options.report))
        for path in written:
            print(path, file=sys.stderr)
    result = score_dict(session)
    if options.json:
        print(json.dumps(result, indent=1, allow_nan=False))
    else:
        figures = "  ".join(f"{name} {line['points']:.1f}" for name, line in result["figures"].items())
        print(f"{level.id}: overall {result['overall']:.1f}  {figures}  ending {result['ending']}")
    return int(ExitCode.OK)


def _verify(options: argparse.Namespace) -> int:
    from game.reports.verification import verify

    return verify(options.runs, options.json)


def _class(options: argparse.Namespace) -> int:
    from game.reports.class_table.command import run

    return run(options, _language(options.language))


def _debrief_pack(options: argparse.Namespace) -> int:
    from game.reports.debrief_pack.command import run

    return run(options, _language(options.language))


def _check_levels(options: argparse.Namespace) -> int:
    from game import paths
    from game.content.load import Listed, Shelf, list_levels, load_level

    listed: list[Listed] = []
    shelf = Shelf()
    for path in options.paths or [paths.levels_folder()]:
        if path.is_dir():
            found = list_levels(path, shelf)
            if not found:
                raise Fault([Problem(str(path), "E2004", "holds no level files", expected="*.toml")])
            listed += found
            continue
        try:
            listed.append(Listed(path, load_level(path, shelf), ()))
        except Fault as fault:
            listed.append(Listed(path, None, fault.problems))
    codes = []
    told: list[Problem] = []
    ids: dict[str, Path] = {}
    for entry in listed:
        if entry.level is not None and entry.level.id in ids:
            twin = Problem(str(entry.path), "E3056", f"has the id of {ids[entry.level.id]}", got=entry.level.id)
            entry = Listed(entry.path, None, (twin,))
        if entry.level is not None:
            ids[entry.level.id] = entry.path
            print(f"{entry.path}: ok ({entry.level.id})")
            continue
        codes.append(Fault(entry.problems).exit_code)
        fresh = [problem for problem in entry.problems if problem not in told]
        told += fresh
        # What many levels share is told once.
        if len(fresh) < len(entry.problems):
            print(f"{entry.path}: cannot be used for what is told above", file=sys.stderr)
        for line in Fault(fresh).lines() if fresh else ():
            print(line, file=sys.stderr)
    return int(gravest(codes))


def _schema(options: argparse.Namespace) -> int:
    from game.content.schema import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))
    return int(ExitCode.OK)
