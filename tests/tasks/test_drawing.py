import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wetnet.core.errors import DataError
from wetnet.tasks.drawing import FAINTEST, as_digit
from wetnet.tasks.mnist import TEST_IMAGES, read

DRAWING = arrays.arrays(np.uint8, (28, 28), elements=st.integers(0, 255), fill=st.just(0)).filter(
    lambda ink: (ink >= FAINTEST).any()
)
SMALL = arrays.arrays(np.uint8, (9, 6), elements=st.sampled_from([0, 255])).filter(lambda ink: ink.any())


def centre(image):
    rows, columns = np.indices(image.shape)
    return np.array([(rows * image).sum(), (columns * image).sum()]) / image.sum()


@given(DRAWING)
def test_it_fits_the_box_is_as_dark_as_can_be_and_stays_in_the_frame(ink):
    image = as_digit(ink)
    assert (image.shape, image.dtype, image.max()) == ((28, 28), np.uint8, 255)
    rows, columns = (np.flatnonzero(image.any(axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) < 20


@given(SMALL, st.integers(0, 19), st.integers(0, 22))
def test_where_it_is_drawn_does_not_matter(ink, row, column):
    here, there = np.zeros((2, 28, 28), np.uint8)
    here[:9, :6] = there[row : row + 9, column : column + 6] = ink
    assert (as_digit(here) == as_digit(there)).all()


@given(SMALL)
def test_how_large_it_is_drawn_matters_little(ink):
    large = ink.repeat(3, axis=0).repeat(3, axis=1)
    assert np.abs(as_digit(ink).astype(int) - as_digit(large)).max() <= 1


def test_the_centre_of_mass_is_in_the_middle_where_there_is_room():
    ink = np.zeros((28, 28), np.uint8)
    ink[3:20, 20] = 255
    ink[3, 12:20] = 255
    assert np.abs(centre(as_digit(ink)) - 14).max() <= 0.5


def test_digits_of_mnist_come_back_as_they_are(mnist_folder):
    arrays, _ = read(mnist_folder)
    images = arrays[TEST_IMAGES][:300]
    largest = np.array([np.abs(as_digit(image).astype(int) - image).max() for image in images])
    assert np.mean(largest <= 8) > 0.95


@pytest.mark.parametrize("ink", [0, FAINTEST - 1])
def test_an_empty_drawing_is_refused(ink):
    with pytest.raises(DataError, match="nothing is drawn"):
        as_digit(np.full((28, 28), ink, np.uint8))
