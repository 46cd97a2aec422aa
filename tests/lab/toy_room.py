"""A room without networks, for tests of the protocol: it starts in no time and can be told to fail."""

from __future__ import annotations

import json
import os
import signal
import time

import numpy as np

from wetnet.core.errors import ConfigurationError
from wetnet.lab import digits_messages as messages
from wetnet.lab.room import Room

DIES_OF_SEED = 666
FAILS_OF_SEED = 13


class ToyRoom(Room):
    """Counts: every slice of work while training is one spike; settings and digits are echoed."""

    messages = messages.MESSAGES

    def __init__(self, say):
        super().__init__(say)
        self.count, self.training, self.told, self.sets = 0, False, 0, 0
        self.shown, self.settings = None, messages.Settings()
        self.dirty = False

    def apply(self, message):
        self.dirty = True
        match message:
            case messages.Show():
                self.shown = message.digit
            case messages.Set():
                self.settings, self.sets = message.settings, self.sets + 1
            case messages.Train():
                self.training = True
            case messages.Cancel():
                self.training = False
            case messages.Reset(seed=seed) if seed == DIES_OF_SEED:
                os.kill(os.getpid(), signal.SIGKILL)
            case messages.Reset(seed=seed) if seed == FAILS_OF_SEED:
                raise ConfigurationError("thirteen is refused")
            case messages.Load():
                raise RuntimeError("a bug")
            case messages.Save():
                return {"type": "saved", "network": message.network, "name": "toy", "data": str(os.getpid())}
        return None

    def advance(self, now):
        if not self.training:
            return None
        time.sleep(0.001)
        self.count += 1
        self.dirty = True
        return 0.0

    def news(self):
        if not self.dirty:
            return {}
        self.dirty = False
        spikes = np.array([(number, 0) for number in range(self.told, self.count)], np.uint32).reshape(-1, 2)
        self.told = self.count
        status = {
            "count": self.count, "shown": self.shown, "sets": self.sets,
            "plasticity": self.settings.plasticity, "training": self.training,
        }  # fmt: skip
        return {"status": np.frombuffer(json.dumps(status).encode(), np.uint8)[None], "brain_spikes": spikes}
