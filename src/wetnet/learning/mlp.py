"""The multilayer perceptron: a dense network that learns to classify by backpropagation."""

from __future__ import annotations

import copy
import dataclasses
import math
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, Int, UInt8

from wetnet.artificial import Dense, Layout
from wetnet.core import saved
from wetnet.core.errors import ConfigurationError, DivergedError, SavedFileError
from wetnet.core.keys import generator
from wetnet.core.precision import SINGLE
from wetnet.core.registry import registered
from wetnet.learning import lesions
from wetnet.learning.attribution import input_times_gradient
from wetnet.learning.backprop import Course, as_input, begin, descend, epoch_order, next_epoch
from wetnet.learning.learner import Learner, Progress
from wetnet.learning.lesions import CELLS, SYNAPSES, Lesionable
from wetnet.learning.losses import cross_entropy
from wetnet.learning.operations import Counted, Operations, count_layers
from wetnet.learning.optimisers import optimiser
from wetnet.learning.pace import Pace
from wetnet.learning.recipe import Recipe
from wetnet.learning.schedule import Schedule, Tuning
from wetnet.learning.trees import filled, named
from wetnet.tasks.task import Images, Task

_KIND, _VERSION = "mlp", 1
_BLOCK = 256  # images asked at a time: one shape, so that one compilation serves any number of images


class _State(NamedTuple):
    """Where learning stands. Replaced as a whole, so that an interruption never sees half a change."""

    course: Course
    epoch: int = 0
    batch: int = 0
    examples: int = 0
    task: str = ""


class _Epoch(NamedTuple):
    """What stays the same throughout an epoch."""

    order: Int[Array, " shown"]
    rate: np.float32


