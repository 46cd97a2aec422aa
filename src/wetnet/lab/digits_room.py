"""The digits room: an artificial network and a brain look at the same digit.

Blocks of its frames:

================== ====================== ==========================================================================
status             uint8, JSON text       the numbers and words beside the pictures
image              uint8 (height, width)  the digit on show, 0 to 255
mlp_units          float32 (1, units)     output of every unit, layer after layer, input left out
mlp_weights        float32 (1, weights)   hidden and output layers, each (receiving, sending), first layer left out
mlp_curve          float32 (points, 3)    examples seen, loss, accuracy; points new since the last frame
mlp_patterns       uint8 (units, 784)     weights of the first layer, each unit by its largest: 128 is zero
mlp_confusion      uint32 (10, 10)        held-out images of the digit (row) that are read as (column)
mlp_why            float32 (28, 28)       what each pixel says for the class explained
form               uint8, JSON text       what can be chosen of the artificial network, once
brain_voltage      float32 (1, cells)     membrane potential in mV
brain_spikes       uint32 (spikes, 2)     step, cell; spikes new since the last frame
brain_positions    float32 (cells, 2)     x to the right, y downwards, 0 to 1
brain_links        uint32 (links, 2)      sending cell, receiving cell
brain_link_values  float32 (links, 2)     glutamate minus GABA, myelination
brain_timing       float32 (links, 2)     steps from a spike to release; steps in which the cleft clears to 1/e
brain_orientation  float32 (1, V1 cells)  preferred orientation in radians
brain_pinwheels    float32 (pinwheels, 3) x, y, turns of the orientation around it (±½)
brain_trace_from   uint32 (1, 1)          row of the probed cell's trace at which the next block begins
brain_trace        float32 (steps, 14)    the probed cell: electrode.py has the columns
brain_contacts     float32 (cells, 4)     who reaches the probed cell, with how many AMPA, NMDA, GABA-A receptors
brain_causes       uint32 (causes, 6)     depth, source, fired, arrived, target, target fired; steps
brain_cause_drives float32 (causes, 2)    channels × ms that the cause opened, its share of the excitation
brain_silenced     float32 (cells, 3)     cell, answer without it (−1: none), ms by which it came later; ranked
================== ====================== ==========================================================================
"""

from __future__ import annotations

import dataclasses
import json
from functools import singledispatchmethod
from typing import Any

import numpy as np

from wetnet.core.keys import generator
from wetnet.core.registry import find
from wetnet.lab import digits_messages as messages
from wetnet.lab.brain_bench import BrainBench
from wetnet.lab.digits_messages import Settings
from wetnet.lab.journal import Journal
from wetnet.lab.messages import Message
from wetnet.lab.mlp_bench import MlpBench
from wetnet.lab.room import Room, Say, soonest
from wetnet.lab.script import script
from wetnet.tasks import digits, seed_digits, ten_digits
from wetnet.tasks.drawing import as_digit

SEED = 1
"""The seed of a fresh page."""


