/** The digits room as the page knows it: the last status, the arrays of the pictures, and what the user has set. */

import type { Verdict } from "../../lib/colours";
import { download, upload } from "../../lib/files";
import type { Block, Frame } from "../../lib/frames";
import { CALM, Room } from "../../lib/room.svelte";
import { read, type RoomDocument, SEED, write } from "./address";
import type { Change, Event, Message, Network, Settings, Source, Status } from "./protocol";

/** Arrays behind the pictures; replaced or extended by frames, never reactive. */
export class Pictures {
  image: Uint8Array | null = null;
  units: Float32Array | null = null;
  weights: Float32Array | null = null;
  /** Examples seen, loss, accuracy, one array each. */
  curve: [number[], number[], number[]] = [[], [], []];
  voltage: Float32Array | null = null;
  positions: Float32Array | null = null;
  links: Uint32Array | null = null;
  linkValues: Float32Array | null = null;
  /** Spikes of the presentation so far: step, cell, step, cell, … */
  spikes: number[] = [];
  /** Counts the scenes and the presentations: a picture built for another number must be built anew. */
  scene = 0;
  presentation = -1;
}

/** What a picture is about: it is drawn anew when a frame brings news of that network. */
export type Subject = "mlp" | "brain";

export class DigitsRoom extends Room<Status, Subject> {
  document = $state<RoomDocument>(read("", CALM));
  readonly pictures = new Pictures();

  private settingsWaiting = 0;
  private lives = { mlp: -1, brain: -1 };

  constructor() {
    super("digits");
  }

  show(digit: number | null): void {
    this.notice = "";
    this.change({ type: "show", digit, source: this.document.source });
  }

  step(steps: number): void {
    this.change({ type: "step", steps });
  }

  train(network: Network, epochs: number): void {
    this.notice = "";
    this.settings({ paused: false });
    if (network === "brain") this.choose("ten");
    this.change({ type: "train", network, epochs });
  }

  cancel(network: Network): void {
    this.change({ type: "cancel", network });
  }

  reset(network: Network | "both"): void {
    this.notice = "";
    this.change({ type: "reset", network, seed: this.document.seed });
  }

  save(network: Network): void {
    this.ask({ type: "save", network });
  }

  async load(network: Network, file: File): Promise<void> {
    this.notice = "";
    try {
      this.change({ type: "load", network, data: await upload(file) });
    } catch (error) {
      this.notice = error instanceof Error ? error.message : String(error);
    }
  }

  choose(source: Source): void {
    this.document.source = source;
    this.remember();
  }

  seed(seed: number): void {
    this.document.seed = seed;
    this.remember();
  }

  /** Change settings; however often they move, one message goes out per picture. */
  settings(change: Partial<Settings>): void {
    Object.assign(this.document.settings, change);
    this.settingsWaiting ||= requestAnimationFrame(() => this.sendSettings());
  }

  get mlpVerdict(): Verdict {
    const { shown, mlp } = this.status ?? {};
    if (!shown || !mlp || mlp.answer === null) return "none";
    return mlp.answer === shown.digit ? "right" : "wrong";
  }

  get brainVerdict(): Verdict {
    const showing = this.status?.brain.showing;
    if (!showing) return "none";
    if (showing.answer !== null) return showing.answer === showing.expected ? "right" : "wrong";
    return showing.running ? "pending" : "silent";
  }

  protected read(fragment: string): void {
    this.document = read(fragment, CALM);
  }

  protected write(): string {
    return write(this.document);
  }

  protected greet(): void {
    this.lives = { mlp: -1, brain: -1 };
    this.sendSettings();
    if (this.document.seed !== SEED || (this.status && this.status.mlp.seed !== SEED)) this.reset("both");
  }

  protected override heard(event: Event): void {
    if (event.type === "saved") download(event.name, event.data);
  }

  protected keep({ blocks }: Frame): void {
    if (this.status) this.renew(this.status);
    const { pictures } = this;
    pictures.image = bytes(blocks.image) ?? pictures.image;
    pictures.units = floats(blocks.mlp_units) ?? pictures.units;
    pictures.weights = floats(blocks.mlp_weights) ?? pictures.weights;
    pictures.voltage = floats(blocks.brain_voltage) ?? pictures.voltage;
    for (const spike of blocks.brain_spikes?.values ?? []) pictures.spikes.push(spike);
    const points = blocks.mlp_curve?.values ?? [];
    for (let at = 0; at < points.length; at += 3) {
      for (const series of [0, 1, 2] as const) pictures.curve[series].push(points[at + series] ?? NaN);
    }
    if (blocks.brain_positions && blocks.brain_links && blocks.brain_link_values) {
      pictures.positions = floats(blocks.brain_positions);
      pictures.links = blocks.brain_links.values as Uint32Array;
      pictures.linkValues = floats(blocks.brain_link_values);
      pictures.scene++;
    }
  }

  /** Forget the pictures of a network that was replaced, and the spikes of the last presentation. */
  private renew({ shown, mlp, brain }: Status): void {
    if (!shown) this.pictures.image = null;
    if (mlp.life !== this.lives.mlp) {
      this.pictures.curve = [[], [], []];
      this.pictures.units = null;
    }
    if (brain.life !== this.lives.brain) this.pictures.voltage = null;
    const presentation = brain.showing ? brain.presentation : 0;
    if (presentation !== this.pictures.presentation || brain.life !== this.lives.brain) this.pictures.spikes = [];
    this.pictures.presentation = presentation;
    this.lives = { mlp: mlp.life, brain: brain.life };
  }

  /** Send a change, after the settings that were made before it. */
  protected override change(change: Change): void {
    if (this.settingsWaiting) this.sendSettings();
    super.change(change);
  }

  private ask(message: Message): void {
    this.connection.say(message);
  }

  private sendSettings(): void {
    cancelAnimationFrame(this.settingsWaiting);
    this.settingsWaiting = 0;
    const message: Change = { type: "set", settings: { ...this.document.settings } };
    super.change(message);
    this.remember();
  }
}

const floats = (block?: Block): Float32Array | null => (block ? (block.values as Float32Array) : null);
const bytes = (block?: Block): Uint8Array | null => (block ? (block.values as Uint8Array) : null);
