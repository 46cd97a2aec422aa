/** The neuron room as the page knows it: what is set, what was computed, and the arrays of the pictures. */

import { keep } from "../../lib/files";
import type { Block, Frame } from "../../lib/frames";
import type { Change } from "../../lib/protocol";
import { Room } from "../../lib/room.svelte";
import { fresh, read, write } from "./address";
import type { Cell, Event, Form, Model, Settings, Status, Thing } from "./protocol";

/** Traces at one set of times; the last one is the input. */
export interface Traces {
  times: Float32Array;
  /** One after the other, each as long as the times. */
  values: Float32Array;
  spikes: Float32Array;
}

/** Arrays behind the pictures, never reactive. */
export class Pictures {
  trace: Traces | null = null;
  beside: Traces | null = null;
  /** Which line, and both variables; NaN between lines. */
  lines: Float32Array | null = null;
  /** Both variables, both rates. */
  arrows: Float32Array | null = null;
  path: Float32Array | null = null;
  fanTimes: Float32Array | null = null;
  fan: Float32Array | null = null;
  /** Input, rate, latency; in the unit the input had. */
  curve: Float32Array | null = null;
  curveUnit = "";
  /** Time, then every variable: a row each; the newest last. */
  live: number[][] = [];
}

/** ms of the live cell on show. */
export const LIVE_SPAN = 500;

export type Subject = "trace" | "plane" | "fan" | "curve" | "live";

export class NeuronRoom extends Room<Status, Subject> {
  settings = $state<Settings>(fresh());
  form = $state.raw<Form | null>(null);
  /** Changes sent so far: while the frame on show is older, something is being computed. */
  sent = $state(0);
  readonly pictures = new Pictures();
  /** The input of the live cell; null: it does not run. */
  live = $state<number | null>(null);
  measuring = $state(false);
  private waiting = 0;
  private liveWaiting = 0;

  constructor() {
    super("neuron");
  }

  get model(): Model | null {
    return this.form?.models.find(({ slug }) => slug === this.settings.cell.model) ?? null;
  }

  get stimulus(): Thing | null {
    return this.form?.stimuli.find(({ slug }) => slug === this.settings.stimulus) ?? null;
  }

  get computing(): boolean {
    return this.worker === "ready" && this.sent > this.revision;
  }

  /** Another model: what was set for the last one has no meaning for it. */
  choose(model: string): void {
    const first = this.form?.models.find(({ slug }) => slug === model)?.presets[0]?.name ?? null;
    this.set({ cell: { model, preset: first, values: {} }, input: null, stimulus_values: {}, start: {}, plane_input: null, integrator: null });
  }

  preset(preset: string | null): void {
    this.set({ cell: { ...this.settings.cell, preset, values: {} } });
  }

  /** Move a parameter of the cell. */
  parameter(name: string, value: number): void {
    const { cell } = this.settings;
    this.set({ cell: { ...cell, values: { ...cell.values, [name]: value } } });
  }

  /** Move a parameter of the stimulus. */
  stimulate(name: string, value: number): void {
    this.set({ stimulus_values: { ...this.settings.stimulus_values, [name]: value } });
  }

  beside(beside: Cell | null): void {
    this.set({ beside });
  }

  /** Change settings; however often they move, one message goes out per picture. */
  set(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    this.waiting ||= requestAnimationFrame(() => this.send());
  }

  /** Measure the rate against the input. */
  measure(most: number | null): void {
    this.measuring = true;
    this.change({ type: "curve", most } as Change);
  }

  /** Let the cell run on and on under an input, or stop it. */
  run(input: number | null): void {
    if (this.live === null) this.pictures.live = [];
    this.live = input;
    this.liveWaiting ||= requestAnimationFrame(() => {
      this.liveWaiting = 0;
      this.change({ type: "live", input: this.live } as Change);
    });
  }

  script(): void {
    this.connection.say({ type: "script" } as Change);
  }

  data(): void {
    this.connection.say({ type: "data" } as Change);
  }

  protected read(fragment: string): void {
    this.settings = read(fragment);
  }

  protected write(): string {
    return write(this.settings);
  }

  protected greet(): void {
    this.measuring = false;
    this.live = null;
    this.send();
  }

  protected override heard(event: Event): void {
    if (event.type === "file") keep(event.name, new Blob([event.text], { type: "text/plain" }));
  }

  protected keep({ blocks }: Frame): void {
    if (blocks.form) this.form = JSON.parse(new TextDecoder().decode(blocks.form.values)) as Form;
    this.pictures.trace = traces(blocks.trace_times, blocks.trace_values, blocks.trace_spikes) ?? this.pictures.trace;
    this.pictures.beside = traces(blocks.beside_times, blocks.beside_values, blocks.beside_spikes) ?? this.pictures.beside;
    const { pictures } = this;
    if (!this.status?.beside) pictures.beside = null;
    if (this.status && !this.status.plane) pictures.lines = pictures.arrows = pictures.path = pictures.fan = null;
    if (blocks.plane_lines && blocks.plane_arrows && blocks.plane_path) {
      [pictures.lines, pictures.arrows, pictures.path] = [blocks.plane_lines, blocks.plane_arrows, blocks.plane_path].map(floats) as Float32Array[] as [Float32Array, Float32Array, Float32Array];
      pictures.fan = null;
    }
    if (blocks.fan_times && blocks.fan_values) {
      [pictures.fanTimes, pictures.fan] = [floats(blocks.fan_times), floats(blocks.fan_values)];
      pictures.lines = null;
    }
    if (blocks.curve) {
      pictures.curve = floats(blocks.curve);
      pictures.curveUnit = this.status?.units.at(-1) ?? "";
      this.measuring = false;
    }
    if (blocks.live) this.scroll(blocks.live);
    if (blocks.status && this.live !== null && !this.status?.live && !this.liveWaiting) this.run(this.live);
  }

  protected override change(change: Change): void {
    super.change(change);
    this.sent = this.connection.revision;
  }

  /** Forget what has left the picture. */
  private scroll({ values, columns }: Block): void {
    const { live } = this.pictures;
    for (let at = 0; at < values.length; at += columns) {
      const row = Array.from(values.subarray(at, at + columns));
      if ((row[0] ?? 0) < (live.at(-1)?.[0] ?? 0)) live.length = 0;
      live.push(row);
    }
    const oldest = (live.at(-1)?.[0] ?? 0) - LIVE_SPAN;
    const gone = live.findIndex(([time = 0]) => time >= oldest);
    if (gone > 0) live.splice(0, gone);
  }

  private send(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    this.change({ type: "set", settings: $state.snapshot(this.settings) } as Change);
    this.remember();
  }
}

function traces(times?: Block, values?: Block, spikes?: Block): Traces | null {
  if (!times || !values || !spikes) return null;
  return { times: floats(times), values: floats(values), spikes: floats(spikes) };
}

const floats = (block: Block): Float32Array => block.values as Float32Array;