class DigitsRoom(Room):
    """Both networks, the image they are shown, and the settings."""

    messages = messages.MESSAGES

    def __init__(self, say: Say, brain: Any = None) -> None:
        super().__init__(say)
        say("reading the digits")
        self._data = digits.load()
        task = seed_digits.seed_split(self._data)
        self._held_out, self._labels = task.test_images, task.test_labels
        self.settings = Settings()
        self._shown: dict[str, Any] | None = None
        self._image: np.ndarray | None = None
        self._looks = 0
        self._journal, self._lessons, self._mlp_loaded = Journal(), 0, -1
        self._form_told = False
        self._dirty = True
        self._draw = generator(SEED, "lab/images")
        say("building the artificial network")
        self.mlp = MlpBench(task, SEED)
        say("building the brain")
        kind = brain or find("learner", "digit-brain")
        self.brain = BrainBench(kind, lambda seed: ten_digits.choose(self._data, seed), SEED)
        say("compiling")
        self._warm()

    def apply(self, message: Message) -> dict[str, Any] | None:
        """Act on a message; see Room."""
        self._dirty = True
        return self._act(message)

    def advance(self, now: float) -> float | None:
        """One slice of each network's work; see Room."""
        if self.settings.paused:
            self.brain.hold()
            return None
        try:
            waits = (self.mlp.advance(), self.brain.advance(now, self.settings.pace))
        except Exception:
            self._dirty = True  # the learning that failed has ended: show that
            raise
        return soonest(*waits)

    def news(self) -> dict[str, np.ndarray]:
        """Blocks of what has changed; see Room."""
        if not (self._dirty or self.mlp.changed or self.brain.changed):
            return {}
        blocks = {**self.mlp.news(), **self.brain.news()}
        if self._image is not None:
            blocks["image"] = self._image
        self._dirty = False
        status = {
            "settings": self.settings.model_dump(),
            "source": self._data.source,
            "held_out": len(self._labels),
            "looks": self._looks,
            "shown": self._shown,
            "mlp": self.mlp.status(),
            "brain": self.brain.status(),
        }
        blocks["status"] = _json(status)
        if not self._form_told:
            self._form_told = True
            blocks["form"] = _json(self.mlp.form())
        return blocks

    @singledispatchmethod
    def _act(self, message: Message) -> dict[str, Any] | None:
        raise TypeError(f"the digits room knows no {type(message).__name__}")

    @_act.register
    def _(self, message: messages.Set) -> None:
        self._judge(message.settings)
        self.settings = message.settings
        self.brain.adjust(message.settings)

    @_act.register
    def _(self, message: messages.Show) -> None:
        digit = int(self._draw.integers(10)) if message.digit is None else message.digit
        if message.source == "ten":
            self._look(self.brain.lesson.task.train_images[digit], digit, "ten", digit)
        else:
            self._turn(int(self._draw.choice(np.flatnonzero(self._labels == digit))))

    @_act.register
    def _(self, message: messages.Turn) -> None:
        self._turn(message.index % len(self._labels))

    @_act.register
    def _(self, message: messages.Draw) -> None:
        ink = np.array(message.ink, np.uint8).reshape(28, 28)
        self._look(as_digit(ink), message.digit, "drawn", None)

    @_act.register
    def _(self, message: messages.Explain) -> None:
        self.mlp.explain(message.digit)

    @_act.register
    def _(self, message: messages.Build) -> None:
        self.mlp.build(message)

    @_act.register
    def _(self, message: messages.Step) -> None:
        self.brain.step(message.steps)

    @_act.register
    def _(self, message: messages.Train) -> None:
        if message.network == "brain":
            self._close()
        self._bench(message.network).train(message.epochs)

    @_act.register
    def _(self, message: messages.Cancel) -> None:
        self._bench(message.network).cancel()

    @_act.register
    def _(self, message: messages.Reset) -> None:
        for network in ("mlp", "brain") if message.network == "both" else (message.network,):
            self._bench(network).reset(message.seed)
            if network == "brain":
                self._journal, self._lessons = Journal(), 0
        self._draw = generator(message.seed, "lab/images")

    @_act.register
    def _(self, message: messages.Load) -> None:
        self._bench(message.network).load(message.data)
        if message.network == "brain":
            self._journal, self._lessons = Journal(), self.brain.brain.examples_seen
            self._journal.exact = False
        else:
            self._mlp_loaded = self._bench("mlp").status()["life"]

    @_act.register
    def _(self, message: messages.Script) -> dict[str, Any]:
        return {"type": "script", "name": "digits.py", "text": self._script()}

    @_act.register
    def _(self, message: messages.Save) -> dict[str, Any]:
        name, data = self._bench(message.network).save()
        return {"type": "saved", "network": message.network, "name": name, "data": data}

    @_act.register
    def _(self, message: messages.Probe) -> None:
        self.brain.probe(message.cell)

    @_act.register
    def _(self, message: messages.Trace) -> None:
        self.brain.trace(message.silence)

    @_act.register
    def _(self, message: messages.Quiz) -> None:
        self.brain.quiz()

    def _turn(self, index: int) -> None:
        self._look(self._held_out[index], int(self._labels[index]), "held-out", index)

    def _look(self, image: np.ndarray, digit: int | None, source: str, index: int | None) -> None:
        """Both networks look at an image; ``digit``: what it is meant to be, None: nobody says."""
        self._image = image
        self._shown = {"digit": digit, "source": source, "index": index, "learned": self.mlp.learned(image)}
        self._looks += 1
        self._close()
        self.mlp.show(image)
        self.brain.show(image, digit, self.settings)
        self._journal.looked(self._shown, image, digit if self.settings.teacher else None, self.settings)

    def _close(self) -> None:
        """Note what the brain has seen and learned since the last entry."""
        if self.brain.showing:
            self._journal.close(int(self.brain.showing.presentation.step))
        seen = self.brain.brain.examples_seen
        self._journal.learned(seen - self._lessons, self.settings)
        self._lessons = seen

    def _judge(self, settings: Settings) -> None:
        """A setting that moves under way cannot be told by the journal."""
        was = self.settings
        busy = self.brain.lesson.running or (self.brain.showing is not None and self.brain.showing.running)
        moved = (was.plasticity, was.blocked, was.silenced) != (
            settings.plasticity,
            settings.blocked,
            settings.silenced,
        )
        if busy and moved:
            self._journal.exact = False

    def _script(self) -> str:
        """The Python that computes what is seen."""
        self._close()
        mlp, brain = self.mlp.mlp, self.brain.brain
        whole = mlp.examples_seen == mlp.epoch * len(self.mlp.task.train_labels)
        known_mlp: dict[str, Any] = {"file": self.mlp.save()[0]}
        if whole and self._mlp_loaded != self.mlp.status()["life"]:
            recipe = dataclasses.asdict(mlp.recipe)
            known_mlp = {
                "seed": mlp.seed,
                "sizes": mlp.layout.sizes,
                "unit": mlp.unit,
                "recipe": recipe,
                "epochs": mlp.epoch,
            }
        entries = self._journal.entries
        known_brain = {"seed": brain.seed}
        if not self._journal.exact:
            known_brain, entries = {"file": self.brain.save()[0]}, entries[-1:] if self.brain.showing else []
        shown = self._shown and {"source": self._shown["source"], "index": self._shown["index"]}
        if shown and shown["source"] == "drawn" and self._image is not None:
            shown["pixels"] = self._image.tobytes().hex()
        return script(self._data.source, shown, known_mlp, known_brain, entries)

    def _bench(self, network: str) -> MlpBench | BrainBench:
        return self.mlp if network == "mlp" else self.brain

    def _warm(self) -> None:
        """Run everything once on networks that are then thrown away, so that the first click finds it compiled."""
        self.mlp.show(self._held_out[0])
        self.mlp.train(1)
        self.mlp.advance()
        self.mlp.news()
        self.brain.show(self._held_out[0], int(self._labels[0]), self.settings)
        self.brain.probe(0)
        self.brain.step(1)
        self.brain.news()
        self.brain.probe(None)
        self.mlp.reset(SEED)
        self.mlp.show(None)
        self.brain.reset(SEED)


def _json(value: Any) -> np.ndarray:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)[None]
