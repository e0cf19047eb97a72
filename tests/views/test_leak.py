"""What a cut aimed at one buyer loses through the others: the engine's rate is the one that the lever's help tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.economy.policy import policy_from
from game.economy.trade import refused_share
from game.language import LANGUAGES, percent
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session
from game.views.lever_rows import lever_help


def test_a_cut_aimed_at_one_buyer_leaks_at_the_stated_rate(level: Level, engine: Engine) -> None:
    settings = {"licensing_strictness": 0.8, "licensing_coverage": 17.0}
    everybody, magnets = refused_share(engine.parameters, policy_from(settings))
    aimed, aimed_magnets = refused_share(engine.parameters, policy_from({**settings, "licensing_target": 2.0}))
    leak = float(engine.parameters.leak_share[0])
    assert 0.0 < leak < 1.0
    # America alone is hit, by what is left of the cut.
    assert aimed[2, 1, 0] == pytest.approx((1.0 - leak) * everybody[2, 1, 0])
    assert aimed_magnets[1, 0] == pytest.approx((1.0 - leak) * magnets[1, 0])
    assert not np.any(aimed[:, [0, 2]])
    lever = level.lever("licensing_target")
    for rate in (leak, 0.4):
        parameters = replace(engine.parameters, leak_share=np.array([rate]))
        session = Session(level, replace(engine, parameters=parameters))
        for language in LANGUAGES:
            assert percent(rate, 0, language) in lever_help(session, lever, language)
