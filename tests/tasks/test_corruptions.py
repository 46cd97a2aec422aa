"""What each kind of damage does to images: its meaning, its range, and that the same key draws the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.errors import ParameterError, UnknownNameError
from wetnet.core.keys import generator
from wetnet.tasks.corruptions import CORRUPTIONS, add_gaussian, corrupt, flip_pixels

DRAWN = sorted(set(CORRUPTIONS) - {"blur", "brightness"})  # these two draw nothing


def draw(seed=0, name="test"):
    return generator(seed, name)


def grey(value, count=40):
    return np.full((count, 28, 28), value, np.uint8)


@pytest.fixture(scope="module")
def bar():
    """A vertical bar in the middle of every image, 4 × 16 pixels."""
    images = grey(0, 30)
    images[:, 6:22, 12:16] = 255
    return images


def moments(image):
    """Mean row and column of the ink, and its covariance."""
    weights = image / image.sum()
    places = np.indices(image.shape)
    centre = (places * weights).sum(axis=(1, 2))
    off = places - centre[:, None, None]
    return centre, np.einsum("iyx,jyx,yx->ij", off, off, weights)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_every_damage_keeps_shape_and_type_leaves_its_input_alone_and_follows_its_key(bar, name):
    before = bar.copy()
    damaged = corrupt(bar, name, draw())
    assert damaged.shape == bar.shape
    assert damaged.dtype == np.uint8
    assert (bar == before).all()
    assert (damaged != bar).any()
    assert (damaged == corrupt(bar, name, draw())).all()
    if name in DRAWN:
        assert (damaged != corrupt(bar, name, draw(1))).any()
        assert (damaged != corrupt(bar, name, draw(0, "other"))).any()
        assert (damaged[0] != damaged[1:]).any()  # drawn for each image


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(CORRUPTIONS)), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_whatever_the_images_one_does_not_touch_those_before_it(name, seed, count):
    images = np.random.default_rng(seed).integers(0, 256, (count, 28, 28), dtype=np.uint8)
    damaged = corrupt(images, name, draw(seed))
    assert damaged.shape == images.shape
    changed = images.copy()
    changed[-1] = 0
    # Poisson draws as many numbers as its means ask for, so only what comes before is the same.
    assert (corrupt(changed, name, draw(seed))[:-1] == damaged[:-1]).all()


@pytest.mark.parametrize(
    "name", sorted(set(CORRUPTIONS) - {"impulse-noise", "brightness", "fog", "stripe", "dotted-line"})
)
def test_white_paper_stays_white_where_nothing_is_added(name):
    assert not corrupt(grey(0), name, draw()).any()


def test_no_flips_and_no_noise_change_nothing_and_all_flips_are_the_negative(bar):
    assert (flip_pixels(bar, 0, draw()) == bar).all()
    assert (flip_pixels(bar, 1, draw()) == 255 - bar).all()
    assert (add_gaussian(bar, 0, draw()) == bar).all()


def test_the_share_of_flips_is_the_share_asked_for():
    flipped = flip_pixels(grey(10), 0.2, draw())
    assert set(np.unique(flipped)) == {10, 245}
    deviation = np.sqrt(0.2 * 0.8 / flipped.size)
    assert (flipped == 245).mean() == pytest.approx(0.2, abs=4 * deviation)


def test_normal_noise_has_the_mean_and_deviation_asked_for():
    """Around middle grey at a tenth of the range nothing is cut off."""
    noise = add_gaussian(grey(128), 0.1, draw()).astype(float) - 128
    assert noise.mean() == pytest.approx(0, abs=4 * 25.5 / np.sqrt(noise.size))
    assert noise.std() == pytest.approx(25.5, rel=0.02)
    assert add_gaussian(grey(128), 5, draw()).min() == 0  # cut off, not wrapped round
    assert add_gaussian(grey(0), 0.1, draw()).max() < 255 * 0.6


def test_photons_are_counted():
    """Half ink is a mean of 2.5 photons of 51 grey values each, whose variance is that mean."""
    photons = corrupt(grey(128, 10), "shot-noise", draw()).astype(float)
    mean = 5 * 128 / 255
    assert set(np.unique(photons)) <= {0, 51, 102, 153, 204, 255}
    assert (photons == 0).mean() == pytest.approx(np.exp(-mean), abs=0.02)
    assert (photons == 51).mean() == pytest.approx(mean * np.exp(-mean), abs=0.02)


def test_a_tenth_is_salt_or_pepper():
    spoiled = corrupt(grey(128), "impulse-noise", draw())
    assert set(np.unique(spoiled)) == {0, 128, 255}
    for value in (0, 255):
        assert (spoiled == value).mean() == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / spoiled.size))


@pytest.mark.parametrize("name", ["blur", "motion-blur", "translate", "shear", "rotate"])
def test_what_only_moves_or_spreads_ink_keeps_its_amount(bar, name):
    ink = corrupt(bar, name, draw()).sum(axis=(1, 2), dtype=float)
    assert ink == pytest.approx(bar.sum(axis=(1, 2), dtype=float), rel=0.02)


def test_a_blur_adds_the_variance_of_its_kernel():
    dot = grey(0, 1)
    dot[0, 12:16, 12:16] = 255
    centre, spread = moments(corrupt(dot, "blur", draw())[0].astype(float))
    assert centre == pytest.approx([13.5, 13.5], abs=1e-6)
    # (16 - 1) / 12 for the square itself; rounding to whole grey values cuts the tails a little.
    assert spread == pytest.approx(np.eye(2) * (15 / 12 + 1.5**2), abs=0.1)


def test_a_moving_hand_spreads_along_one_line_and_leaves_the_middle_where_it_was():
    dot = grey(0, 8)
    dot[:, 13:15, 13:15] = 255
    for image in corrupt(dot, "motion-blur", draw()).astype(float):
        centre, spread = moments(image)
        assert centre == pytest.approx([13.5, 13.5], abs=0.05)
        # Seven places a pixel apart have a variance of 4; what is across it is the dot and its interpolation.
        small, large = np.linalg.eigvalsh(spread)
        assert large - small == pytest.approx(4, abs=0.4)


def test_translation_is_by_two_to_four_whole_pixels_along_each_axis(bar):
    start = moments(bar[0].astype(float))[0]
    moves = [moments(image.astype(float))[0] - start for image in corrupt(bar, "translate", draw())]
    assert np.allclose(moves, np.rint(moves))
    assert set(np.rint(np.ravel(moves)).astype(int)) == {-4, -3, -2, 2, 3, 4}


def test_rotation_is_by_20_to_40_degrees_either_way(bar):
    angles = []
    for image in corrupt(bar, "rotate", draw()).astype(float):
        centre, spread = moments(image)
        assert centre == pytest.approx([13.5, 13.5], abs=0.1)
        long = np.linalg.eigh(spread)[1][:, 1]
        angles.append(np.rad2deg(np.arctan(long[1] / long[0])))
    assert 19.5 < np.abs(angles).min() < np.abs(angles).max() < 40.5
    assert min(angles) < 0 < max(angles)


def test_shearing_slants_a_bar_by_a_factor_of_0_3_to_0_6(bar):
    slants = []
    for image in corrupt(bar, "shear", draw()).astype(float):
        spread = moments(image)[1]
        slants.append(spread[0, 1] / spread[0, 0])  # columns moved for each row
    assert 0.28 < np.abs(slants).min() < np.abs(slants).max() < 0.62
    assert min(slants) < 0 < max(slants)


def test_a_smaller_image_has_the_ink_of_its_area(bar):
    sizes = np.sqrt(corrupt(bar, "scale", draw()).sum(axis=(1, 2), dtype=float) / bar[0].sum(dtype=float))
    assert 0.48 < sizes.min() < sizes.max() < 0.72


def test_brightness_adds_the_same_everywhere_and_is_cut_off_at_white_ink():
    assert (corrupt(grey(0), "brightness", draw()) == 102).all()
    assert (corrupt(grey(100), "brightness", draw()) == 202).all()
    assert (corrupt(grey(200), "brightness", draw()) == 255).all()


def test_fog_over_an_empty_image_reaches_from_nothing_to_0_7():
    clouds = corrupt(grey(0), "fog", draw())
    assert (clouds.min(axis=(1, 2)) == 0).all()
    assert clouds.max(axis=(1, 2)) == pytest.approx(np.full(40, 0.7 * 255), abs=0.6)
    assert np.abs(np.diff(clouds.astype(int), axis=2)).max() < 51  # clouds, not grains


def test_a_square_of_nine_is_blank_and_the_rest_untouched():
    for image in corrupt(grey(255), "occlusion", draw()):
        rows, columns = np.nonzero(image == 0)
        assert len(rows) == 81
        assert np.ptp(rows) == np.ptp(columns) == 8
        assert {image.min(), image.max()} == {0, 255}


def test_two_bands_of_three_columns_are_inverted():
    for image in corrupt(grey(0), "stripe", draw()):
        columns = np.flatnonzero(image.any(axis=0))
        assert (image[:, columns] == 255).all()
        assert (columns - columns[0]).tolist() == [0, 1, 2, 5, 6, 7]


def test_a_dotted_line_has_a_dot_in_every_other_column():
    for image in corrupt(grey(0), "dotted-line", draw()):
        assert (image == 255).sum(axis=0).tolist() == [1, 0] * 14


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(bar, share):
    with pytest.raises(ParameterError, match=r"share = .* expected 0 to 1"):
        flip_pixels(bar, share, draw())


def test_a_negative_deviation_and_an_unknown_name_are_refused(bar):
    with pytest.raises(ParameterError, match="deviation = -1"):
        add_gaussian(bar, -1, draw())
    with pytest.raises(UnknownNameError, match="did you mean 'motion-blur'"):
        corrupt(bar, "motion-blurr", draw())
