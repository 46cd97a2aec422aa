/** Plain words for whoever has not met these things before. */

export const HELP = {
  presets:
    "A preset is a set of values that is known to do something, with the paper it is from. It moves all sliders; a slider that you have moved since is marked with a dot.",
  stimulus:
    "What is put into the cell over time. Unless you move a slider, the room tries out an amplitude under which the cell does something, begins after a tenth of the run and ends before its last tenth.",
  integrator:
    "The rule by which the state is moved on in steps of dt. A model names its own; another one, or a larger dt, shows what a scheme does to the result. Where the numbers run away, the room says so and finds a dt that works.",
  beside:
    "A second cell under the same stimulus, or an artificial unit. Where the cells count their input in other units, the second gets the same shape at an amplitude that suits it. An artificial unit takes the input at every instant, as a share of its largest value, through one function: it has no memory, no threshold in time, no spikes.",
  traces:
    "Above, the voltage; yellow ticks are spikes. Below it the other variables, and last the input. A long run is drawn with the least and the largest value of each column of the picture, so no spike is lost. Point at a time to read the values.",
  plane:
    "Each axis is a variable; a point is a state of the cell, an arrow where it goes from there. On a nullcline one variable stands still; where both cross, everything does: a fixed point. The white line is the run above. Click (or type below) to begin the run somewhere else.",
  fan: "A cell with one variable: many runs from different starts under a constant input. They meet at stable voltages (filled) and part at unstable ones (rings), which are its thresholds.",
  curve:
    "The lasting rate for each constant input, from the intervals of the second half of a second. Class 1 begins near zero, class 2 jumps to a rate of its own, class 3 fires no lasting train.",
  live: "The cell runs on and on; the slider is its input now. It stops when it cannot be seen.",
  /** By model: what its parameters do. */
  parameters: {
    izhikevich:
      "a: how fast recovery u follows (larger: sooner). b: how strongly it follows the voltage; where b is larger than a, rest is lost by growing oscillations and the cell is a resonator: it answers pulses that come at its own period. c: where the voltage lands after a spike; a high c lands it ready to fire again, which makes chattering: burst after burst. d: what each spike adds to u; a large d makes intervals lengthen.",
    "izhikevich-2007":
      "k, v_r and v_t shape the parabola from rest to threshold; a says how fast recovery follows, b how strongly: b < 0 makes an integrator, b > 0 a resonator. c: where the voltage lands after a spike, d: what each spike adds to recovery.",
    "hodgkin-huxley":
      "Conductances say how many channels there are, reversal potentials which way each ion pulls. m opens sodium channels quickly, h closes them again, n opens potassium channels late. Temperature speeds all three.",
  } as Record<string, string>,
};

/** Each kind of fixed point, as wetnet.dynamics names them. */
export const KINDS: Record<string, string> = {
  "stable node": "everything near comes back, straight: a resting state",
  "stable focus": "everything near comes back in a spiral: a resting state that rings, a resonator",
  "unstable node": "everything near leaves, straight",
  "unstable focus": "everything near leaves in a spiral, often onto a cycle of spikes",
  saddle: "approached along one line, left along another: the line is often the threshold",
  centre: "everything near goes round it",
  degenerate: "an eigenvalue is zero: the cell is at a bifurcation",
};
