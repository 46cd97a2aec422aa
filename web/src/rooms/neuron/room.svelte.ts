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
}

export type Subject = "trace" | "plane" | "fan" | "curve" | "live";

export class NeuronRoom extends Room<Status, Subject> {
  settings = $state<Settings>(fresh());
  form = $state.raw<Form | null>(null);
  /** Changes sent so far: while the frame on show is older, something is being computed. */
  sent = $state(0);
  readonly pictures = new Pictures();
  private waiting = 0;

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
    this.send();
  }

  protected override heard(event: Event): void {
    if (event.type === "file") keep(event.name, new Blob([event.text], { type: "text/plain" }));
  }

  protected keep({ blocks }: Frame): void {
    if (blocks.form) this.form = JSON.parse(new TextDecoder().decode(blocks.form.values)) as Form;
    this.pictures.trace = traces(blocks.trace_times, blocks.trace_values, blocks.trace_spikes) ?? this.pictures.trace;
    this.pictures.beside = traces(blocks.beside_times, blocks.beside_values, blocks.beside_spikes) ?? this.pictures.beside;
    if (!this.status?.beside) this.pictures.beside = null;
  }

  protected override change(change: Change): void {
    super.change(change);
    this.sent = this.connection.revision;
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
