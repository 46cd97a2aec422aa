/** What every room of the page is: a connection to its worker, the last status, painters, and words for the user. */

import { Connection } from "./connection";
import type { Frame } from "./frames";
import type { Change, Event, WorkerState } from "./protocol";

/** Whether the user has asked for less motion. */
export const CALM = matchMedia("(prefers-reduced-motion: reduce)").matches;

const LOST = "The server does not answer. Once it does, this page goes on afresh.";
const AFRESH = "Connected again; this room starts afresh. What was saved can be loaded.";

export type Painter = () => void;

/**
 * One room. A subject is what a picture is about: the pictures of a subject are drawn anew when a frame brings a block whose
 * name starts with it, all pictures when it brings none but the status.
 */
export abstract class Room<Status, Subject extends string = string> {
  connected = $state(false);
  worker = $state<WorkerState>("warming");
  doing = $state("connecting");
  notice = $state("");
  status = $state.raw<Status | null>(null);
  /** Revision of the last frame, and frames drawn so far. */
  revision = $state(0);
  frames = $state(0);

  protected readonly connection: Connection;
  private readonly painters = new Map<Painter, Subject>();
  private readonly stale = new Set<Subject>();
  private entered = false;
  private present = false;
  private painting = 0;
  private drawn = 0;
  private acknowledged = 0;

  /** @param name as in src/wetnet/lab/rooms.py */
  constructor(name: string) {
    this.connection = new Connection(name, {
      opened: () => this.opened(),
      closed: () => this.closed(),
      event: (event) => this.event(event),
      frame: (frame) => this.frame(frame),
    });
  }

  /**
   * The user has come to this room, by a fragment such as `#room=digits&seed=3`; one that says no more than the room's name
   * finds it as it was left.
   */
  visit(fragment: string): void {
    const given = new URLSearchParams(fragment.replace(/^#/, ""));
    given.delete("room");
    if (!this.entered || given.size) this.read(fragment);
    if (!this.entered) this.connection.open();
    else if (given.size && this.connected) this.greet();
    this.entered = this.present = true;
    this.remember();
  }

  /** The user has gone to another room; this one works on. */
  leave(): void {
    this.present = false;
  }

  /** Have a function called whenever there is something new to draw; gives what takes it back. */
  onPaint(subject: Subject, painter: Painter): () => void {
    this.painters.set(painter, subject);
    painter();
    return () => this.painters.delete(painter);
  }

  /** Draw a subject, or everything, at the next picture of the screen, for something has changed on this side. */
  repaint(subject?: Subject): void {
    for (const known of subject ? [subject] : this.painters.values()) this.stale.add(known);
    this.paint();
  }

  restart(): void {
    this.notice = "";
    this.connection.restart();
    this.begin();
  }

  /** Take the state of the room from the address. */
  protected abstract read(fragment: string): void;

  /** The state of the room as a fragment that `read` takes; it names the room. */
  protected abstract write(): string;

  /** Tell the worker the state of the room: a fresh one starts from the defaults. */
  protected abstract greet(): void;

  /** Keep what a frame brought; `this.status` is already the new one. */
  protected abstract keep(frame: Frame): void;

  /** React to an event of the room's own. */
  protected heard(_event: Change): void {}

  /** Keep the address of the page up to date. */
  protected remember(): void {
    if (this.present) history.replaceState(null, "", this.write());
  }

  /** Send a change. */
  protected change(change: Change): void {
    this.connection.change(change);
  }

  private opened(): void {
    this.connected = true;
    this.begin();
  }

  private begin(): void {
    this.worker = "warming";
    this.acknowledged = this.drawn = 0; // a fresh worker counts from one again
    this.greet();
  }

  private closed(): void {
    if (this.worker === "ready") this.notice = LOST;
    this.connected = false;
    this.worker = "warming";
  }

  private event(event: Event | Change): void {
    if (isEvent(event, "worker")) {
      this.worker = event.state;
      this.doing = event.text;
      if (event.state === "stopped") this.notice = event.text;
      else if (event.state === "ready" && this.notice) this.notice = this.notice === LOST ? AFRESH : "";
    } else if (isEvent(event, "error") || isEvent(event, "full")) {
      this.notice = event.text;
    } else {
      this.heard(event);
    }
  }

  private frame(frame: Frame): void {
    const { status, ...others } = frame.blocks;
    if (status) this.status = JSON.parse(new TextDecoder().decode(status.values)) as Status;
    this.keep(frame);
    this.revision = frame.revision;
    this.drawn = frame.sequence;
    const names = Object.keys(others);
    const subjects = new Set(this.painters.values());
    const touched = [...subjects].filter((subject) => names.some((name) => name.startsWith(subject)));
    for (const subject of touched.length ? touched : subjects) this.stale.add(subject);
    this.paint();
  }

  /** Draw at the next picture of the screen, and only then ask for more. */
  private paint(): void {
    this.painting ||= requestAnimationFrame(() => {
      this.painting = 0;
      const stale = new Set(this.stale);
      this.stale.clear();
      for (const [painter, subject] of this.painters) if (stale.has(subject)) painter();
      this.frames++;
      if (this.drawn > this.acknowledged) this.connection.acknowledge(this.drawn);
      this.acknowledged = this.drawn;
    });
  }
}

function isEvent<Type extends Event["type"]>(event: Change, type: Type): event is Extract<Event, { type: Type }> {
  return event.type === type;
}
