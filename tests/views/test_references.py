"""Sources as readers see them: no names of files, dates as people write them, nothing lost."""

from __future__ import annotations

import pytest

from game.views.references import cited


@pytest.mark.parametrize(
    ("source", "english", "chinese"),
    [
        ("events.csv 2010-09-21..23", "chronicle, 21–23 Sep 2010", "大事记，2010年9月21–23日"),
        ("events.csv 2011-08..12", "chronicle, Aug 2011–Dec 2011", "大事记，2011年8月–2011年12月"),
        ("events.csv 2002-2003", "chronicle, 2002–2003", "大事记，2002–2003"),
        ("talks (events.csv)", "talks (the chronicle)", "talks (大事记)"),
        ("events.csv 2010-99", "chronicle, 2010-99", "大事记，2010-99"),
        ("B008", "B008", "B008"),
    ],
)
def test_a_source_is_told_without_its_file(source: str, english: str, chinese: str) -> None:
    assert (cited(source, "en"), cited(source, "zh_CN")) == (english, chinese)
