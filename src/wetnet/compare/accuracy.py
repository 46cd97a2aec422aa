"""How well a network does what it was taught."""

from __future__ import annotations

from typing import ClassVar

from wetnet.compare.protocol import Control, Measurement, Metric, Protocol, Published
from wetnet.compare.subject import Subject
from wetnet.core.registry import registered

PUBLISHED = {"linear": Published(0.927, "Deistler et al. 2025 (Jaxley), controls of its figure on MNIST", "digits")}


@registered("accuracy", kind="protocol")
class Accuracy(Protocol):
    """Share of right answers on images never learned, after the network's own schedule of learning."""

    title: ClassVar[str] = "Accuracy"
    question: ClassVar[str] = "Of the test images, none of which it has learned from, how many does it name rightly?"
    metrics: ClassVar[tuple[Metric, ...]] = (
        Metric(
            "accuracy", "right answers", low=0, high=1, published=PUBLISHED,
            control=Control("linear", "", "what a single layer without any hidden cell reaches"),
        ),
        Metric("unanswered", "no answer", better="lower", low=0, high=1),
        Metric("examples", "presentations of an image with its label", better="lower", low=0),
        Metric("seconds", "time to learn", "s", better="lower", low=0, measured=True),
    )  # fmt: skip

    def measure(self, subject: Subject) -> Measurement:
        """Learn, then answer every test image."""
        network = subject.trained()
        score = subject.score(network, *subject.tests(1))
        metrics = {
            "accuracy": score.accuracy,
            "unanswered": score.unanswered / score.total,
            "examples": network.examples_seen,
            "seconds": subject.learning_seconds,
        }
        return Measurement(metrics, raw=score._asdict())
