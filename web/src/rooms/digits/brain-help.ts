/** Plain words for the brain's controls. */

export const HELP = {
  brain:
    "Each dot is a cell, coloured by its voltage: blue at rest, orange while it fires. Yellow strokes are spikes on their way along axons; thick axons have more myelin and are faster. Small squares near a cell are transmitter in the cleft, orange glutamate, black GABA. Click a cell to look into it.",
  map: "Cells of V1 prefer lines of one orientation. On the map each orientation has a colour; at a pinwheel (dot or ring) all of them meet. Cells light up when they fire.",
  raster:
    "A dot for every spike: time to the right, one band for each area. Follow the wave from the retina through V1 to the temporal lobes and Broca's area, and see the stop cell end it.",
  cell: "An electrode in one cell, from the flash on. Voltage in mV; currents in µA/cm², negative ones flow in and depolarise. By ion: which ion carries it. By path: through which channels or receptors it flows. Calcium counts the open channels that let it in; it is what makes AMPA receptors grow.",
  contacts: "Every cell that has synapses on this one, with its numbers of receptors. AMPA receptors are what is learned.",
  why: "From the spike of the winning cell back: which spikes reached it in the 5 ms before it fired, which spikes had brought those about, and so on to the light. The share is that of the channel openings they caused.",
  silence:
    "A copy of this brain is asked the same question again and again, each time with one cell of the paths silenced, learning frozen. Then the most important cells are silenced together until the answer is another. Computed, not guessed: it takes a few seconds.",
  block:
    "AMPA receptors pass on what glutamate says. NMDA receptors let in the calcium that learning needs. GABA-A receptors hold cells back. A switch takes them out of the whole brain at once, as a drug would. Nothing learned is lost.",
  silenced: "The sodium channels of an area's cells are blocked, as by tetrodotoxin: they hear, but cannot fire. What was learned comes back with the switch.",
  unblock: "Takes all antagonists away and lets every area fire again. Nothing learned is lost.",
  ask: "Shows the ten images one after the other, with no teacher, and learning frozen: how many does it name with what is blocked and silenced now?",
  currents: "By path: through which channels and receptors current flows. By ion: what carries it. Both add up to the same net current. Negative currents flow in and depolarise.",
  choose: "An area, and the number of a cell in it, counted from 0. Or click a cell on the picture.",
  teach:
    "In a round each of the ten images is shown once with its name. After every round the brain is asked all ten, with no teacher and learning frozen. Cancel keeps what was learned.",
  plasticity: "How strongly calcium changes synapses: 0 learns nothing, 1 is normal, 2 is twice as much.",
  teacher: "While the brain sees a digit, a cell of Wernicke's area tells its name to Broca's area. Without a teacher the brain is on its own.",
  ending: "A presentation ends 30 silent steps (4.5 ms) after the last spike, or at the latest after 400 steps (60 ms).",
} as const;
