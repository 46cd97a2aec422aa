import dataclasses

import pytest

from wetnet.core.errors import ParameterError
from wetnet.learning.form import check, form
from wetnet.learning.optimisers import OPTIMISERS
from wetnet.learning.recipe import Recipe


def test_every_field_of_the_recipe_is_in_the_form_with_its_default():
    entries = form(Recipe)
    assert [entry.name for entry in entries] == [field.name for field in dataclasses.fields(Recipe)]
    assert Recipe.create(**{entry.name: entry.default for entry in entries}) == Recipe()
    assert all(entry.meaning for entry in entries)


def test_each_kind_says_what_is_allowed():
    entries = {entry.name: entry for entry in form(Recipe)}
    kinds = {name: entry.kind for name, entry in entries.items()}
    assert kinds == {
        "learning_rate": "number",
        "decay": "number",
        "batch_size": "whole",
        "optimiser": "choice",
        "initialisation": "choice",
        "shuffle": "switch",
    }
    assert entries["optimiser"].choices == tuple(OPTIMISERS)
    assert (entries["decay"].low, entries["decay"].high) == (0, 1)
    for name in entries["optimiser"].choices:
        Recipe.create(optimiser=name)


def test_a_page_gets_no_more_than_the_form_offers():
    check(Recipe(batch_size=1000))
    with pytest.raises(ParameterError, match="batch_size = 1001"):
        check(Recipe(batch_size=1001))
