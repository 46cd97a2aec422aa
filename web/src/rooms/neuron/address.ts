/** The state of the room as a small document in the address: same address, same picture. */

import type { Cell, Settings } from "./protocol";

/** Of a fresh worker, as in neuron_messages.py. */
export function fresh(): Settings {
  return {
    cell: { model: "izhikevich", preset: "regular-spiking", values: {} },
    beside: null,
    input: null,
    stimulus: "step",
    stimulus_values: {},
    integrator: null,
    dt: 0.05,
    duration: 500,
    seed: 0,
    start: {},
    plane: true,
    plane_input: null,
  };
}

/**
 * The settings in a fragment such as `#room=neuron&model=hodgkin-huxley&set=temperature:20`; what is missing or malformed takes
 * its default, and names are judged by the server.
 */
export function read(fragment: string): Settings {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const otherwise = fresh();
  const model = given.get("model");
  return {
    cell: model ? { model, preset: given.get("preset"), values: numbers(given.get("set")) } : otherwise.cell,
    beside: beside(given),
    input: given.get("input"),
    stimulus: given.get("stimulus") ?? otherwise.stimulus,
    stimulus_values: numbers(given.get("stimulate")),
    integrator: given.get("integrator"),
    dt: number(given.get("dt"), otherwise.dt),
    duration: number(given.get("duration"), otherwise.duration),
    seed: Math.round(number(given.get("seed"), otherwise.seed)),
    start: numbers(given.get("start")),
    plane: given.get("plane") !== "off",
    plane_input: given.has("at") ? number(given.get("at"), 0) : null,
  };
}

/** The fragment of settings. */
export function write(settings: Settings): string {
  const plain = fresh();
  const said: Record<string, string | null> = {
    room: "neuron",
    model: settings.cell.model,
    preset: settings.cell.preset,
    set: listed(settings.cell.values),
    beside: settings.beside && settings.beside.model,
    "beside-preset": settings.beside && settings.beside.preset,
    "beside-set": settings.beside && listed(settings.beside.values),
    input: settings.input,
    stimulus: settings.stimulus === plain.stimulus ? null : settings.stimulus,
    stimulate: listed(settings.stimulus_values),
    integrator: settings.integrator,
    dt: settings.dt === plain.dt ? null : String(settings.dt),
    duration: settings.duration === plain.duration ? null : String(settings.duration),
    seed: settings.seed ? String(settings.seed) : null,
    start: listed(settings.start),
    plane: settings.plane ? null : "off",
    at: settings.plane_input === null ? null : String(settings.plane_input),
  };
  const kept = Object.entries(said).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `#${new URLSearchParams(kept)}`.replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function beside(given: URLSearchParams): Cell | null {
  const model = given.get("beside");
  return model ? { model, preset: given.get("beside-preset"), values: numbers(given.get("beside-set")) } : null;
}

const listed = (values: Record<string, number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join(",");

function numbers(text: string | null): Record<string, number> {
  const pairs = (text ?? "").split(",").map((pair) => pair.split(":"));
  const sound = pairs.filter(([name, value]) => name && value?.trim() && Number.isFinite(Number(value)));
  return Object.fromEntries(sound.map(([name, value]) => [name, Number(value)]));
}

function number(text: string | null, otherwise: number): number {
  const value = text?.trim() ? Number(text) : NaN;
  return Number.isFinite(value) ? value : otherwise;
}
