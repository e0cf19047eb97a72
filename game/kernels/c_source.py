"""The month as C: text only, for whoever has a compiler (see game/analysis/native.py).

Eight lanes go through the whole month at once in vector registers, and stay in cache over all months of the run.
Vector types of gcc and clang are used because they need no luck with automatic vectorising; every operation on them
is the IEEE operation on each lane, so bits equal numpy's as long as contraction and fast-math stay off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from game.kernels.program import ROWS, Program, inputs_of
from game.kernels.symbols import COMPARISONS, Symbol

WIDTH: Final = 8

_PREAMBLE: Final = f"""\
#include <stdint.h>
#include <string.h>

typedef double V __attribute__((vector_size({8 * WIDTH})));
typedef int64_t M __attribute__((vector_size({8 * WIDTH})));
typedef double U __attribute__((vector_size({8 * WIDTH}), aligned(8)));

static inline V set(double x) {{ return (V){{}} + x; }}
static inline V choose(M yes, V a, V b) {{ return (V)((yes & (M)a) | (~yes & (M)b)); }}
/* As numpy's minimum and maximum, a NaN on either side comes through; a bound that is a constant is no NaN. The
   processor's own take the second operand where one is a NaN, as the choices below do; compilers do not see that. */
#ifdef __AVX512F__
#include <immintrin.h>
#define NO_NAN(x) _mm512_cmp_pd_mask(x, x, _CMP_ORD_Q)
static inline V cut_above(V a, V b) {{ return _mm512_min_pd(b, a); }}
static inline V cut_below(V a, V b) {{ return _mm512_max_pd(b, a); }}
static inline V minimum(V a, V b) {{ return _mm512_mask_min_pd(b, NO_NAN(b), b, a); }}
static inline V maximum(V a, V b) {{ return _mm512_mask_max_pd(b, NO_NAN(b), b, a); }}
#else
static inline V cut_above(V a, V b) {{ return choose(b < a, b, a); }}
static inline V cut_below(V a, V b) {{ return choose(b > a, b, a); }}
static inline V minimum(V a, V b) {{ return choose((b < a) | (b != b), b, a); }}
static inline V maximum(V a, V b) {{ return choose((b > a) | (b != b), b, a); }}
#endif
static inline V root(V a) {{
    for (int i = 0; i < {WIDTH}; i++) a[i] = __builtin_sqrt(a[i]);
    return a;
}}
/* Whole numbers to and from doubles through the last bits of 1.5 * 2^52 + k. */
#define ROUNDER 6755399441055744.0
static inline V two_to(V k) {{
    return (V)(((M)(k + ROUNDER) - (M)set(ROUNDER) + 1023) << 52);
}}
static inline M half_of(M bits) {{
    return ((bits & 0x000FFFFFFFFFFFFF) + 0x95F6400000000) & 0x0010000000000000;
}}
static inline V mantissa(V x) {{
    M bits = (M)x;
    return (V)((bits & 0x000FFFFFFFFFFFFF) | (half_of(bits) ^ 0x3FF0000000000000));
}}
static inline V exponent(V x) {{
    M bits = (M)x;
    return (V)((bits >> 52) - 1023 + (half_of(bits) >> 52) + (M)set(ROUNDER)) - ROUNDER;
}}
"""
_SIGNS: Final[Mapping[str, str]] = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "less": "<",
    "less_equal": "<=",
    "both": "&",
}
_CALLS: Final[Mapping[str, str]] = {
    "minimum": "minimum",
    "maximum": "maximum",
    "sqrt": "root",
    "two_to": "two_to",
    "mantissa": "mantissa",
    "exponent": "exponent",
    "where": "choose",
}
_AGAINST_CONSTANT: Final[Mapping[str, str]] = {"minimum": "cut_above", "maximum": "cut_below"}


def source(program: Program) -> str:
    """C text with one function `run`, see its own comment for its arguments."""
    once = [_statement(symbol) for symbol in program.once]
    kept = [f"    kept[{place}] = {_name(symbol)};" for place, symbol in enumerate(program.kept)]
    again = [f"    V {_name(symbol)} = kept[{place}];" for place, symbol in enumerate(program.kept)]
    monthly = [_statement(symbol) for symbol in program.monthly]
    state = [f"    state[{row}] = {_operand(symbol)};" for row, symbol in enumerate(program.state)]
    figures = [f"    figures[{row}] = {_operand(symbol)};" for row, symbol in enumerate(program.figures)]
    lines = [
        _PREAMBLE,
        "static void once(const V *restrict parameters, V *restrict kept)",
        "{",
        *_loads(program.once, inputs_of(program, "parameters"), "parameters"),
        *once,
        *kept,
        "}",
        "",
        "static void month(const V *restrict parameters, const V *restrict kept, const V *restrict policy,",
        "                  const double *restrict world, V *restrict state, V *restrict figures)",
        "{",
        *(
            line
            for name in ("parameters", "policy", "world", "state")
            for line in _loads((*program.monthly,), inputs_of(program, name), name, (*program.state, *program.figures))
        ),
        *again,
        *monthly,
        *state,
        *figures,
        "}",
        "",
        _run(program),
    ]
    return "\n".join(lines)


def _loads(work: Sequence[Symbol], rows: Mapping[int, Symbol], name: str, outputs: Sequence[Symbol] = ()) -> list[str]:
    """Declarations of the input rows that some operations read."""
    read = {item.place for symbol in work for item in symbol.inputs} | {symbol.place for symbol in outputs}
    form = "set({}[{}])" if name == "world" else "{}[{}]"
    return [
        f"    V {_name(symbol)} = {form.format(name, row)};" for row, symbol in rows.items() if symbol.place in read
    ]


def _statement(symbol: Symbol) -> str:
    kind = "M" if symbol.operation in COMPARISONS else "V"
    return f"    {kind} {_name(symbol)} = {_expression(symbol)};"


def _name(symbol: Symbol) -> str:
    return f"v{symbol.place}"


def _operand(symbol: Symbol) -> str:
    return f"set({symbol.value.hex()})" if symbol.operation == "constant" else _name(symbol)


def _expression(symbol: Symbol) -> str:
    operands = [_operand(item) for item in symbol.inputs]
    if symbol.operation in _SIGNS:
        return f" {_SIGNS[symbol.operation]} ".join(operands)
    if symbol.operation == "negative":
        return f"-{operands[0]}"
    call = _CALLS[symbol.operation]
    if symbol.inputs[-1].operation == "constant":
        call = _AGAINST_CONSTANT.get(symbol.operation, call)
    return f"{call}({', '.join(operands)})"


def _run(program: Program) -> str:
    sizes = {**ROWS, "kept": max(len(program.kept), 1), "figures": max(len(program.figures), 1)}
    return f"""\
