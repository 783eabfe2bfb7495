"""Logistic regression: how far each kind of evidence is to be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Numbers = tuple[float, ...]
Case = tuple[Numbers, bool]
"""The features of a proposal, and whether it was right."""

_HOLD = 1.0
"""How firmly the usual weights are held against what the cases teach."""
_ROUNDS = 20
"""Newton's method settles in fewer; the bound is for lists that are odder than any we saw."""
_SETTLED = 1e-6


def score(weights: Sequence[float], features: Sequence[float]) -> float:
    """The logarithm of the odds that a proposal with these features is right."""
    return math.fsum(weight * feature for weight, feature in zip(weights, features, strict=True))


def logistic(weights: Sequence[float], features: Sequence[float]) -> float:
    """The chance that a proposal with these features is right."""
    return 1.0 / (1.0 + math.exp(-min(max(score(weights, features), -30.0), 30.0)))


def fit(cases: Iterable[Case], usual: Numbers) -> Numbers:
    """The weights under which the cases are most probable, by Newton's method from the usual ones."""
    known = list(cases)
    weights, loss = usual, _loss(known, usual, usual)
    for _ in range(_ROUNDS):
        step = _step(known, weights, usual)
        # A whole step may overshoot where the start is far off; some part of it always helps.
        nearer = weights
        for part in (1.0, 0.5, 0.25, 0.1, 0.01):
            nearer = tuple(weight + part * change for weight, change in zip(weights, step, strict=True))
            if _loss(known, nearer, usual) < loss:
                break
        gained = loss - _loss(known, nearer, usual)
        if gained < _SETTLED:
            break
        weights, loss = nearer, loss - gained
    return weights


def _loss(cases: Iterable[Case], weights: Numbers, usual: Numbers) -> float:
    held = _HOLD / 2 * math.dist(weights, usual) ** 2
    chances = ((logistic(weights, features), right) for features, right in cases)
    return held - math.fsum(math.log(chance if right else 1.0 - chance) for chance, right in chances)


def _step(cases: Iterable[Case], weights: Numbers, usual: Numbers) -> list[float]:
    places = range(len(usual))
    gradient = [_HOLD * (start - weight) for start, weight in zip(usual, weights, strict=True)]
    hessian = [[_HOLD * (row == column) for column in places] for row in places]
    for features, right in cases:
        chance = logistic(weights, features)
        for row in places:
            gradient[row] += (right - chance) * features[row]
            scale = chance * (1.0 - chance) * features[row]
            for column in places:
                hessian[row][column] += scale * features[column]
    return _solve(hessian, gradient)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss and Jordan's elimination; no pivoting, because the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place, pivot in enumerate(rows):
        for row in rows:
            if row is not pivot:
                factor = row[place] / pivot[place]
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]
