import { describe, expect, it } from "vitest";
import { fresh, read, write } from "./address";

describe("the address of the neuron room", () => {
  it("brings everything back", () => {
    const settings = {
      ...fresh(),
      cell: { model: "hodgkin-huxley", preset: "modern", values: { temperature: 18.5, leak_reversal: -50 } },
      beside: { model: "relu", preset: null, values: {} },
      input: "current",
      stimulus: "ornstein-uhlenbeck",
      stimulus_values: { mean: 3e-7 },
      integrator: "euler",
      dt: 0.01,
      duration: 123.5,
      seed: 4,
      start: { voltage: -40 },
      plane: false,
      plane_input: -2,
    };
    expect(read(write(settings))).toEqual(settings);
    expect(read(write(fresh()))).toEqual(fresh());
  });

  it("takes defaults for what is malformed", () => {
    expect(read("#room=neuron&dt=fast&start=voltage,:3,u:x,w:&seed=")).toEqual(fresh());
    expect(read("")).toEqual(fresh());
  });
});
