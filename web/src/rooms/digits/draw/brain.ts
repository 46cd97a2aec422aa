/** The brain: cells where they lie, coloured by voltage; links by transmitter; links of cells that just fired lit. */

import { COLOUR, type Scale, TRANSMITTER, type Verdict, VOLTAGE } from "../../../lib/colours";
import { CALM } from "../../../lib/room.svelte";
import type { Pictures } from "../room.svelte";
import { fit, FONT, ring, SMALL_FONT, type Surface } from "../../../lib/surface";

export type Population = [name: string, start: number, stop: number];

export interface BrainPicture {
  populations: Population[];
  pictures: Pictures;
  step: number;
  answer: number | null;
  expected: number | null;
  verdict: Verdict;
}

/** Names for people; links into these are drawn, for those from the retina would cover everything. */
export const AREAS: Record<string, string> = {
  retina: "retina",
  v1: "V1",
  posterior: "posterior temporal",
  anterior: "anterior temporal",
  wernicke: "Wernicke",
  broca: "Broca",
  stop: "stop",
  feedback: "feedback",
};

const RADIUS: Record<string, number> = { posterior: 3.4, anterior: 3.4, stop: 6, feedback: 4.5 };
const SPEAKER_RADIUS = 6.5;
/** Areas of more cells are sheets: their cells fill them without a gap. */
const LARGEST_LOOSE_AREA = 500;
/** How much wider than its place a sheet may become, for there are neighbours. */
const MOST_WIDENING = 1.25;
const GLOW_STEPS = 4;
const LIT = 128;
const MARGIN = { left: 16, right: 26, top: 24, bottom: 16 };

export class BrainRenderer {
  private readonly backdrop = document.createElement("canvas");
  private scene = -1;
  private places = new Float32Array(0);
  private outgoing: number[][] = [];

  draw(canvas: HTMLCanvasElement, picture: BrainPicture): void {
    const { resized, surface } = fit(canvas);
    if (!surface) return;
    const { context, width, height } = surface;
    const { pictures } = picture;
    if (resized || pictures.scene !== this.scene) this.prepare(canvas, surface, picture);
    context.fillStyle = COLOUR.ground;
    context.fillRect(0, 0, width, height);
    if (!this.places.length) return;
    context.drawImage(this.backdrop, 0, 0, width, height);
    if (!CALM) this.drawGlow(surface, picture);
    this.drawCells(surface, picture);
    for (const [name, start, stop] of picture.populations) this.drawName(context, name, start, stop);
    this.drawAnswer(surface, picture);
  }

  /** Place the cells and draw once what stays: the links. */
  private prepare(canvas: HTMLCanvasElement, surface: Surface, { pictures, populations }: BrainPicture): void {
    this.scene = pictures.scene;
    if (!pictures.positions) return;
    this.places = place(pictures.positions, surface);
    for (const [, start, stop] of populations) if (stop - start > LARGEST_LOOSE_AREA) squareUp(this.places, start, stop);
    this.backdrop.width = canvas.width;
    this.backdrop.height = canvas.height;
    const context = this.backdrop.getContext("2d");
    if (!context) return;
    context.setTransform(surface.context.getTransform());
    this.drawLinks(context, pictures, populations);
  }

