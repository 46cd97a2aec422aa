/** The brain: areas with their cells coloured by voltage, links by transmitter, spikes on their way, reasons lit. */

import { COLOUR, VOLTAGE, type Scale, type Verdict } from "../../../lib/colours";
import { CALM } from "../../../lib/room.svelte";
import { fit, FONT, ring, SMALL_FONT, type Surface } from "../../../lib/surface";
import type { BrainPictures } from "../brain-pictures";
import type { Pictures } from "../room.svelte";
import { type Anatomy, type Area, arrange, cellAt, type Population } from "./anatomy";
import { Axons } from "./axons";
import { drawOrientation } from "./orientation";
import { drawPaths } from "./paths";
import { Sheet } from "./sheet";

export interface BrainPicture {
  populations: Population[];
  pictures: Pictures;
  cells: BrainPictures;
  step: number;
  answer: number | null;
  expected: number | null;
  verdict: Verdict;
  /** The cell looked into. */
  probed: number | null;
  blocked: readonly string[];
  silenced: readonly string[];
  /** Whether the spikes behind the answer are lit. */
  explained: boolean;
}

const LIT = 128;
/** Steps for which a cell counts as having just fired. */
const JUST = 6;
const RECEPTORS: Record<string, string> = { ampa: "AMPA", nmda: "NMDA", gaba: "GABA-A" };

export class BrainRenderer {
  private readonly backdrop = document.createElement("canvas");
  private readonly axons = new Axons();
  private readonly sheets = new Map<string, Sheet>();
  private anatomy: Anatomy | null = null;
  private scene = -1;

  draw(canvas: HTMLCanvasElement, picture: BrainPicture): void {
    const { resized, surface } = fit(canvas);
    if (!surface) return;
    const { context, width, height } = surface;
    if (resized || picture.pictures.scene !== this.scene) this.prepare(canvas, surface, picture);
    context.fillStyle = COLOUR.ground;
    context.fillRect(0, 0, width, height);
    const { anatomy } = this;
    if (!anatomy) return;
    context.drawImage(this.backdrop, 0, 0, width, height);
    const explaining = picture.explained && picture.cells.causes;
    if (explaining) drawPaths(context, anatomy, picture.cells);
    else if (!CALM) this.axons.drawTraffic(context, anatomy, picture.pictures, picture.cells, picture.step);
    for (const area of anatomy.areas) this.drawArea(context, area, picture);
    if (anatomy.map) drawOrientation(context, anatomy, anatomy.map, this.sheet("map"), picture.cells, this.justFired(anatomy.map, picture));
    for (const area of anatomy.areas) {
      const label = area.name === "v1" ? `${area.label}: voltage` : area.label;
      drawLabel(context, area, picture.silenced.includes(area.name) ? `${label} ⊘` : label, anatomy.wide);
    }
    if (anatomy.map) drawLabel(context, anatomy.map, anatomy.map.label, anatomy.wide);
    this.drawMarks(surface, anatomy, picture);
  }

  /** The cell at a point of the canvas, or null. */
  cellAt(x: number, y: number): number | null {
    return this.anatomy && cellAt(this.anatomy, x, y);
  }

  /** Place the cells and draw once what stays: the links. */
  private prepare(canvas: HTMLCanvasElement, surface: Surface, { pictures, cells, populations }: BrainPicture): void {
    this.scene = pictures.scene;
    if (!pictures.positions || !populations.length) return;
    this.anatomy = arrange(pictures.positions, populations, surface.width, surface.height);
    this.backdrop.width = canvas.width;
    this.backdrop.height = canvas.height;
    const context = this.backdrop.getContext("2d");
    if (!context) return;
    context.setTransform(surface.context.getTransform());
    for (const area of this.anatomy.areas) if (area.width && area.height && !area.tile) drawLobe(context, area);
    this.axons.drawLinks(context, this.anatomy, pictures, cells);
  }

  private justFired({ start, stop }: Area, { pictures, step }: BrainPicture): Set<number> {
    const cells = new Set<number>();
    for (let at = pictures.spikes.length - 2; at >= 0; at -= 2) {
      if ((pictures.spikes[at] ?? 0) < step - JUST) break;
      const cell = pictures.spikes[at + 1] ?? 0;
      if (cell >= start && cell < stop) cells.add(cell);
    }
    return cells;
  }

  private drawArea(context: CanvasRenderingContext2D, area: Area, { pictures, silenced }: BrainPicture): void {
    const places = this.anatomy?.places ?? new Float32Array(0);
    const { tile, name, start, stop } = area;
    const { voltage } = pictures;
    context.globalAlpha = silenced.includes(name) ? 0.3 : 1;
    if (tile) {
      const mine = places.subarray(2 * start, 2 * stop);
      this.sheet(name).draw(context, area, mine, (at) => VOLTAGE.of(voltage?.[start + at] ?? VOLTAGE.middle));
    } else drawLoose(context, area, places, voltage);
    context.globalAlpha = 1;
    if (name === "retina" && tile) drawLit(context, places, pictures.image, area);
    if (name === "broca" || name === "wernicke") this.drawDigits(context, places, area);
  }

