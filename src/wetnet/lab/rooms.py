"""The rooms of the lab by name: the page asks for ``/ws/NAME`` and gets a worker with that room in it.

Rooms are named by address and imported in workers alone, so that the server needs no JAX. The page has its own list, in
web/src/rooms/index.ts.
"""

from __future__ import annotations

ROOMS: dict[str, str] = {
    "digits": "wetnet.lab.digits_room:DigitsRoom",
    "neuron": "wetnet.lab.neuron_room:NeuronRoom",
    "compare": "wetnet.lab.compare_room:CompareRoom",
}
"""``module:Class`` of each room; the first is warmed before anybody asks."""
