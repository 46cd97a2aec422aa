/** The room as the page knows it: the last status, the arrays of the pictures, and what the user has set. */

import { read, write, type RoomDocument } from "./address";
import type { Verdict } from "./colours";
import { Connection } from "./connection";
import { download, upload } from "./files";
import type { Block, Frame } from "./frames";
import type { Change, Event, Network, Settings, Source, Status, WorkerState } from "./protocol";

/** Whether the user has asked for less motion. */
export const CALM = matchMedia("(prefers-reduced-motion: reduce)").matches;

const LOST = "The server does not answer. Once it does, this page goes on with fresh networks.";
const AFRESH = "Connected again; the networks start afresh. What was saved can be loaded.";

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

export type Painter = () => void;

/** What a picture is about: it is drawn anew when a frame brings news of that network. */
export type Subject = "mlp" | "brain";

export class Room {
  connected = $state(false);
  worker = $state<WorkerState>("warming");
  doing = $state("connecting");
  notice = $state("");
  status = $state.raw<Status | null>(null);
  /** Revision of the last frame, and frames drawn so far. */
  revision = $state(0);
  frames = $state(0);
  document = $state<RoomDocument>(read(location.hash, CALM));
  readonly pictures = new Pictures();

  private readonly connection = new Connection({
    opened: () => this.opened(),
    closed: () => this.closed(),
    event: (event) => this.event(event),
    frame: (frame) => this.frame(frame),
  });
  private readonly painters = new Map<Painter, Subject>();
  private readonly stale = new Set<Subject>();
  private painting = 0;
  private drawn = 0;
  private settingsWaiting = 0;
  private lives = { mlp: -1, brain: -1 };

  open(): void {
    this.connection.open();
  }

  /** Have a function called whenever there is something new to draw; gives what takes it back. */
  onPaint(subject: Subject, painter: Painter): () => void {
    this.painters.set(painter, subject);
    painter();
    return () => this.painters.delete(painter);
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
    this.connection.say({ type: "save", network });
  }

  async load(network: Network, file: File): Promise<void> {
    this.notice = "";
    try {
      this.change({ type: "load", network, data: await upload(file) });
    } catch (error) {
      this.notice = error instanceof Error ? error.message : String(error);
    }
  }

  restart(): void {
    this.notice = "";
    this.connection.say({ type: "restart" });
    this.greet();
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

  private opened(): void {
    this.connected = true;
    this.greet();
  }

  /** Tell a fresh worker the document: it starts from the defaults. */
  private greet(): void {
    this.worker = "warming";
    this.lives = { mlp: -1, brain: -1 };
    this.sendSettings();
    if (this.document.seed !== 1) this.reset("both");
  }

  private closed(): void {
    if (this.worker === "ready") this.notice = LOST;
    this.connected = false;
    this.worker = "warming";
  }

  private event(event: Event): void {
    if (event.type === "worker") {
      this.worker = event.state;
      this.doing = event.text;
      if (event.state === "stopped") this.notice = event.text;
      else if (event.state === "ready" && this.notice) this.notice = this.notice === LOST ? AFRESH : "";
    } else if (event.type === "saved") {
      download(event.name, event.data);
    } else {
      this.notice = event.text;
    }
  }

  private frame(frame: Frame): void {
    const { blocks } = frame;
    if (blocks.status) {
      this.status = JSON.parse(new TextDecoder().decode(blocks.status.values)) as Status;
      this.renew(this.status);
    }
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
    this.revision = frame.revision;
    const subjects = (["mlp", "brain"] as const).filter((name) => Object.keys(blocks).some((key) => key.startsWith(name)));
    this.paint(frame.sequence, subjects.length ? subjects : ["mlp", "brain"]);
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

  /** Draw at the next picture of the screen, and only then ask for more. */
  private paint(sequence: number, subjects: readonly Subject[]): void {
    this.drawn = sequence;
    for (const subject of subjects) this.stale.add(subject);
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      for (const [painter, subject] of this.painters) if (this.stale.has(subject)) painter();
      this.stale.clear();
      this.frames++;
      this.connection.acknowledge(this.drawn);
    });
  }

  /** Send a change, after the settings that were made before it. */
  private change(change: Change): void {
    if (this.settingsWaiting) this.sendSettings();
    this.connection.change(change);
  }

  private sendSettings(): void {
    cancelAnimationFrame(this.settingsWaiting);
    this.settingsWaiting = 0;
    this.connection.change({ type: "set", settings: { ...this.document.settings } });
    this.remember();
  }

  private remember(): void {
    history.replaceState(null, "", write(this.document));
  }
}

const floats = (block?: Block): Float32Array | null => (block ? (block.values as Float32Array) : null);
const bytes = (block?: Block): Uint8Array | null => (block ? (block.values as Uint8Array) : null);
