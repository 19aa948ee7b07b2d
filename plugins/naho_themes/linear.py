"""The few things that scikit-learn does for us, with types: the untyped edge is this module.

Everything here is repeatable: the seed is the caller's, the start is fixed, and
:func:`one_thread` keeps sums in one order whatever the machine's number of processors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Counts = Any
"""A scipy CSR matrix; scipy ships no types."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep BLAS and OpenMP to one thread: sums come out the same on every machine."""
    with threadpool_limits(limits=1):
        yield


def unit_rows(values: Floats) -> Floats:
    """Return the rows with length 1; rows of zeros stay."""
    norms = np.sqrt(np.einsum("ij,ij->i", values, values, dtype=np.float64))
    norms[norms == 0] = 1.0
    return np.asarray(values / norms[:, None], dtype=np.float32)


def unit_sparse(matrix: Counts) -> Counts:
    """Return a CSR matrix whose rows have length 1."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    norms = np.sqrt(squares)
    norms[norms == 0] = 1.0
    scaled = matrix.copy()
    scaled.data = scaled.data / np.repeat(norms, np.diff(scaled.indptr)).astype(np.float32)
    return scaled


def axes(matrix: Counts, size: int, seed: int, rounds: int = 4) -> Floats:
    """Return the ``size`` main directions of a matrix's rows (truncated SVD), one a row."""
    size = min(size, min(matrix.shape) - 1)
    if size < 1 or matrix.nnz == 0:
        return np.zeros((0, matrix.shape[1]), dtype=np.float32)
    _u, _s, directions = randomized_svd(
        matrix, size, n_iter=rounds, random_state=seed, flip_sign=True
    )
    return np.asarray(directions, dtype=np.float32)


def grouped(values: Floats, groups: int, seed: int, starts: int = 1) -> Ints:
    """Return a group for each row (k-means++ and Lloyd)."""
    groups = max(1, min(groups, len(values)))
    model = KMeans(groups, n_init=starts, random_state=seed)
    return np.asarray(model.fit_predict(values), dtype=np.int32)


def one_hot(labels: Ints, groups: int) -> Counts:
    """Return memberships as a CSR matrix, notes by groups."""
    rows = np.arange(len(labels))
    ones = np.ones(len(labels), dtype=np.float32)
    return sparse.csr_matrix((ones, (rows, labels)), shape=(len(labels), groups))