/* Run `months` months on `lanes` lanes (a multiple of {WIDTH}). Arrays are C-ordered:
   parameters ({ROWS["parameters"]}, lanes), state ({ROWS["state"]}, lanes) in and out, world (months, {ROWS["world"]}),
   policy (months, {ROWS["policy"]}) or, with per_lane, (months, {ROWS["policy"]}, lanes),
   told (months, {len(program.figures)}, lanes). */
void run(int64_t lanes, int64_t months, int per_lane, const double *parameters, double *state, const double *policy,
         const double *world, double *told)
{{
    V p[{sizes["parameters"]}], k[{sizes["kept"]}], s[{sizes["state"]}], x[{sizes["policy"]}], f[{sizes["figures"]}];
    for (int64_t lane = 0; lane < lanes; lane += {WIDTH}) {{
        for (int64_t i = 0; i < {sizes["parameters"]}; i++) p[i] = *(const U *)(parameters + i * lanes + lane);
        for (int64_t i = 0; i < {sizes["state"]}; i++) s[i] = *(const U *)(state + i * lanes + lane);
        once(p, k);
        for (int64_t m = 0; m < months; m++) {{
            const double *row = policy + m * {sizes["policy"]} * (per_lane ? lanes : 1);
            for (int64_t i = 0; i < {sizes["policy"]}; i++)
                x[i] = per_lane ? (V) * (const U *)(row + i * lanes + lane) : set(row[i]);
            month(p, k, x, world + m * {sizes["world"]}, s, f);
            for (int64_t i = 0; i < {len(program.figures)}; i++)
                *(U *)(told + (m * {len(program.figures)} + i) * lanes + lane) = f[i];
        }}
        for (int64_t i = 0; i < {sizes["state"]}; i++) *(U *)(state + i * lanes + lane) = s[i];
    }}
}}
"""
