"""Elementary functions and sums that give the same bits on every machine, numpy version, batch and lane.

Only + - * /, square root, comparisons, selection, rint, floor and bit views of float64 are used: numpy computes
those correctly rounded everywhere, which it does not for its own exp, log and power. Exp and log follow the
argument reductions and minimax polynomials of fdlibm (Sun Microsystems, 1993; e_exp.c, e_log.c).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_LOG2_E = 1.44269504088896338700e00
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_ROUNDER = 1.5 * 2.0**52  # adding and taking it away again rounds to the nearest integer
_EXP_P = (
    1.66666666666666019037e-01,
    -2.77777777770155933842e-03,
    6.61375632143793436117e-05,
    -1.65339022054652515390e-06,
    4.13813679705723846039e-08,
)
_LOG_L = (
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
)
_EXPONENT_BIAS = np.int64(1023)
_EXPONENT_SHIFT = np.int64(52)
_MANTISSA = np.int64(0x000FFFFFFFFFFFFF)
_HALF_SQRT_OFFSET = np.int64(0x95F6400000000)  # moves the split point of the mantissa to sqrt(2)
_ONE_BITS = np.int64(0x3FF0000000000000)

# Arguments outside are cut to it: e^60 is far beyond any quantity of the engine, and no inf can arise.
EXP_LIMIT = 60.0


class Symbolic(np.ndarray[Any, Any]):
    """Stands for an array while the equations are traced rather than computed (see game/kernels).

    Numpy's operators and functions reach it through numpy's own protocols; these two work on the bits of numbers.
    """

    def two_to(self) -> Array:
        raise NotImplementedError

    def split(self) -> tuple[Array, Array]:
        raise NotImplementedError


def two_to(k: Array) -> Array:
    """2 to the power k for k a whole number of size up to 1,000, by writing the exponent's bits."""
    if isinstance(k, Symbolic):
        return k.two_to()
    return ((k.astype(np.int64) + _EXPONENT_BIAS) << _EXPONENT_SHIFT).view(np.float64)


def split(x: Array) -> tuple[Array, Array]:
    """(m, k) with x = m 2^k and m from sqrt(1/2) to sqrt(2), for positive, finite, normal x."""
    if isinstance(x, Symbolic):
        return x.split()
    bits = np.ascontiguousarray(x, dtype=np.float64).view(np.int64)
    mantissa = bits & _MANTISSA
    half = (mantissa + _HALF_SQRT_OFFSET) & (np.int64(1) << _EXPONENT_SHIFT)
    k = ((bits >> _EXPONENT_SHIFT) - _EXPONENT_BIAS + (half >> _EXPONENT_SHIFT)).astype(np.float64)
    return (mantissa | (half ^ _ONE_BITS)).view(np.float64), k


def exp(x: Array) -> Array:
    """e to the power x; x is cut to [-EXP_LIMIT, EXP_LIMIT] (0.9 ulp)."""
    x = np.minimum(np.maximum(x, -EXP_LIMIT), EXP_LIMIT)
    k = (x * _LOG2_E + _ROUNDER) - _ROUNDER
    high = x - k * _LN2_HIGH
    low = k * _LN2_LOW
    r = high - low
    t = r * r
    p1, p2, p3, p4, p5 = _EXP_P
    c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))))
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    result: Array = y * two_to(k)
    return result


def log(x: Array) -> Array:
    """Natural logarithm of positive, finite, normal x (0.8 ulp)."""
    m, k = split(x)
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    l1, l2, l3, l4, l5, l6, l7 = _LOG_L
    series = z * (l1 + z * (l2 + z * (l3 + z * (l4 + z * (l5 + z * (l6 + z * l7))))))
    square = 0.5 * f * f
    result: Array = k * _LN2_HIGH - ((square - (s * (square + series) + k * _LN2_LOW)) - f)
    return result


def power(x: Array, y: Array | float) -> Array:
    """x to the power y for positive x."""
    return exp(y * log(x))


def positive(x: Array) -> Array:
    """x where it is above zero, else +0.0 (written so that no tie of +0 and -0 decides)."""
    return np.where(x > 0.0, x, 0.0)


def clip(x: Array, low: Array | float, high: Array | float) -> Array:
    """x cut to [low, high]."""
    return np.minimum(np.maximum(x, low), high)


def sigmoid(x: Array) -> Array:
    """A smooth step from 0 to 1 with slope 1/2 at 0: (1 + x / sqrt(1 + x^2)) / 2."""
    result: Array = 0.5 * (1.0 + x / np.sqrt(1.0 + x * x))
    return result


def saturating(x: Array) -> Array:
    """x / (1 + x) for x above zero, else 0: half at 1."""
    up = positive(x)
    return up / (1.0 + up)


def total(x: Array) -> Array:
    """Sum over the first axis in index order (numpy's own sum changes its order with shape and CPU)."""
    result: Array = x[0]
    for row in x[1:]:
        result = result + row
    return result


def total_second(x: Array) -> Array:
    """Sum over the second axis in index order."""
    result: Array = x[:, 0]
    for place in range(1, x.shape[1]):
        result = result + x[:, place]
    return result


def stack(rows: Sequence[Array], axis: int = 0) -> Array:
    """Rows of one shape (after broadcasting) along a new axis."""
    first = rows[0].shape
    if axis == 0 and all(type(row) is np.ndarray and row.shape == first for row in rows):
        return np.array(rows)  # the usual case, and several times faster
    return np.stack(np.broadcast_arrays(*rows), axis=axis)
