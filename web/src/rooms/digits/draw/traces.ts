/** Traces of one cell: voltage, currents, calcium and receptors against time, one panel each. */

import { COLOUR } from "../../../lib/colours";
import { SMALL_FONT, type Surface } from "../../../lib/surface";

export interface Line {
  name: string;
  colour: string;
  values: number[];
}

export interface Panel {
  title: string;
  unit: string;
  lines: Line[];
  /** Shown at least. */
  range: [low: number, high: number];
}

const GAP = 14;
const MARGIN = { left: 42, right: 6, top: 30, bottom: 18 };
const NARROW = 480;

/** Panels side by side, or one below the other where it is narrow; `span` ms are shown. */
export function drawTraces({ context, width, height }: Surface, time: number[], panels: Panel[], span: number): void {
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  const narrow = width < NARROW;
  const count = panels.length;
  panels.forEach((panel, at) => {
    const w = narrow ? width : (width - GAP * (count - 1)) / count;
    const h = narrow ? (height - GAP * (count - 1)) / count : height;
    drawPanel(context, panel, time, span, narrow ? 0 : at * (w + GAP), narrow ? at * (h + GAP) : 0, w, h);
  });
}

function drawPanel(context: CanvasRenderingContext2D, panel: Panel, time: number[], span: number, left: number, top: number, width: number, height: number): void {
  let [low, high] = panel.range;
  for (const { values } of panel.lines) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const [x0, y0] = [left + MARGIN.left, top + MARGIN.top];
  const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  const x = (ms: number) => x0 + (ms / span) * w;
  const y = (value: number) => y0 + h - ((value - low) / (high - low || 1)) * h;
  context.font = SMALL_FONT;
  context.textAlign = "left";
  context.fillStyle = COLOUR.text;
  context.fillText(`${panel.title} (${panel.unit})`, left + 4, top + 12);
  let legend = left + 4;
  for (const { name, colour } of panel.lines.length > 1 ? panel.lines : []) {
    context.fillStyle = colour;
    context.fillText(name, legend, top + 25);
    legend += context.measureText(name).width + 8;
  }
  context.strokeStyle = COLOUR.line;
  context.fillStyle = COLOUR.faint;
  context.lineWidth = 1;
  for (const tick of ticks(low, high, 4)) {
    context.beginPath();
    context.moveTo(x0, y(tick));
    context.lineTo(x0 + w, y(tick));
    context.stroke();
    context.textAlign = "right";
    context.fillText(String(tick), x0 - 4, y(tick) + 4);
  }
  context.textAlign = "center";
  for (const tick of ticks(0, span, 4)) context.fillText(tick ? String(tick) : "0 ms", x(tick), y0 + h + 13);
  for (const { values, colour } of panel.lines) {
    context.strokeStyle = colour;
    context.lineWidth = 1.3;
    context.beginPath();
    values.forEach((value, at) => context.lineTo(x(time[at] ?? 0), y(value)));
    context.stroke();
  }
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
