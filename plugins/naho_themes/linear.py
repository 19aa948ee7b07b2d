"""The few things that scipy and scikit-learn do for us, with types: they ship none.

Everything here is repeatable: the seed is the caller's, the start is fixed, and
:func:`one_thread` keeps sums in one order whatever the machine's number of processors.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import ThreadpoolController

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.integer[Any]]
Counts = Any
"""A scipy CSR matrix."""
SMALL: Final = 500
"""Notes up to which a wall is small: what is quick for thousands is slow to begin then."""
_LLOYD: Final = 100


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep BLAS and OpenMP to one thread: sums come out the same on every machine."""
    with _pools().limit(limits=1):
        yield


@cache
def _pools() -> ThreadpoolController:
    # Looking for the libraries takes 2 ms; they are all loaded when this module is.
    return ThreadpoolController()


@contextmanager
def unworried() -> Iterator[None]:
    """Let an iteration end early, or find fewer groups than asked: notes that are alike do that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def counted(rows: Sequence[Sequence[int]], width: int) -> Counts:
    """Return a CSR matrix that counts the columns named in each row."""
    sizes = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    total = int(starts[-1])
    columns = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=total)
    ones = np.ones(total, dtype=np.float32)
    matrix = sparse.csr_matrix((ones, columns, starts), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix


def unit_rows(values: Floats) -> Floats:
    """Return the rows with length 1; rows of zeros stay."""
    norms = np.sqrt(np.einsum("ij,ij->i", values, values, dtype=np.float64))
    norms[norms == 0] = 1.0
    return np.asarray(values / norms[:, None], dtype=np.float32)


def unit_sparse(matrix: Counts) -> Counts:
    """Return a CSR matrix whose rows have length 1; rows of zeros stay."""
    sizes = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(matrix.shape[0]), sizes)
    norms = np.sqrt(np.bincount(rows, weights=matrix.data**2.0, minlength=matrix.shape[0]))
    norms[norms == 0] = 1.0
    data = (matrix.data / np.repeat(norms, sizes)).astype(np.float32)
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def axes(matrix: Counts, size: int, seed: int, rounds: int = 4) -> Floats:
    """Return the ``size`` main directions of a matrix's rows (truncated SVD), one a row."""
    size = min(size, min(matrix.shape) - 1)
    if size < 1 or matrix.nnz == 0:
        return np.zeros((0, matrix.shape[1]), dtype=np.float32)
    if min(matrix.shape) > SMALL:
        _u, _s, found = randomized_svd(matrix, size, n_iter=rounds, random_state=seed)
        return np.asarray(found, dtype=np.float32)
    # A wall: the exact answer from the likeness of all its notes takes a third of the time.
    tall = matrix.shape[0] > matrix.shape[1]
    likeness = (matrix.T @ matrix if tall else matrix @ matrix.T).toarray()
    strengths, vectors = np.linalg.eigh(likeness.astype(np.float64))
    best = vectors[:, ::-1][:, :size].T
    if tall:
        return np.asarray(best, dtype=np.float32)
    strengths = np.sqrt(np.maximum(strengths[::-1][:size], 1e-12))
    return np.asarray((matrix.T @ best.T).T / strengths[:, None], dtype=np.float32)


def grouped(values: Floats, groups: int, seed: int, starts: int = 1) -> Ints:
    """Return a group for each row (k-means++, then Lloyd)."""
    groups = max(1, min(groups, len(values)))
    if len(values) > SMALL:
        model = KMeans(groups, n_init=starts, random_state=seed)
        with unworried():
            model.fit(values)
        return np.asarray(model.labels_, dtype=np.int32)
    chance = np.random.default_rng(seed)
    tries = [_small_groups(values, groups, chance) for _ in range(starts)]
    return min(tries, key=lambda found: found[0])[1]


def _small_groups(values: Floats, groups: int, chance: np.random.Generator) -> tuple[float, Ints]:
    """Return the spread and the groups of few rows; scikit-learn's checks take longer than this."""
    squares = np.einsum("ij,ij->i", values, values)
    chosen = [int(chance.integers(len(values)))]
    far = np.full(len(values), np.inf, dtype=np.float32)
    while True:
        last = values[chosen[-1]]
        far = np.minimum(far, np.maximum(squares + squares[chosen[-1]] - 2 * (values @ last), 0))
        if len(chosen) == groups:
            break
        heap = np.cumsum(far, dtype=np.float64)
        at = np.searchsorted(heap, chance.random() * heap[-1], side="right")
        chosen.append(min(int(at), len(values) - 1))
    centres = values[chosen]
    labels = np.full(len(values), -1)
    for _ in range(_LLOYD):
        apart = np.einsum("ij,ij->i", centres, centres) - 2 * (values @ centres.T)
        new = apart.argmin(axis=1)
        if np.array_equal(new, labels):
            break
        labels = new
        members = one_hot(labels, groups)
        sizes = np.bincount(labels, minlength=groups)[:, None]
        centres = np.where(sizes > 0, (members.T @ values) / np.maximum(sizes, 1), centres)
    spread = float((apart[np.arange(len(values)), labels] + squares).sum())
    return spread, labels.astype(np.int32)


def one_hot(labels: Ints, groups: int, weights: Floats | None = None) -> Counts:
    """Return memberships as a CSR matrix, notes by groups."""
    total = len(labels)
    ones = np.ones(total, dtype=np.float32) if weights is None else weights
    return sparse.csr_matrix((ones, (np.arange(total), labels)), shape=(total, groups))
