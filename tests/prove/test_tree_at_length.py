"""Ten thousand operations on threads: pages, places, counts and states agree with a naive tree.

`PROVE_STEPS=1000` for a short look.
"""

import os

import pytest
from flask import Flask

from tests import databases
from tests.forum.forest import Gardener, small

pytestmark = pytest.mark.prove

STEPS = int(os.environ.get("PROVE_STEPS", "10000"))
A_FOREST, BETWEEN_LOOKS = 500, 50  # operations


def test_whatever_is_done_to_threads_a_naive_tree_reads_the_same(app: Flask) -> None:
    with small():
        for seed in range(-(-STEPS // A_FOREST)):
            gardener = Gardener(20181030 + seed)
            for step in range(1, min(A_FOREST, STEPS) + 1):
                gardener.operate()
                if step % BETWEEN_LOOKS == 0:
                    gardener.look()
            databases.empty(app)
