/** Traces one below the other on one axis of time. */

import { COLOUR } from "../../../lib/colours";
import { SMALL_FONT, type Surface } from "../../../lib/surface";
import { pretty } from "../units";

export interface Line {
  name: string;
  colour: string;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

export interface Panel {
  title: string;
  unit: string;
  lines: Line[];
  /** Height beside that of the others. */
  weight: number;
  /** Times to be marked above the lines. */
  marks?: ArrayLike<number>;
  dashed?: boolean;
}

/** Told apart in every kind of colour vision (Okabe & Ito), on a dark ground. */
export const LINES = ["#ff9c3a", "#7cc4ff", "#4fd6a4", "#f0e442", "#e59ad0", "#c8ced6", "#ff7a6b"];

export const LEFT = 58;
const RIGHT = 8;
const BOTTOM = 20;
const HEAD = 17;
const GAP = 6;

/** Where in time a place of the picture is, or null beside the panels. */
export function timeAt(x: number, width: number, span: number): number | null {
  const share = (x - LEFT) / (width - LEFT - RIGHT);
  return share >= 0 && share <= 1 ? share * span : null;
}

/** Draw the panels; `span` ms are shown from `from` on. */
export function drawStack({ context, width, height }: Surface, panels: Panel[], span: number, from = 0): void {
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  context.font = SMALL_FONT;
  const total = panels.reduce((sum, { weight }) => sum + weight, 0);
  const free = height - BOTTOM - panels.length * (HEAD + GAP);
  let top = 0;
  for (const panel of panels) {
    const high = (free * panel.weight) / total;
    drawPanel(context, panel, top + HEAD, high, width, span, from);
    top += HEAD + high + GAP;
  }
  context.fillStyle = COLOUR.faint;
  context.textAlign = "center";
  const w = width - LEFT - RIGHT;
  for (const tick of ticks(from, from + span, 6)) {
    const x = LEFT + ((tick - from) / span) * w;
    context.fillText(tick === 0 ? "0 ms" : String(tick), Math.min(x, width - 14), height - 6);
  }
}

function drawPanel(context: CanvasRenderingContext2D, panel: Panel, top: number, high: number, width: number, span: number, from: number): void {
  const w = width - LEFT - RIGHT;
  const [low, up] = extent(panel.lines);
  const x = (ms: number) => LEFT + ((ms - from) / span) * w;
  const y = (value: number) => top + high - ((value - low) / (up - low)) * high;
  context.textAlign = "left";
  context.fillStyle = COLOUR.text;
  const title = panel.title + (panel.unit ? ` (${pretty(panel.unit)})` : "");
  context.fillText(title, LEFT, top - 5);
  let at = LEFT + context.measureText(title).width + 12;
  for (const { name, colour } of panel.lines.length > 1 ? panel.lines : []) {
    context.fillStyle = colour;
    context.fillRect(at, top - 10, 10, 3);
    context.fillText(name, at + 13, top - 5);
    at += context.measureText(name).width + 24;
  }
  context.lineWidth = 1;
  for (const tick of ticks(low, up, Math.max(2, Math.floor(high / 26)))) {
    context.strokeStyle = COLOUR.line;
    context.beginPath();
    context.moveTo(LEFT, y(tick));
    context.lineTo(width - RIGHT, y(tick));
    context.stroke();
    context.textAlign = "right";
    context.fillStyle = COLOUR.faint;
    context.fillText(String(tick), LEFT - 5, y(tick) + 4);
  }
  context.save();
  context.beginPath();
  context.rect(LEFT, top - 2, w, high + 4);
  context.clip();
  for (const { values, times, colour } of panel.lines) {
    context.strokeStyle = colour;
    context.lineWidth = 1.3;
    context.setLineDash(panel.dashed ? [5, 3] : []);
    context.beginPath();
    for (let one = 0; one < times.length; one++) {
      const value = values[one] as number;
      if (Number.isFinite(value)) context.lineTo(x(times[one] as number), y(value));
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = COLOUR.spike;
  for (let one = 0; one < (panel.marks?.length ?? 0); one++) context.fillRect(x(panel.marks?.[one] ?? 0) - 0.75, top - 2, 1.5, 6);
  context.restore();
}

/** The least and the largest value of some lines, with room about them. */
export function extent(lines: Line[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of lines) {
    for (let one = 0; one < values.length; one++) {
      const value = values[one] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!Number.isFinite(low)) return [0, 1];
  const margin = 0.05 * (high - low) || 0.05 * Math.abs(high) || 1;
  return [low - margin, high + margin];
}

/** Round numbers within a range. */
export function ticks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / most || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const found: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high + 1e-9 * step; at++) found.push(Number((at * step).toPrecision(10)));
  return found;
}
