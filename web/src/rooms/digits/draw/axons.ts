/** Links between cells: what stays (transmitter, myelin), and what passes (spikes on axons, transmitter in clefts). */

import { COLOUR, TRANSMITTER } from "../../../lib/colours";
import type { BrainPictures } from "../brain-pictures";
import type { Pictures } from "../room.svelte";
import type { Anatomy, Area } from "./anatomy";

/** Share of an axon that a travelling spike lights. */
const TAIL = 0.14;
/** Where on its way to the cell a cleft is drawn. */
const CLEFT = 0.93;
const FAINTEST_CLEFT = 0.12;
/** A link is drawn the fainter the more there are of its bundle. */
const FAINTNESS = 2.2;
/** A first release fills nine tenths of the cleft. */
const RELEASE = 0.9;

export class Axons {
  /** Places of the links in the arrays, by the cell that sends. */
  private outgoing: number[][] = [];
  /** Steps after which nothing of a spike is to be seen. */
  private lasting: number[] = [];

  /** Draw what stays, each bundle as faintly as it is large; from the retina nothing, for that would cover V1. */
  drawLinks(context: CanvasRenderingContext2D, { places, areas }: Anatomy, { links, linkValues }: Pictures, { timing }: BrainPictures): void {
    this.outgoing = [];
    this.lasting = [];
    if (!links || !linkValues) return;
    const sizes = new Map<string, number>();
    const bundle = (from: number, to: number) => `${areaOf(areas, from)?.name}>${areaOf(areas, to)?.name}`;
    const bundles: string[] = [];
    for (let at = 0; at < links.length; at += 2) {
      const [from, to] = [links[at] ?? 0, links[at + 1] ?? 0];
      (this.outgoing[from] ??= []).push(at);
      const [delay = 0, clearance = 0] = timing?.subarray(at, at + 2) ?? [];
      const lasting = delay + clearance * Math.log(RELEASE / FAINTEST_CLEFT);
      this.lasting[from] = Math.max(this.lasting[from] ?? 0, lasting);
      const name = `${bundle(from, to)}${(linkValues[at] ?? 0) < 0}`;
      bundles.push(name);
      sizes.set(name, (sizes.get(name) ?? 0) + 1);
    }
    for (let at = 0; at < links.length; at += 2) {
      const name = bundles[at / 2] ?? "";
      if (name.startsWith("retina")) continue;
      const [from, to] = [links[at] ?? 0, links[at + 1] ?? 0];
      context.globalAlpha = Math.min(0.7, FAINTNESS / Math.sqrt(sizes.get(name) ?? 1));
      context.strokeStyle = TRANSMITTER.of(linkValues[at] ?? 0);
      context.lineWidth = thickness(linkValues[at + 1] ?? 0);
      context.beginPath();
      context.moveTo(places[2 * from] ?? 0, places[2 * from + 1] ?? 0);
      context.lineTo(places[2 * to] ?? 0, places[2 * to + 1] ?? 0);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** Draw the spikes on their way and the transmitter that they released, as of a step. */
  drawTraffic(context: CanvasRenderingContext2D, { places }: Anatomy, pictures: Pictures, { timing }: BrainPictures, step: number): void {
    const { links, linkValues, spikes } = pictures;
    if (!links || !linkValues || !timing) return;
    const travelling = new Path2D();
    const clefts = new Map<number, Path2D>();
    for (let at = 0; at < spikes.length; at += 2) {
      const [fired, from] = [spikes[at] ?? 0, spikes[at + 1] ?? 0];
      const age = step - 1 - fired;
      if (age < 0 || age > (this.lasting[from] ?? 0)) continue;
      const [x, y] = [places[2 * from] ?? 0, places[2 * from + 1] ?? 0];
      for (const link of this.outgoing[from] ?? []) {
        const to = links[link + 1] ?? 0;
        const [dx, dy] = [(places[2 * to] ?? 0) - x, (places[2 * to + 1] ?? 0) - y];
        const [delay, clearance] = [timing[link] ?? 1, timing[link + 1] ?? 1];
        if (age < delay) {
          const head = (age + 1) / (delay + 1);
          const tail = Math.max(0, head - TAIL);
          travelling.moveTo(x + tail * dx, y + tail * dy);
          travelling.lineTo(x + head * dx, y + head * dy);
          continue;
        }
        const filled = RELEASE * Math.exp((delay - age) / clearance);
        if (filled < FAINTEST_CLEFT) continue;
        const key = 4 * ((linkValues[link] ?? 0) < 0 ? 1 : 0) + Math.min(3, Math.floor(4 * filled));
        const path = clefts.get(key) ?? new Path2D();
        clefts.set(key, path);
        path.rect(x + CLEFT * dx - 1.2, y + CLEFT * dy - 1.2, 2.4, 2.4);
      }
    }
    clefts.forEach((path, key) => {
      context.globalAlpha = 0.25 + 0.2 * (key % 4);
      context.fillStyle = TRANSMITTER.of(key >= 4 ? -1 : 1);
      context.fill(path);
    });
    context.globalAlpha = 0.9;
    context.strokeStyle = COLOUR.spike;
    context.lineWidth = 1.5;
    context.stroke(travelling);
    context.globalAlpha = 1;
  }
}

/** Pixels by the myelin around an axon, 0 to 100. */
function thickness(myelination: number): number {
  return 0.4 + 0.22 * Math.sqrt(myelination);
}

export function areaOf(areas: Area[], cell: number): Area | undefined {
  return areas.find(({ start, stop }) => cell >= start && cell < stop);
}