  private drawLinks(context: CanvasRenderingContext2D, { links, linkValues }: Pictures, populations: Population[]): void {
    this.outgoing = [];
    const eye = populations.find(([name]) => name === "retina");
    if (!links || !linkValues) return;
    for (let at = 0; at < links.length; at += 2) {
      const [from, to] = [links[at] ?? 0, links[at + 1] ?? 0];
      if (eye && from >= eye[1] && from < eye[2]) continue;
      (this.outgoing[from] ??= []).push(to);
      context.globalAlpha = 0.07;
      context.strokeStyle = TRANSMITTER.of(linkValues[at] ?? 0);
      context.lineWidth = 0.4 + 0.12 * Math.sqrt(1 + (linkValues[at + 1] ?? 0));
      context.beginPath();
      context.moveTo(this.x(from), this.y(from));
      context.lineTo(this.x(to), this.y(to));
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  private drawName(context: CanvasRenderingContext2D, name: string, start: number, stop: number): void {
    let [sum, top] = [0, Infinity];
    for (let cell = start; cell < stop; cell++) {
      sum += this.x(cell);
      top = Math.min(top, this.y(cell));
    }
    context.font = SMALL_FONT;
    context.textAlign = "center";
    context.lineWidth = 3;
    context.strokeStyle = COLOUR.ground;
    context.strokeText(AREAS[name] ?? name, sum / (stop - start), top - 10);
    context.fillStyle = COLOUR.text;
    context.fillText(AREAS[name] ?? name, sum / (stop - start), top - 10);
  }

  /** Light the links of every cell that fired within the last few steps. */
  private drawGlow({ context }: Surface, { pictures, step }: BrainPicture): void {
    context.strokeStyle = COLOUR.spike;
    context.globalAlpha = 0.28;
    context.lineWidth = 0.8;
    context.beginPath();
    for (let at = pictures.spikes.length - 2; at >= 0; at -= 2) {
      if ((pictures.spikes[at] ?? 0) < step - GLOW_STEPS) break;
      const cell = pictures.spikes[at + 1] ?? 0;
      for (const to of this.outgoing[cell] ?? []) {
        context.moveTo(this.x(cell), this.y(cell));
        context.lineTo(this.x(to), this.y(to));
      }
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  private drawCells({ context }: Surface, { pictures, populations }: BrainPicture): void {
    context.strokeStyle = COLOUR.ground;
    context.lineWidth = 1;
    for (const [name, start, stop] of populations) {
      const cells = byColour(VOLTAGE, pictures.voltage, start, stop);
      const tile = stop - start > LARGEST_LOOSE_AREA ? tileOf(this.places, start, stop) : null;
      const radius = RADIUS[name] ?? SPEAKER_RADIUS;
      cells.forEach((members, colour) => {
        context.fillStyle = VOLTAGE.at(colour);
        context.beginPath();
        for (const cell of members) {
          const [x, y] = [this.x(cell), this.y(cell)];
          if (tile) context.rect(x - tile.width / 2, y - tile.height / 2, tile.width, tile.height);
          else {
            context.moveTo(x + radius, y);
            context.arc(x, y, radius, 0, 2 * Math.PI);
          }
        }
        context.fill();
        if (!tile) context.stroke();
      });
      if (name === "retina" && tile) this.drawLit(context, pictures.image, start, tile);
      if (name === "broca" || name === "wernicke") this.drawDigits(context, start, stop);
    }
  }

  /** Mark the rods that the image lit: they fire once and rest again, but the digit stays before the eye. */
  private drawLit(context: CanvasRenderingContext2D, image: Uint8Array | null, start: number, tile: Tile): void {
    context.fillStyle = COLOUR.spike;
    image?.forEach((ink, pixel) => {
      if (ink < LIT) return;
      const [x, y] = [this.x(start + pixel), this.y(start + pixel)];
      context.fillRect(x - tile.width / 4, y - tile.height / 4, tile.width / 2, tile.height / 2);
    });
  }

  private drawDigits(context: CanvasRenderingContext2D, start: number, stop: number): void {
    context.font = FONT;
    context.textAlign = "left";
    context.fillStyle = COLOUR.text;
    for (let cell = start; cell < stop; cell++) {
      context.fillText(`${cell - start}`, this.x(cell) + SPEAKER_RADIUS + 4, this.y(cell) + 4);
    }
  }

  /** Green: right, red: wrong, orange around the cell that should have spoken: no answer. */
  private drawAnswer(surface: Surface, { populations, answer, expected, verdict }: BrainPicture): void {
    const broca = populations.find(([name]) => name === "broca");
    const digit = verdict === "silent" ? expected : answer;
    if (!broca || digit === null || (verdict !== "right" && verdict !== "wrong" && verdict !== "silent")) return;
    ring(surface, this.x(broca[1] + digit), this.y(broca[1] + digit), SPEAKER_RADIUS + 4, COLOUR[verdict]);
  }

  private x(cell: number): number {
    return this.places[2 * cell] ?? 0;
  }

  private y(cell: number): number {
    return this.places[2 * cell + 1] ?? 0;
  }
}

/** Positions in pixels: the anatomy fills the canvas, whatever part of the unit square it uses. */
function place(positions: Float32Array, { width, height }: Surface): Float32Array<ArrayBuffer> {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  positions.forEach((value, at) => {
    low[at % 2] = Math.min(low[at % 2] ?? 0, value);
    high[at % 2] = Math.max(high[at % 2] ?? 0, value);
  });
  const room = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  const start = [MARGIN.left, MARGIN.top];
  const places = new Float32Array(positions.length);
  positions.forEach((value, at) => {
    const axis = at % 2;
    const share = (value - (low[axis] ?? 0)) / ((high[axis] ?? 1) - (low[axis] ?? 0) || 1);
    places[at] = (start[axis] ?? 0) + share * (room[axis] ?? 0);
  });
  return places;
}

type Axis = 0 | 1;

function extent(places: Float32Array, start: number, stop: number, axis: Axis): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let cell = start; cell < stop; cell++) {
    const at = places[2 * cell + axis] ?? 0;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return [low, high];
}

/** Make a sheet square about its middle, as the images are that are seen on it. */
function squareUp(places: Float32Array, start: number, stop: number): void {
  const ranges = ([0, 1] as const).map((axis) => extent(places, start, stop, axis));
  const [width = 0, height = 0] = ranges.map(([low, high]) => high - low);
  const side = Math.min(Math.sqrt(width * height), MOST_WIDENING * Math.min(width, height));
  ranges.forEach(([low, high], axis) => {
    const factor = side / (high - low || 1);
    for (let at = 2 * start + axis; at < 2 * stop; at += 2) {
      places[at] = (low + high) / 2 + ((places[at] ?? 0) - (low + high) / 2) * factor;
    }
  });
}

interface Tile {
  width: number;
  height: number;
}

/** Size of one cell of a sheet: its share of the sheet, with a little space around. */
function tileOf(places: Float32Array, start: number, stop: number): Tile {
  const share = (axis: Axis) => {
    const [low, high] = extent(places, start, stop, axis);
    return Math.max(1, (0.86 * (high - low)) / (Math.sqrt(stop - start) - 1));
  };
  return { width: share(0), height: share(1) };
}

function byColour(scale: Scale, values: Float32Array | null, start: number, stop: number): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  for (let cell = start; cell < stop; cell++) {
    const colour = scale.index(values?.[cell] ?? scale.middle);
    const members = cells.get(colour);
    if (members) members.push(cell);
    else cells.set(colour, [cell]);
  }
  return cells;
}
