"""A perceptron cannot learn exclusive or; one hidden layer can.

    python examples/perceptron_xor.py [figure.png]

No straight line parts (0,1) and (1,0) from (0,0) and (1,1), so Rosenblatt's rule goes round for ever (Minsky and Papert
1969). Two lines do, and a hidden layer is several lines whose answers the next layer combines.
"""

from __future__ import annotations

import sys

import numpy as np

from wetnet.learning.mlp import MLP
from wetnet.learning.perceptron import teach
from wetnet.tasks.task import Task

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
GATES = {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "exclusive or": [0, 1, 1, 0]}


def perceptrons() -> None:
    for gate, labels in GATES.items():
        schooling = teach(CORNERS, np.array(labels), epochs=1000)
        answers = schooling.perceptron(CORNERS.astype(np.float32)).tolist()
        outcome = "learned" if schooling.converged else "not learned, mistakes in every epoch"
        print(f"perceptron on {gate:12}  answers {answers}  {outcome} ({len(schooling.mistakes)} epochs)")


def hidden_layer() -> MLP:
    images = (CORNERS * 255).astype(np.uint8)[:, None, :]
    labels = np.array(GATES["exclusive or"], np.uint8)
    task = Task("exclusive-or", 0, images, labels, images, labels)
    network = MLP(0, sizes=(2, 4, 2), unit="tanh", learning_rate=0.5, decay=1.0, initialisation="glorot")
    network.fit(task, epochs=200)
    answers = network.predict(images).tolist()
    outcome = "learned" if answers == GATES["exclusive or"] else "not learned"
    print(f"hidden layer of 4 units     answers {answers}  {outcome} (200 epochs)")
    return network


def draw(network: MLP, path: str) -> None:
    """The network's answer over the unit square."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    across = np.arange(256, dtype=np.uint8)
    square = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 1, 2)
    chance = network.probabilities(square)[:, 1].reshape(256, 256)
    figure, axes = plt.subplots(figsize=(4, 3.4), layout="constrained")
    shown = axes.imshow(chance, origin="lower", extent=(0, 1, 0, 1), cmap="cividis", vmin=0, vmax=1)
    axes.scatter(*CORNERS.T, c=GATES["exclusive or"], cmap="gray", edgecolors="red", s=80, clip_on=False, zorder=3)
    axes.set(xlabel="first input", ylabel="second input", title="exclusive or, one hidden layer")
    figure.colorbar(shown, label="probability of 1")
    figure.savefig(path, dpi=150)
    print(f"figure written to {path}")


if __name__ == "__main__":
    perceptrons()
    solved = hidden_layer()
    if len(sys.argv) > 1:
        draw(solved, sys.argv[1])
