"""The Python that computes what the digits room shows, without the page."""

from __future__ import annotations

import pprint
from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = '''"""What the digits room of wetnet's lab showed, computed again. Images: {source}"""

import itertools
import json

import numpy as np

from wetnet.brains.digit_brain import DigitBrain
from wetnet.learning.mlp import MLP
from wetnet.tasks import digits, seed_digits, ten_digits

data = digits.load()
task = seed_digits.seed_split(data)  # what the artificial network learns, and the images held out
'''

_LOADED_MLP = """
# Its training was broken off, or it was loaded: save the artificial network from the page, beside this file.
mlp = MLP.load({file!r})
"""

_MLP = """
mlp = MLP({seed}, sizes={sizes}, unit={unit!r}, **{recipe})
mlp.fit(task, epochs={epochs})
"""

_LOADED_BRAIN = """
# What happened to it is not known exactly: save the brain from the page, beside this file.
brain = DigitBrain.load({file!r})
"""

_BRAIN = """
brain = DigitBrain.build({seed})
"""

_TEN = """ten = ten_digits.choose(data, brain.seed)  # the brain's own images

"""

_LOOK = '''
def image_of(entry):
    """The image that was shown."""
    if entry["source"] == "drawn":
        return np.frombuffer(bytes.fromhex(entry["pixels"]), np.uint8).reshape(28, 28)
    return (ten.train_images if entry["source"] == "ten" else task.test_images)[entry["index"]]


def live(entry):
    """Let the brain see or learn what it saw or learned on the page; its answer."""
    brain.block(entry["blocked"], entry["silenced"])
    if "lessons" in entry:
        for _ in itertools.islice(brain.lessons(ten, epochs=ten.presentations), entry["lessons"]):
            pass
        return None
    presentation = brain.present(image_of(entry), entry["teacher"], entry["plasticity"])
    presentation.advance(entry["steps"])
    return presentation.answer


'''

_SHOW = """answer = None
for entry in journal:
    answer = live(entry)
seen = {{"mlp": None, "brain": answer}}
shown = {shown}
if shown:
    image = image_of(shown)
    seen["mlp"] = int(mlp.predict(image[None])[0])
    seen["probabilities"] = mlp.probabilities(image[None])[0].tolist()
print(json.dumps(seen))
"""


def script(
    source: str,
    shown: Mapping[str, Any] | None,
    mlp: Mapping[str, Any],
    brain: Mapping[str, Any],
    journal: Sequence[Any],
) -> str:
    """The script's text.

    mlp: seed, sizes, unit, recipe and epochs, or the ``file`` to load; brain: seed, or the ``file``.
    journal: entries of :class:`~wetnet.lab.journal.Journal`; shown: where the image on show comes from.
    """
    return "".join(
        [
            _HEAD.format(source=source.replace('"', "'")),
            (_LOADED_MLP if "file" in mlp else _MLP).format(**mlp),
            (_LOADED_BRAIN if "file" in brain else _BRAIN).format(**brain),
            _TEN,
            f"journal = {pprint.pformat(list(journal), width=110, sort_dicts=False)}\n",
            _LOOK,
            _SHOW.format(shown=pprint.pformat(shown and dict(shown), width=100, sort_dicts=False)),
        ]
    )
