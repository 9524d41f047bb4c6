#!/usr/bin/env python3
"""Writes points of scipy's Sobol sequence, without scrambling, to sobol.json.

Run it with a Python that has SciPy (Debian: apt-get install python3-scipy; /usr/bin/python3 generate.py). It is never run
by the build or by a test: the numbers are stored, so that SciPy is no dependency of the project.

Points are stored as whole numbers, to be divided by 2^bits: the first 300 have no more than 9 bits.
"""
import json
import pathlib
import warnings

import scipy
from scipy.stats import qmc

HERE = pathlib.Path(__file__).parent
DIMENSIONS, COUNT = 40, 300


def whole(points, bits):
    scaled = points * 2 ** bits
    assert (scaled == scaled.astype(int)).all()
    return [[int(x) for x in point] for point in scaled]


warnings.simplefilter("ignore")  # A count that is no power of two is what we want to see too.
far = []
for index in (1023, 4096, 65535, 1000000):
    sequence = qmc.Sobol(DIMENSIONS, scramble=False)
    sequence.fast_forward(index)
    far.append({"index": index, "point": whole(sequence.random(1), 30)[0]})

record = {
    "scipy": scipy.__version__, "dimensions": DIMENSIONS, "bits": 9, "farBits": 30,
    "points": whole(qmc.Sobol(DIMENSIONS, scramble=False).random(COUNT), 9),
    "far": far,
}
text = json.dumps(record).replace("], [", "],\n[").replace('"far"', '\n"far"').replace('{"index"', '\n{"index"')
(HERE / "sobol.json").write_text(text + "\n")
