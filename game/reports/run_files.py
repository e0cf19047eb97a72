"""The headless contract: series.csv, score.json, run.journal and run.capsule of one run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from game.analysis.outcome import outcome
from game.desk import header_of, journal_bytes
from game.economy.dimensions import month_label
from game.economy.policy import NO_CAP_T_PER_YEAR
from game.hand_in import capsule_of
from game.rules.score import Score
from game.session import Session
from game.storage.atomic import write_whole

# Other people's scripts rely on these columns and this order; more columns follow after them.
CONTRACT_COLUMNS = (
    "china_legal_mine_output_t",
    "china_in_plan_mine_output_t",
    "china_recorded_mine_output_t",
    "china_illegal_mine_output_t",
    "china_illegal_heavy_output_t",
    "us_mine_output_t",
    "australia_mine_output_t",
    "south_east_asia_mine_output_t",
    "rest_mine_output_t",
    "china_exports_t",
    "china_smuggled_t",
    "china_magnet_exports_t",
    "export_quota_t",
    "export_price_usd_per_t",
    "domestic_price_usd_per_t",
    "heavy_price_usd_per_t",
    "light_price_usd_per_t",
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "china_reserves_share",
    "china_domestic_use_t",
    "foreign_use_t",
    "foreign_stock_t",
    "fear",
    "controllability",
    "consolidation_share",
    "creg_heavy_quota_share",
    "northern_light_quota_share",
    "pollution_index",
    "leverage_index",
    "treasury_musd",
    "foreign_exchange_musd",
    "china_patents",
    "us_patents",
    "political_capital",
)


def series_csv(session: Session) -> str:
    """A row a month; an export quota of "none" is an empty cell."""
    names = [*CONTRACT_COLUMNS]
    names += [name for name in session.recording.columns if name not in names]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["month", *names])
    columns = [session.recording.columns[name] for name in names]
    none_from = NO_CAP_T_PER_YEAR / 12.0
    for place in range(session.recording.months):
        row: list[str] = [month_label(session.level.start + place)]
        for name, column in zip(names, columns, strict=True):
            value = column[place]
            row.append("" if name == "export_quota_t" and value >= none_from else repr(value + 0.0))
        writer.writerow(row)
    return out.getvalue()


def ending(session: Session, score: Score) -> str:
    """How the level ended: "removed", "defeat", a medal, or "played"; "unfinished" before its end."""
    if not session.finished:
        return "unfinished"
    if session.state.caretaker:
        return "removed"
    if score.defeat:
        return "defeat"
    return score.medal or "played"


def _named_ending(session: Session) -> dict[str, Any]:
    """The named ending and the badges of a run that is over."""
    if not session.finished:
        return {"named_ending": "", "badges": []}
    award, badges = outcome(session)
    return {"named_ending": award.id, "badges": [badge.id for badge in badges]}


def score_dict(session: Session) -> dict[str, Any]:
    """The content of score.json."""
    score = session.true_score()
    header = header_of(session)
    return {
        "level": session.level.id,
        "level_hash": header.level_hash,
        "rules": header.rules,
        "difficulty": header.difficulty,
        "parameters": header.parameters,
        "parameters_hash": header.parameters_hash,
        "world": header.world,
        "world_hash": header.world_hash,
        "overall": score.overall,
        "medal": score.medal,
        "figures": {
            line.name: {
                "points": line.points,
                "parts": {
                    part.name: {"yours": part.yours, "history": part.history, "points": part.points}
                    for part in line.parts
                },
            }
            for line in score.headlines()
        },
        "ending": ending(session, score),
        **_named_ending(session),
        "side": {mark.name: mark.points for mark in score.side},
        "state_hash": session.state.digest(),
        "months": session.recording.months,
    }


def write_run(session: Session, folder: Path) -> tuple[Path, ...]:
    """Write the files; each whole or not at all.

    Raises Fault (exit 6) when the disk refuses.
    """
    contents = {
        "series.csv": series_csv(session).encode(),
        "score.json": (json.dumps(score_dict(session), indent=1, allow_nan=False) + "\n").encode(),
        "run.journal": journal_bytes(session),
        "run.capsule": (capsule_of(session) + "\n").encode(),
    }
    written = []
    for name, content in contents.items():
        write_whole(folder / name, content)
        written.append(folder / name)
    return tuple(written)


def write_text(path: Path, text: str) -> None:
    """Write a report whole or not at all.

    Raises Fault (exit 6) when the disk refuses.
    """
    write_whole(path, text.encode())
