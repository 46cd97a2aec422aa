/** The digits room as the page knows it: the last status, the arrays of the pictures, and what the user has set. */

import type { Verdict } from "../../lib/colours";
import { download, keep, upload } from "../../lib/files";
import type { Block, Frame } from "../../lib/frames";
import { type Palette, usePalette } from "../../lib/palette";
import { CALM, Room } from "../../lib/room.svelte";
import { BrainPictures } from "./brain-pictures";
import { read, type RoomDocument, SEED, write } from "./address";
import { Pass } from "./pass.svelte";
import type { Change, Design, Entry, Event, Message, Network, Settings, Source, Status } from "./protocol";

/** Arrays behind the pictures; replaced or extended by frames, never reactive. */
export class Pictures {
  image: Uint8Array | null = null;
  units: Float32Array | null = null;
  weights: Float32Array | null = null;
  /** Weights of the first layer as images, one after the other; what each pixel says for the class explained. */
  patterns: Uint8Array | null = null;
  why: Float32Array | null = null;
  /** Held-out images of the digit (row) read as (column). */
  confusion: Uint32Array | null = null;
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
  readonly cells = new BrainPictures();
  /** How far the artificial network's pass has come before the user's eyes. */
  readonly pass = new Pass(() => this.repaint("mlp"));
  /** What can be chosen of the artificial network. */
  form = $state.raw<Entry[]>([]);

  private looks = 0;
  private wanted = false;
  private settingsWaiting = 0;
  private lives = { mlp: -1, brain: -1 };

  constructor() {
    super("digits");
  }

  show(digit: number | null): void {
    this.notice = "";
    this.change({ type: "show", digit, source: this.document.source });
  }

  /** Show the held-out image of a number. */
  turn(index: number): void {
    this.notice = "";
    this.change({ type: "turn", index });
  }

  /** Show both networks a drawing. */
  draw(ink: Uint8Array, digit: number | null): void {
    this.notice = "";
    this.change({ type: "draw", ink: [...ink], digit });
  }

  explain(digit: number | null): void {
    this.change({ type: "explain", digit });
  }

  /** Look into a cell of the brain, or into none. */
  probe(cell: number | null): void {
    this.change({ type: "probe", cell });
  }

  /** Have the brain's answer traced back to the light, and its cells silenced. */
  trace(silence: boolean): void {
    this.change({ type: "trace", silence });
  }

  /** Ask the brain its ten digits. */
  quiz(): void {
    this.settings({ paused: false });
    this.change({ type: "quiz" });
  }

  build(design: Design): void {
    this.notice = "";
    this.document.design = design;
    this.change({ type: "build", seed: this.document.seed, ...design });
    this.remember();
  }

  script(): void {
    this.ask({ type: "script" });
  }

  /** The address of this page as it is now, learning included. */
  link(): string {
    const { mlp, brain } = this.status ?? {};
    const fragment = write({ ...this.document, epochs: mlp?.epoch ?? 0, rounds: brain?.epoch ?? 0 });
    return `${location.origin}${location.pathname}${fragment}`;
  }

  palette(name: Palette): void {
    this.document.palette = name;
    this.remember();
    this.colour();
  }

  step(steps: number): void {
    this.pass.step();
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
    this.pass.hold(this.document.settings);
    this.settingsWaiting ||= requestAnimationFrame(() => this.sendSettings());
  }

  get mlpVerdict(): Verdict {
    const { shown, mlp } = this.status ?? {};
    if (!shown || !mlp || mlp.answer === null) return "none";
    if (!this.pass.done) return "pending";
    if (shown.digit === null) return "unjudged";
    return mlp.answer === shown.digit ? "right" : "wrong";
  }

  get brainVerdict(): Verdict {
    const showing = this.status?.brain.showing;
    if (!showing) return "none";
    if (showing.answer !== null && showing.expected === null) return "unjudged";
    if (showing.answer !== null) return showing.answer === showing.expected ? "right" : "wrong";
    return showing.running ? "pending" : "silent";
  }

  protected read(fragment: string): void {
    this.document = read(fragment, CALM);
    this.pass.hold(this.document.settings);
    this.colour();
  }

  protected write(): string {
    return write(this.document);
  }

  protected greet(): void {
    const { seed, image, design, epochs, rounds } = this.document;
    this.lives = { mlp: -1, brain: -1 };
    this.sendSettings();
    if (seed !== SEED || this.status) this.reset("both");
    if (design) this.build(design);
    if (epochs) this.train("mlp", epochs);
    this.wanted = image !== null;
    if (rounds) this.train("brain", rounds);
    else this.look();
    this.document.epochs = this.document.rounds = 0;
  }

  /** Show the image of the address, once the brain is not being taught. */
  private look(): void {
    if (this.wanted && this.document.image !== null) this.turn(this.document.image);
    this.wanted = false;
  }

  /** Draw in the colours of the document. */
  private colour(): void {
    usePalette(this.document.palette);
    this.pictures.scene++;
    this.repaint();
  }

  protected override heard(event: Event): void {
    if (event.type === "saved") download(event.name, event.data);
    else if (event.type === "script") keep(event.name, new Blob([event.text], { type: "text/x-python" }));
  }

  protected keep({ blocks }: Frame): void {
    if (this.status) this.renew(this.status);
    const { pictures } = this;
    pictures.image = bytes(blocks.image) ?? pictures.image;
    pictures.units = floats(blocks.mlp_units) ?? pictures.units;
    pictures.weights = floats(blocks.mlp_weights) ?? pictures.weights;
    pictures.why = floats(blocks.mlp_why) ?? pictures.why;
    pictures.patterns = bytes(blocks.mlp_patterns) ?? pictures.patterns;
    pictures.confusion = (blocks.mlp_confusion?.values as Uint32Array | undefined) ?? pictures.confusion;
    if (blocks.form) this.form = JSON.parse(new TextDecoder().decode(blocks.form.values)) as Entry[];
    pictures.voltage = floats(blocks.brain_voltage) ?? pictures.voltage;
    for (const spike of blocks.brain_spikes?.values ?? []) pictures.spikes.push(spike);
    this.cells.keep(blocks, Boolean(this.status?.brain.why));
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
  private renew({ shown, looks, mlp, brain }: Status): void {
    if (looks !== this.looks && shown) {
      this.pass.start(mlp.layers.length);
      this.document.image = shown.source === "held-out" ? shown.index : null;
      this.remember();
    }
    this.looks = looks;
    if (this.wanted && !brain.lesson.learning && brain.epoch) this.look();
    if (!shown) this.pictures.image = null;
    if (mlp.life !== this.lives.mlp) {
      this.pictures.curve = [[], [], []];
      this.pictures.units = this.pictures.why = this.pictures.weights = null;
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
