"""Damage to images: noise, blur, movement, things in the way. Made here, in the manner of MNIST-C.

Kinds of damage as in N. Mu & J. Gilmer, "MNIST-C: a robustness benchmark for computer vision" (arXiv:1906.02337); its
images are a data set of their own and are not used: strengths here are our own choice, so figures are
not comparable with published ones. Every function takes images from 0 to 1 and a generator, and gives images of
the same shape; what is drawn is drawn for each image.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Float
from scipy import ndimage

from wetnet.core.errors import ParameterError, UnknownNameError
from wetnet.tasks.task import Images

Intensities = Float[np.ndarray, "n height width"]
Corruption = Callable[[Intensities, np.random.Generator], Intensities]


def flip_pixels(images: Images, share: float, draw: np.random.Generator) -> Images:
    """Turn a random share of the pixels of each image into their negative, 255 − value."""
    if not 0 <= share <= 1:
        raise ParameterError(f"share = {share} of the pixels; expected 0 to 1")
    return np.where(draw.random(images.shape) < share, 255 - images, images)


def add_gaussian(images: Images, deviation: float, draw: np.random.Generator) -> Images:
    """Add normal noise with a standard deviation in units of the full range, 0 to 1, and cut off what is outside."""
    if deviation < 0:
        raise ParameterError(f"deviation = {deviation}; it cannot be negative")
    return _bytes(_unit(images) + deviation * draw.standard_normal(images.shape))


def corrupt(images: Images, name: str, draw: np.random.Generator) -> Images:
    """The images with one kind of damage, by its name in ``CORRUPTIONS``."""
    if name not in CORRUPTIONS:
        raise UnknownNameError("corruption", name, CORRUPTIONS)
    return _bytes(CORRUPTIONS[name](_unit(images), draw))


def shot_noise(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Few photons: Poisson counts of mean 5 for full ink."""
    return draw.poisson(images * 5) / 5


def impulse_noise(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Salt and pepper: a tenth of the pixels black or white."""
    drawn = draw.random(images.shape)
    return np.where(drawn < 0.05, 0.0, np.where(drawn > 0.95, 1.0, images))


def blur(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Out of focus: a normal kernel with a standard deviation of 1.5 pixels."""
    return ndimage.gaussian_filter(images, (0, 1.5, 1.5))


def glass_blur(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Through frosted glass: every pixel taken from up to two pixels away, then a little blur."""
    n, height, width = images.shape
    y = np.clip(np.arange(height)[:, None] + draw.integers(-2, 3, images.shape), 0, height - 1)
    x = np.clip(np.arange(width) + draw.integers(-2, 3, images.shape), 0, width - 1)
    return ndimage.gaussian_filter(images[np.arange(n)[:, None, None], y, x], (0, 0.5, 0.5))


def motion_blur(images: Intensities, draw: np.random.Generator) -> Intensities:
    """The hand moves: the mean of seven copies, each a pixel farther in a random direction."""
    angles = draw.uniform(0, 2 * np.pi, len(images))
    steps = np.stack([np.sin(angles), np.cos(angles)], axis=1)
    moved = [
        [ndimage.shift(image, k * step, order=1) for k in range(-3, 4)]
        for image, step in zip(images, steps, strict=True)
    ]
    return np.mean(moved, axis=1)


def shear(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Slanted by a factor between 0.3 and 0.6, either way."""
    return _transformed(
        images, [np.array([[1, 0], [factor, 1]]) for factor in _either_way(draw, 0.3, 0.6, len(images))]
    )


def scale(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Smaller: 0.5 to 0.7 of the size."""
    return _transformed(images, [np.eye(2) / factor for factor in draw.uniform(0.5, 0.7, len(images))])


def rotate(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Turned by 20 to 40 degrees, either way."""
    angles = np.deg2rad(_either_way(draw, 20, 40, len(images)))
    return _transformed(images, [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) for a in angles])


def translate(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Moved by two to four pixels along each axis, either way."""
    moves = np.rint(_either_way(draw, 1.5, 4.5, (len(images), 2)))
    return np.stack([ndimage.shift(image, move, order=0) for image, move in zip(images, moves, strict=True)])


def brightness(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Everything lighter: 0.4 added, ink and paper alike."""
    return images + 0.4


def fog(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Clouds: smooth noise between 0 and 0.7, before which the ink pales."""
    clouds = ndimage.gaussian_filter(draw.standard_normal(images.shape), (0, 4, 4), mode="wrap")
    low, high = clouds.min(axis=(1, 2), keepdims=True), clouds.max(axis=(1, 2), keepdims=True)
    return 0.6 * images + 0.7 * (clouds - low) / (high - low)


def occlusion(images: Intensities, draw: np.random.Generator) -> Intensities:
    """A blank square of 9 × 9 pixels somewhere over the middle 20 × 20."""
    covered = images.copy()
    corners = draw.integers(4, np.array(images.shape[1:]) - 12, (len(images), 2))
    for image, (top, left) in zip(covered, corners, strict=True):
        image[top : top + 9, left : left + 9] = 0
    return covered


def stripe(images: Intensities, draw: np.random.Generator) -> Intensities:
    """Two bands, three columns each and two apart, inverted across the image at a random place."""
    striped = images.copy()
    for image, left in zip(striped, draw.integers(4, images.shape[2] - 12, len(images)), strict=True):
        for column in (left, left + 5):
            image[:, column : column + 3] = 1 - image[:, column : column + 3]
    return striped


def dotted_line(images: Intensities, draw: np.random.Generator) -> Intensities:
    """A line of dots from one border to the other."""
    lined = images.copy()
    height, width = images.shape[1:]
    x = np.arange(0, width, 2)
    for image, (start, end) in zip(lined, draw.uniform(0, height - 1, (len(images), 2)), strict=True):
        image[np.rint(start + (end - start) * x / (width - 1)).astype(int), x] = 1
    return lined


CORRUPTIONS: dict[str, Corruption] = {
    "shot-noise": shot_noise,
    "impulse-noise": impulse_noise,
    "blur": blur,
    "glass-blur": glass_blur,
    "motion-blur": motion_blur,
    "shear": shear,
    "scale": scale,
    "rotate": rotate,
    "translate": translate,
    "brightness": brightness,
    "fog": fog,
    "occlusion": occlusion,
    "stripe": stripe,
    "dotted-line": dotted_line,
}


def _either_way(draw: np.random.Generator, low: float, high: float, size: int | tuple[int, ...]) -> np.ndarray:
    return draw.uniform(low, high, size) * draw.choice([-1, 1], size)


def _transformed(images: Intensities, matrices: list[np.ndarray]) -> Intensities:
    """Each image seen through a linear map about its centre."""
    centre = (np.array(images.shape[1:]) - 1) / 2
    return np.stack(
        [
            ndimage.affine_transform(image, m, centre - m @ centre, order=1)
            for image, m in zip(images, matrices, strict=True)
        ]
    )


def _unit(images: Images) -> Intensities:
    return images.astype(np.float64) / 255


def _bytes(images: Intensities) -> Images:
    return np.rint(np.clip(images, 0, 1) * 255).astype(np.uint8)