@registered("mlp", kind="learner")
class MLP(Learner, Lesionable, Counted):
    """Multilayer perceptron: dense layers, softmax at the end, cross-entropy, backpropagation.

    The default is the original small network: 784-20-16-10-10 rectifiers, weights between −0.5 and 0.5, one image
    at a time in the order of the task. Its rate of 0.01 on an output error of 2 (p − y) is a rate of
    0.02 on the gradient of the cross-entropy, p − y. Rows of weights are units.

    Deviates from: the original multiplied weight errors by whether the sending unit is active, here by its activity
    (the gradient); its rate stayed constant, here each epoch has 0.8 of the one before (docs/results.md).

    Parameters
    ----------
    seed: decides the weights and, with ``shuffle``, the order of every epoch.
    sizes, unit, skips: see :class:`~wetnet.artificial.layout.Layout`.
    options: fields of :class:`~wetnet.learning.recipe.Recipe`: learning_rate, decay, batch_size, optimiser, …

    A network of this kind with settings of its own is a subclass that declares ``defaults``.
    """

    defaults: ClassVar[Mapping[str, Any]] = {}
    schedule: ClassVar[Schedule] = Schedule(epochs=10, least=2000)
    tuning: ClassVar[Tuning] = Tuning(9, "the last 10 000 training images of MNIST (docs/results.md)")

    def __init__(
        self,
        seed: int = 0,
        *,
        sizes: tuple[int, ...] = (784, 20, 16, 10, 10),
        unit: str = "relu",
        skips: tuple[tuple[int, int], ...] = (),
        **options: Any,
    ) -> None:
        self.seed = seed
        self.recipe = Recipe.create(**options)
        self.unit = unit
        self.layout = Layout.classifier(tuple(sizes), unit, skips)
        network = Dense.build(self.layout, seed, self.recipe.initialisation)
        self._state = _State(begin(network, optimiser(self.recipe.optimiser)))

    @classmethod
    def build(cls, seed: int) -> Self:
        """The network with its default settings, untrained."""
        return cls(seed, **cls.defaults)

    @property
    def epoch(self) -> int:  # type: ignore[override]
        """Epochs completed."""
        return self._state.epoch

    @property
    def examples_seen(self) -> int:  # type: ignore[override]
        """Presentations of an image with its label so far."""
        return self._state.examples

    @property
    def network(self) -> Dense:
        """The network as it is now."""
        return self._state.course.network

    @property
    def weights(self) -> list[Float[np.ndarray, "outputs inputs"]]:
        """The weights of each layer, a row per unit."""
        return [np.asarray(array) for array in self.network.weights]

    @property
    def biases(self) -> list[Float[np.ndarray, " outputs"]]:
        """The biases of each layer."""
        return [np.asarray(array) for array in self.network.biases]

    def lessons(self, task: Task, *, epochs: int) -> Iterator[Progress]:
        """Learn until ``epochs`` epochs are complete; loss and accuracy are means over the epoch so far.

        Raises
        ------
        ConfigurationError: images, classes or the limit on presentations do not fit, or the network is in the
            middle of an epoch of another task.
        DivergedError: the weights left the finite numbers; the network keeps those of the slice before.
        """
        inputs = self._flat(task.train_images)
        self._check(task, epochs)
        return self._lessons(task, jnp.asarray(inputs), jnp.asarray(task.train_labels), epochs)

    def _lessons(self, task: Task, inputs: Array, labels: Array, epochs: int) -> Iterator[Progress]:
        count, size = len(labels), self.recipe.batch_size
        batches = -(-count // size)
        learn = partial(descend, optimiser=optimiser(self.recipe.optimiser), loss=cross_entropy, batch_size=size)
        pace, now = Pace(), self._begin_epoch(count)
        while (state := self._state).epoch < epochs:
            course = state.course
            if state.batch == 0:
                course, now = next_epoch(course), self._begin_epoch(count)
            steps = min(pace.steps, batches - state.batch)
            started = time.perf_counter()
            course, finite = learn(course, inputs, labels, now.order, np.int32(state.batch), np.int32(steps), now.rate)
            if not finite:
                raise self._diverged(now.rate)
            pace.took(steps, time.perf_counter() - started)
            batch = state.batch + steps
            shown = min(batch * size, count)
            examples = state.examples + shown - state.batch * size
            ended = batch == batches
            self._state = _State(course, state.epoch + ended, 0 if ended else batch, examples, _describe(task))
            yield Progress(
                examples, epochs * count, self.epoch, float(course.loss) / shown, int(course.correct) / shown
            )

    def _begin_epoch(self, count: int) -> _Epoch:
        draw = generator(self.seed, f"mlp/order/{self.epoch}") if self.recipe.shuffle else None
        order = epoch_order(count, self.recipe.batch_size, draw)
        return _Epoch(jnp.asarray(order), np.float32(self.recipe.rate(self.epoch)))

    def probabilities(self, images: Images) -> Float[np.ndarray, "n classes"]:
        """The probability of each class for each image."""
        inputs = self._flat(images)
        blocks = [_pad(inputs[start : start + _BLOCK]) for start in range(0, len(inputs), _BLOCK)]
        answers = [np.asarray(_answer(self.network, block)) for block in blocks]
        return np.concatenate([np.empty((0, self.layout.sizes[-1]), np.float32), *answers])[: len(inputs)]

    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """The likeliest class of each image."""
        return np.argmax(self.probabilities(images), axis=-1)

    def activations(self, image: UInt8[np.ndarray, "height width"]) -> list[Float[np.ndarray, " units"]]:
        """What every layer gives for one image, the input first."""
        return [np.asarray(layer) for layer in _every_layer(self.network, self._flat(image[None])[0])]

    def evidence(self, image: UInt8[np.ndarray, "height width"], label: int) -> Float[np.ndarray, "height width"]:
        """What each pixel says for a class: see :func:`~wetnet.learning.attribution.input_times_gradient`."""
        said = _evidence(self.network, self._flat(image[None])[0], np.int32(label))
        return np.asarray(said).reshape(image.shape)

    def lesion_sites(self) -> Mapping[str, int]:
        """Hidden cells, where there are any, and connections that are not zero."""
        hidden = sum(self.layout.sizes[1:-1])
        return {**({CELLS: hidden} if hidden else {}), SYNAPSES: lesions.connections(self.weights)}

    def lesioned(self, site: str, share: float, draw: np.random.Generator) -> Self:
        """A copy without some hidden cells (they give zero) or some connections."""
        lost = lesions.chosen(self, site, share, draw)
        weights = lesions.without(self.weights, lost) if site == SYNAPSES else self._silenced(lost)
        twin = copy.copy(self)
        network = dataclasses.replace(self.network, weights=tuple(jnp.asarray(layer) for layer in weights))
        twin._state = self._state._replace(course=self._state.course._replace(network=network))
        return twin

    def _silenced(self, lost: Bool[np.ndarray, " hidden"]) -> list[np.ndarray]:
        """The weights without those of cells that no longer give anything."""
        sizes = self.layout.sizes
        silent = [np.zeros(sizes[0], bool), *np.split(lost, np.cumsum(sizes[1:-1])[:-1]), np.zeros(sizes[-1], bool)]
        heard = [np.concatenate([silent[j] for j in self.layout.sources(i)]) for i in range(1, len(sizes))]
        return [np.where(gone, np.float32(0), layer) for gone, layer in zip(heard, self.weights, strict=True)]

    def operations(self, images: Images) -> Operations:
        """Layer by layer; numbers are of four bytes."""
        given = [np.asarray(layer) for layer in _every_layer(self.network, self._flat(images))]
        heard = [
            np.concatenate([given[j] for j in self.layout.sources(i)], axis=-1)
            for i in range(1, self.layout.layers + 1)
        ]
        biases = sum(len(array) for array in self.biases)
        size = 4.0 * (sum(layer.size for layer in self.weights) + biases)
        return count_layers(self.weights, heard, given[1:-1], biases, size)

    def save(self, path: Path) -> Path:
        """Write the network, the state of its optimiser, where in which epoch it is, and how it is taught."""
        course, *position = self._state
        header = {
            "seed": self.seed,
            "shape": {"sizes": self.layout.sizes, "unit": self.unit, "skips": self.layout.skips},
            "recipe": dataclasses.asdict(self.recipe),
            "position": dict(zip(_State._fields[1:], position, strict=True)),
        }
        return saved.save(path, _KIND, _VERSION, named(course), header)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The network that was saved; SavedFileError where the file is none, or damaged."""
        arrays, header = saved.load(path, _KIND, _VERSION)
        try:
            network = cls(header["seed"], **header["shape"], **header["recipe"])
            network._state = _State(filled(network._state.course, arrays), **header["position"])
        except (LookupError, TypeError, ValueError) as error:
            raise SavedFileError(f"{path} is a damaged {_KIND}: {error}") from error
        return network

    def _flat(self, images: Images) -> UInt8[np.ndarray, "n inputs"]:
        """Each image as one row; ConfigurationError where it has not as many values as the network has inputs."""
        inputs, shape = self.layout.sizes[0], images.shape[1:]
        if math.prod(shape) != inputs:
            raise ConfigurationError(
                f"{self.slug} takes {inputs} values per image; these images have "
                f"{' × '.join(map(str, shape))} = {math.prod(shape)}"
            )
        return images.reshape(len(images), inputs)

    def _check(self, task: Task, epochs: int) -> None:
        classes, highest = self.layout.sizes[-1], int(task.train_labels.max())
        if highest >= classes:
            raise ConfigurationError(
                f"{self.slug} tells {classes} classes apart; task {task.slug!r} has a label {highest}"
            )
        if task.presentations is not None and epochs > task.presentations:
            raise ConfigurationError(
                f"task {task.slug!r} shows each image at most {task.presentations} times; epochs = {epochs} is more"
            )
        if self._state.batch and self._state.task != _describe(task):
            raise ConfigurationError(
                f"{self.slug} is in the middle of an epoch of {self._state.task}; "
                f"it cannot go on with {_describe(task)}"
            )

    def _diverged(self, rate: np.float32) -> DivergedError:
        return DivergedError(
            f"{self.slug} diverged in epoch {self.epoch + 1}, after {self.examples_seen} examples, at a learning rate "
            f"of {rate:g} ({self.recipe.optimiser}): its numbers are no longer finite. "
            f"Try learning_rate = {rate / 10:g}"
        )


@jax.jit
def _answer(network: Dense, pixels: UInt8[Array, "n inputs"]) -> Float[Array, "n classes"]:
    return network(as_input(pixels, SINGLE))


@jax.jit
def _every_layer(network: Dense, pixels: UInt8[Array, "*n inputs"]) -> list[Float[Array, "*n units"]]:
    return network.forward(as_input(pixels, SINGLE))


@jax.jit
def _evidence(network: Dense, pixels: UInt8[Array, " inputs"], label: Int[Array, ""]) -> Float[Array, " inputs"]:
    return input_times_gradient(network, as_input(pixels, SINGLE), label)


def _pad(pixels: UInt8[np.ndarray, "n inputs"]) -> UInt8[np.ndarray, "block inputs"]:
    return np.pad(pixels, ((0, _BLOCK - len(pixels)), (0, 0)))


def _describe(task: Task) -> str:
    return f"{task.slug!r} (seed {task.seed}, {len(task.train_labels)} images)"
