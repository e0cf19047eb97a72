"""The slides as one HTML file: no network, arrows turn them, it prints, and without scripts it scrolls."""

from __future__ import annotations

import html
from collections.abc import Sequence

from game.language import phrase
from game.reports.book import Sheet
from game.reports.class_table.page import html_table
from game.reports.debrief_pack.slides import SECTIONS, Beside, Note, Part, Pictures, Points, Prompts, Slide
from game.reports.picture import svg

_STYLE = """
:root{--ink:#1b2430;--dim:#5b6878;--rule:#d5dbe3;--yours:#0f8b82;--history:#b3741b;--pale:#f3f6f8}
*{box-sizing:border-box}html{scroll-snap-type:y proximity;background:#dfe4ea}
body{margin:0;font-family:'Noto Sans','Noto Sans SC',system-ui,sans-serif;color:var(--ink);line-height:1.4}
section{min-height:100vh;max-width:1280px;margin:0 auto 12px;padding:2.2rem 3.4rem 3.2rem;background:#fff;
scroll-snap-align:start;position:relative;border-top:8px solid var(--yours)}
section.title{border-color:var(--ink)}section:target{outline:0}
header{display:flex;justify-content:space-between;color:var(--dim);font-size:.85rem;margin-bottom:.4rem}
nav span{margin-left:1rem}nav .now{color:var(--yours);font-weight:700}
h1{font-size:2.1rem;margin:.1rem 0 .9rem;line-height:1.2}section.title h1{font-size:3rem;margin-top:2rem}
h3{font-size:1.1rem;margin:.9rem 0 .2rem}p.note{color:var(--dim);margin:.2rem 0 .6rem;font-size:.98rem}
ol.ask{font-size:1.36rem;padding-left:2rem;margin:.6rem 0}ol.ask li{margin-bottom:1.1rem}
ol.ask li::marker{color:var(--yours);font-weight:700}ul{font-size:1.12rem;padding-left:1.4rem}ul li{margin-bottom:.5rem}
table{border-collapse:collapse;width:100%;font-size:1rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--rule);padding:.34rem .6rem;text-align:right;vertical-align:top}
th{color:var(--dim);font-weight:600}.l{text-align:left}tr.strong td{color:var(--history);font-weight:600}
.charts{display:grid;gap:12px;margin:.5rem 0}.two{display:grid;grid-template-columns:1fr 1fr;gap:2rem}
.two>div:only-child{grid-column:1/-1}
svg{width:100%;border:1px solid var(--rule);border-radius:6px;background:#fff;font-family:inherit}
footer{position:absolute;right:3.4rem;bottom:1.1rem;color:var(--dim);font-size:.85rem}
@media (max-width:800px){section{padding:1.2rem}h1{font-size:1.5rem}.two,.charts{grid-template-columns:1fr!important}
ol.ask{font-size:1.1rem}nav{display:none}}
@page{size:A4 landscape;margin:9mm}
@media print{html{background:#fff}body{font-size:15px}section{min-height:0;max-width:none;margin:0;padding:0 2mm;
break-after:page;border-top-width:3px}section:last-of-type{break-after:auto}h1{font-size:32px}
section.title h1{font-size:44px}ol.ask{font-size:23px}
ul{font-size:18px}table{font-size:15px}th,td{padding:4px 7px}tr,svg,li{break-inside:avoid}
footer{position:static;text-align:right}p.note{font-size:15px}p.keys{display:none}}
"""
# Arrows, Page keys and the space bar go from slide to slide, Home and End to the ends.
_SCRIPT = """
(function(){var all=[].slice.call(document.querySelectorAll('section'));
function here(){var best=0,near=1e9;all.forEach(function(one,n){var d=Math.abs(one.getBoundingClientRect().top);
if(d<near){near=d;best=n}});return best}
function go(n){n=Math.max(0,Math.min(all.length-1,n));all[n].scrollIntoView();
history.replaceState(null,'','#'+all[n].id)}
document.addEventListener('keydown',function(e){if(e.ctrlKey||e.altKey||e.metaKey)return;var k=e.key;
if(k==='ArrowRight'||k==='ArrowDown'||k==='PageDown'||(k===' '&&!e.shiftKey))go(here()+1);
else if(k==='ArrowLeft'||k==='ArrowUp'||k==='PageUp'||k===' ')go(here()-1);
else if(k==='Home')go(0);else if(k==='End')go(all.length-1);else return;e.preventDefault()})})();
"""


def deck(slides: Sequence[Slide], language: str) -> str:
    """The page as text; everything that came from outside is escaped."""
    body = "\n".join(_slide(one, place + 1, len(slides), language) for place, one in enumerate(slides))
    title = html.escape(phrase("pack.name", language))
    return (
        f'<!doctype html>\n<html lang="{language.replace("_", "-")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n{body}\n<script>{_SCRIPT}</script>\n</body></html>\n"
    )


def _slide(one: Slide, number: int, count: int, language: str) -> str:
    names = "".join(
        f"<span{' class=now' if name == one.section else ''}>{_say(f'pack.section.{name}', language)}</span>"
        for name in SECTIONS
    )
    kind = ' class="title"' if not one.section else ""
    keys = f'<p class="note keys">{_say("pack.keys", language)}</p>' if number == 1 else ""
    return (
        f'<section id="s{number}"{kind} data-section="{one.section}"><header><span></span><nav>{names}</nav></header>'
        f"<h1>{html.escape(one.title)}</h1>{''.join(_part(part) for part in one.parts)}{keys}"
        f"<footer>{number} / {count}</footer></section>"
    )


def _say(message: str, language: str) -> str:
    return html.escape(phrase(message, language))


def _part(part: Part) -> str:
    match part:
        case Prompts():
            return f'<ol class="ask">{_items(part.lines)}</ol>'
        case Points():
            return f"<ul>{_items(part.lines)}</ul>"
        case Note():
            return f'<p class="note">{html.escape(part.text)}</p>'
        case Pictures():
            drawn = "".join(svg(one) for one in part.pictures)
            return f'<div class="charts" style="grid-template-columns:repeat({part.columns},1fr)">{drawn}</div>'
        case Beside():
            tables = "".join(f"<div>{html_table(sheet)}</div>" for sheet in part.sheets)
            return f'<div class="two">{tables}</div>'
        case Sheet():
            return html_table(part)


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{html.escape(line)}</li>" for line in lines)
