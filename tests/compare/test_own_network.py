"""The example of docs/compare.md is run as it is printed; scikit-learn's classifiers take part."""

import re
from pathlib import Path

import numpy as np

from wetnet import compare
from wetnet.learning.scikit import scikit

TEXT = (Path(__file__).parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")


def test_the_example_is_the_nearest_mean(small_digits):
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    names: dict = {"__name__": "example"}
    exec(code, names)
    table = names["table"]
    assert not [remark for remark in table.remarks if remark.kind == "error"]
    own, ours = ([record.raw for record in table.of(name, "noise")] for name in ("means", "nearest-mean"))
    assert own == ours


def test_a_classifier_of_scikit_learn(small_digits):
    from sklearn.linear_model import SGDClassifier
    from sklearn.tree import DecisionTreeClassifier

    kinds = [scikit("tree", DecisionTreeClassifier()), scikit("online", SGDClassifier())]
    first, again = (compare.run(kinds, "seed-digits", seeds=2, epochs=1) for _ in range(2))
    figures = {row.network: row.value for row in first.rows if row.metric == "accuracy"}
    assert min(figures.values()) > 0.6
    assert first.comparable() == again.comparable()
    assert kinds[0].estimator.random_state is None
    assert np.isfinite(list(figures.values())).all()
