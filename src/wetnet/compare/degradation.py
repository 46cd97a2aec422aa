"""What is left of a network when parts of it are destroyed."""

from __future__ import annotations

from typing import ClassVar

from wetnet.compare.curves import mean_height
from wetnet.compare.protocol import Control, Measurement, Metric, Protocol, Published
from wetnet.compare.record import Curve
from wetnet.compare.subject import NotApplicable, Subject
from wetnet.core.keys import generator
from wetnet.core.registry import registered
from wetnet.learning.lesions import CELLS, SYNAPSES, Lesionable

SHARES = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
SPOT = 0.3
"""The share at which single figures are given, as in published studies."""

DENSE = Control("wide-mlp", "", "a wide ordinary network is robust because it is wide")
STUDY = "a two-layer network and its spiking twin, Brain Sciences 2025: 10.1 and 3.9 points lost on MNIST"


@registered("degradation", kind="protocol")
class Degradation(Protocol):
    """Accuracy after a random share of the cells, or of the synapses, is destroyed; nothing is learned again.

    Areas are shares of the accuracy of the whole network, so that a good network is not robust merely by being good;
    a network near chance is robust to everything, which is why the whole network's accuracy stands beside them.
    A network without cells between input and output, such as a linear one, has figures for synapses only.
    """

    title: ClassVar[str] = "Graceful degradation"
    question: ClassVar[str] = (
        "Which part of what it could do is left after cells, or synapses, are destroyed at random?"
    )
    metrics: ClassVar[tuple[Metric, ...]] = (
        Metric("intact", "right answers of the whole network", low=0, high=1),
        Metric("area_cells", "left of it, mean over 0 to 90 % of the cells", low=0, high=1, control=DENSE),
        Metric("area_synapses", "left of it, mean over 0 to 90 % of the synapses", low=0, high=1, control=DENSE),
        Metric("drop_cells", "lost with 30 % of the cells", better="lower", low=-1, high=1, control=DENSE),
        Metric(
            "drop_synapses", "lost with 30 % of the synapses", better="lower", low=-1, high=1, control=DENSE,
            published={"wide-mlp": Published(0.101, STUDY, "digits")},
        ),
    )  # fmt: skip

    def measure(self, subject: Subject) -> Measurement:
        """Damage copies of the trained network."""
        network = subject.trained()
        if not isinstance(network, Lesionable):
            raise NotApplicable(f"{subject.kind.slug} has no lesions (wetnet.learning.lesions.Lesionable)")
        sites = network.lesion_sites()
        present = [site for site in (CELLS, SYNAPSES) if site in sites]
        images, labels = subject.tests(1 + len(present) * len(SHARES))
        intact = subject.accuracy(network, images, labels)
        metrics, curves = {"intact": intact}, {}
        for site in present:
            draw = generator(subject.seed, f"compare/lesions/{site}")
            left = [subject.accuracy(network.lesioned(site, share, draw), images, labels) for share in SHARES]
            curves[site] = Curve([0.0, *SHARES], [intact, *left], f"share of the {site} destroyed", "accuracy")
            relative = mean_height(curves[site].x, curves[site].y) / intact if intact else 0.0
            metrics[f"area_{site}"] = min(relative, 1.0)
            metrics[f"drop_{site}"] = intact - left[SHARES.index(SPOT)]
        absent = {
            f"{figure}_{site}": f"{subject.kind.slug} has no {site} between input and output"
            for site in (CELLS, SYNAPSES)
            if site not in present
            for figure in ("area", "drop")
        }
        return Measurement(metrics, curves, {"sites": dict(sites), "tested": len(labels)}, absent)