  private sheet(name: string): Sheet {
    const sheet = this.sheets.get(name) ?? new Sheet();
    this.sheets.set(name, sheet);
    return sheet;
  }

  private drawDigits(context: CanvasRenderingContext2D, places: Float32Array, { start, stop, radius }: Area): void {
    const wide = this.anatomy?.wide;
    context.font = FONT;
    context.textAlign = wide ? "left" : "center";
    context.fillStyle = COLOUR.text;
    for (let cell = start; cell < stop; cell++) {
      const [x, y] = [places[2 * cell] ?? 0, places[2 * cell + 1] ?? 0];
      if (wide) context.fillText(`${cell - start}`, x + radius + 5, y + 4);
      else context.fillText(`${cell - start}`, x, y + radius + 15);
    }
  }

  /** The answer's ring, the cell looked into, and what is blocked. */
  private drawMarks(surface: Surface, { places, areas, wide }: Anatomy, picture: BrainPicture): void {
    const { context, width, height } = surface;
    const { verdict, answer, expected, probed, blocked } = picture;
    const broca = areas.find(({ name }) => name === "broca");
    const digit = verdict === "silent" ? expected : answer;
    if (broca && digit !== null && (verdict === "right" || verdict === "wrong" || verdict === "silent")) {
      const cell = broca.start + digit;
      ring(surface, places[2 * cell] ?? 0, places[2 * cell + 1] ?? 0, broca.radius + 4, COLOUR[verdict]);
    }
    if (probed !== null && 2 * probed < places.length) {
      const [x, y] = [places[2 * probed] ?? 0, places[2 * probed + 1] ?? 0];
      context.strokeStyle = COLOUR.text;
      context.lineWidth = 1.5;
      context.strokeRect(x - 9, y - 9, 18, 18);
    }
    const names = blocked.map((name) => `${RECEPTORS[name] ?? name} blocked`);
    const wernicke = areas.find(({ name }) => name === "wernicke");
    context.font = FONT;
    context.textAlign = wide ? "left" : "right";
    context.fillStyle = COLOUR.silent;
    // under the eye, or where it is narrow over Wernicke's area: nothing else is there
    const [x, y] = wide ? [8, height - 8] : [width - 12, (wernicke?.y ?? height) - 20];
    names.reverse().forEach((name, line) => context.fillText(name, x, y - 15 * line));
  }
}

/** Cells that lie loosely, as discs. */
function drawLoose(context: CanvasRenderingContext2D, { start, stop, radius }: Area, places: Float32Array, voltage: Float32Array | null): void {
  context.strokeStyle = COLOUR.line; // cells far below rest are as dark as the ground in some palettes
  context.lineWidth = 1;
  byColour(VOLTAGE, voltage, start, stop).forEach((members, colour) => {
    context.fillStyle = VOLTAGE.at(colour);
    context.beginPath();
    for (const cell of members) {
      const [x, y] = [places[2 * cell] ?? 0, places[2 * cell + 1] ?? 0];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
    context.stroke();
  });
}

/** Mark the rods that the image lit: they fire once and rest again, but the digit stays before the eye. */
function drawLit(context: CanvasRenderingContext2D, places: Float32Array, image: Uint8Array | null, { start, tile }: Area): void {
  if (!tile) return;
  context.fillStyle = COLOUR.spike;
  image?.forEach((ink, pixel) => {
    if (ink < LIT) return;
    const [x, y] = [places[2 * (start + pixel)] ?? 0, places[2 * (start + pixel) + 1] ?? 0];
    context.fillRect(x - tile.width / 4, y - tile.height / 4, tile.width / 2, tile.height / 2);
  });
}

/** The ground on which loose cells lie. */
function drawLobe(context: CanvasRenderingContext2D, { x, y, width, height }: Area): void {
  context.fillStyle = "rgb(255 255 255 / 0.05)";
  context.strokeStyle = COLOUR.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x - 3, y - 1, width + 6, height + 2, 12);
  context.fill();
  context.stroke();
}

/** Over its area; single columns of cells have theirs above the first cell. */
function drawLabel(context: CanvasRenderingContext2D, area: Area, label: string, wide: boolean): void {
  const lift = area.tile ? 5 : area.width && area.height ? 4 : area.radius + 5;
  const row = !wide && !area.tile && !area.height;
  context.font = SMALL_FONT;
  context.textAlign = row && area.stop - area.start > 4 ? "left" : "center";
  const x = row && area.stop - area.start > 4 ? area.x - area.radius : area.x + area.width / 2;
  context.lineWidth = 3;
  context.strokeStyle = COLOUR.ground;
  context.strokeText(label, x, area.y - lift);
  context.fillStyle = COLOUR.text;
  context.fillText(label, x, area.y - lift);
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
