#!/usr/bin/env python3
"""Writes scikit-learn's LinearRegression and Ridge of ../shared/data/mpg.csv (beside the checkout) to mpg.json.

Run it with a Python that has scikit-learn (Debian: apt-get install python3-sklearn; /usr/bin/python3 generate.py). It is
never run by the build or by a test: the numbers are stored, so that scikit-learn is no dependency of the project.
"""
import csv
import json
import pathlib

import numpy
import sklearn
from sklearn.linear_model import LinearRegression, Ridge

HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[4] / "shared" / "data" / "mpg.csv"
FEATURES = ["weight", "horsepower", "displacement"]

with open(DATA, newline="") as file:
    rows = [row for row in csv.DictReader(file) if all(row[name] for name in [*FEATURES, "mpg"])]
x = numpy.array([[float(row[name]) for name in FEATURES] for row in rows])
y = numpy.array([float(row["mpg"]) for row in rows])


def fit(model):
    model.fit(x, y)
    return {
        "weight": model.coef_.tolist(), "bias": float(model.intercept_),
        "loss": float(numpy.mean((model.predict(x) - y) ** 2)),
    }


record = {
    "sklearn": sklearn.__version__, "count": len(rows), "features": FEATURES,
    "models": [
        {"regularization": 0, **fit(LinearRegression())},
        {"regularization": 1, **fit(Ridge(alpha=1, solver="svd"))},
        {"regularization": 10, **fit(Ridge(alpha=10, solver="svd"))},
    ],
    "withoutBias": fit(LinearRegression(fit_intercept=False)),
}
(HERE / "mpg.json").write_text(json.dumps(record, indent=1) + "\n")
print(json.dumps(record, indent=1))
