/** What the page and the worker of this room say to each other; src/wetnet/lab/neuron_messages.py and neuron_room.py decide. */

export interface Parameter {
  name: string;
  symbol: string;
  unit: string;
  meaning: string;
  default: number;
  low: number;
  high: number;
  source: string;
  /** Of a stimulus: in the unit of the cell's input. */
  input: boolean;
}

export interface Quantity {
  name: string;
  unit: string;
  meaning: string;
}

export interface Preset {
  name: string;
  meaning: string;
  source: string;
  values: Record<string, number>;
}

export interface Thing {
  slug: string;
  summary: string;
  parameters: Parameter[];
}

export interface Model extends Thing {
  about: string;
  equations: string;
  states: Quantity[];
  inputs: Quantity[];
  readouts: Quantity[];
  /** The model's own; null: a map, which has none. */
  integrator: string | null;
  presets: Preset[];
}

export interface Form {
  models: Model[];
  stimuli: Thing[];
  integrators: { slug: string; summary: string }[];
  units: Thing[];
}

export interface Cell {
  model: string;
  preset: string | null;
  /** Parameters that differ from the preset. */
  values: Record<string, number>;
}

export interface Settings {
  cell: Cell;
  beside: Cell | null;
  input: string | null;
  stimulus: string;
  /** Parameters that differ from what the room chooses. */
  stimulus_values: Record<string, number>;
  integrator: string | null;
  dt: number;
  duration: number;
  seed: number;
  start: Record<string, number>;
  plane: boolean;
  plane_input: number | null;
}

export interface FixedPoint {
  state: number[];
  kind: string;
  stable: boolean;
  /** Real and imaginary parts, per ms. */
  eigenvalues: [number, number][];
}

export interface Plane {
  variables: string[];
  units: string[];
  window: [number, number][];
  input: number;
  unit: string;
  points: FixedPoint[];
}

export interface Status {
  settings: Settings;
  /** Why the settings cannot be followed; the pictures are still those of the last ones that could. */
  problem: string;
  names: string[];
  units: string[];
  stimulus: Record<string, number>;
  input: string;
  spikes: number;
  rate: number;
  values: Record<string, number>;
  rest: Record<string, number>;
  beside: { names: string[]; units: string[]; spikes: number | null; rate?: number } | null;
  plane: Plane | null;
  /** Whether the plane on show is still that of other settings. */
  pending: boolean;
  /** Variables of the cell that runs on and on; null: it does not. */
  live: string[] | null;
}

export type Event = { type: "file"; name: string; text: string };
