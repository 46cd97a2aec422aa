/** The phase plane: arrows, nullclines, separatrices, the run and the fixed points. */

import { COLOUR } from "../../../lib/colours";
import { SMALL_FONT, type Surface } from "../../../lib/surface";
import type { Plane } from "../protocol";
import type { Pictures } from "../room.svelte";
import { pretty } from "../units";
import { extent, LINES, ticks } from "./stack";

const MARGIN = { left: 54, right: 10, top: 10, bottom: 34 };
export const NULLCLINES = ["#ff9c3a", "#7cc4ff"];
export const SEPARATRIX = "#e59ad0";

export interface Frame {
  width: number;
  height: number;
  x: [low: number, high: number];
  y: [low: number, high: number];
}

type Place = (value: number) => number;

/** Where a place of the picture is in the plane; null beside it. */
export function stateAt(px: number, py: number, { width, height, x, y }: Frame): [number, number] | null {
  const across = (px - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
  const up = 1 - (py - MARGIN.top) / (height - MARGIN.top - MARGIN.bottom);
  if (across < 0 || across > 1 || up < 0 || up > 1) return null;
  return [x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0])];
}

/** Draw what there is to be drawn: a plane, or the fan of a line; and how to read it. */
export function drawPlane(surface: Surface, plane: Plane, pictures: Pictures): Frame | null {
  const { context, width, height } = surface;
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  context.font = SMALL_FONT;
  const named = plane.variables.map((name, at) => `${name.replaceAll("_", " ")}${plane.units[at] ? ` (${pretty(plane.units[at] ?? "")})` : ""}`);
  const [first = [0, 1], second = [0, 1]] = plane.window;
  if (plane.variables.length === 1) {
    if (!pictures.fan || !pictures.fanTimes) return null;
    const last = pictures.fanTimes.at(-1) ?? 1;
    const frame: Frame = { width, height, x: [0, last], y: first };
    const [x, y] = axes(context, frame, "time (ms)", named[0] ?? "");
    inside(context, frame, () => drawFan(context, pictures, x, y));
    for (const point of plane.points) {
      line(context, [[0, point.state[0] ?? 0], [last, point.state[0] ?? 0]], x, y, COLOUR.faint, [3, 3]);
      dot(context, x(0), y(point.state[0] ?? 0), point.stable);
    }
    return frame;
  }
  if (!pictures.lines) return null;
  const frame: Frame = { width, height, x: first, y: second };
  const [x, y] = axes(context, frame, named[0] ?? "", named[1] ?? "");
  inside(context, frame, () => {
    drawArrows(context, pictures.arrows, frame, x, y);
    drawLines(context, pictures.lines, x, y);
    drawPath(context, pictures.path, frame, x, y);
  });
  for (const { state, stable } of plane.points) dot(context, x(state[0] ?? 0), y(state[1] ?? 0), stable);
  return frame;
}

/** A curve of rate against input. */
export function drawCurve({ context, width, height }: Surface, curve: Float32Array | null, unit: string): void {
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  context.font = SMALL_FONT;
  if (!curve) {
    context.fillStyle = COLOUR.faint;
    context.textAlign = "center";
    context.fillText("not measured yet", width / 2, height / 2);
    return;
  }
  const points = Array.from({ length: curve.length / 3 }, (_, at) => [curve[3 * at] ?? 0, curve[3 * at + 1] ?? 0] as const);
  const rates = points.map(([, rate]) => rate);
  const [, most] = extent([{ name: "", colour: "", times: [], values: rates }]);
  const frame: Frame = { width, height, x: [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 1], y: [0, Math.max(most, 1)] };
  const [x, y] = axes(context, frame, `input${unit ? ` (${pretty(unit)})` : ""}`, "rate (Hz)");
  line(context, points, x, y, LINES[0] ?? "#fff", []);
  for (const [input, rate] of points) {
    context.fillStyle = LINES[0] ?? "#fff";
    context.fillRect(x(input) - 1.5, y(rate) - 1.5, 3, 3);
  }
}

function axes(context: CanvasRenderingContext2D, frame: Frame, across: string, up: string): [Place, Place] {
  const { width, height } = frame;
  const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  const x = (value: number) => MARGIN.left + ((value - frame.x[0]) / (frame.x[1] - frame.x[0] || 1)) * w;
  const y = (value: number) => MARGIN.top + h - ((value - frame.y[0]) / (frame.y[1] - frame.y[0] || 1)) * h;
  context.lineWidth = 1;
  context.strokeStyle = COLOUR.line;
  context.fillStyle = COLOUR.faint;
  context.strokeRect(MARGIN.left, MARGIN.top, w, h);
  context.textAlign = "center";
  for (const tick of ticks(...frame.x, Math.max(2, Math.floor(w / 60)))) context.fillText(String(tick), x(tick), height - MARGIN.bottom + 13);
  context.fillText(across, MARGIN.left + w / 2, height - 6);
  context.textAlign = "right";
  for (const tick of ticks(...frame.y, Math.max(2, Math.floor(h / 30)))) context.fillText(String(tick), MARGIN.left - 4, y(tick) + 4);
  context.save();
  context.translate(11, MARGIN.top + h / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(up, 0, 0);
  context.restore();
  return [x, y];
}

function inside(context: CanvasRenderingContext2D, { width, height }: Frame, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(MARGIN.left, MARGIN.top, width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom);
  context.clip();
  draw();
  context.restore();
}

function drawArrows(context: CanvasRenderingContext2D, arrows: Float32Array | null, frame: Frame, x: Place, y: Place): void {
  if (!arrows) return;
  const scale = [x(1) - x(0), y(1) - y(0)] as const;
  const length = Math.min(frame.width, frame.height) / 42;
  context.strokeStyle = context.fillStyle = "#6d7a8a";
  context.lineWidth = 1;
  for (let at = 0; at < arrows.length; at += 4) {
    const [a = 0, b = 0, da = 0, db = 0] = arrows.subarray(at, at + 4);
    const [dx, dy] = [da * scale[0], db * scale[1]];
    const size = Math.hypot(dx, dy);
    if (!Number.isFinite(size) || size === 0) continue;
    const [ux, uy] = [(dx / size) * length, (dy / size) * length];
    const [px, py] = [x(a), y(b)];
    context.beginPath();
    context.moveTo(px - ux / 2, py - uy / 2);
    context.lineTo(px + ux / 2, py + uy / 2);
    context.stroke();
    context.fillRect(px + ux / 2 - 1.25, py + uy / 2 - 1.25, 2.5, 2.5);
  }
}

function drawLines(context: CanvasRenderingContext2D, lines: Float32Array | null, x: Place, y: Place): void {
  if (!lines) return;
  let begun = false;
  context.lineWidth = 1.6;
  for (let at = 0; at < lines.length; at += 3) {
    const which = lines[at] ?? NaN;
    if (Number.isNaN(which)) {
      if (begun) context.stroke();
      begun = false;
      continue;
    }
    if (!begun) {
      begun = true;
      context.strokeStyle = NULLCLINES[which] ?? SEPARATRIX;
      context.setLineDash(which === 1 ? [7, 3] : which === 2 ? [2, 3] : []);
      context.beginPath();
    }
    context.lineTo(x(lines[at + 1] ?? 0), y(lines[at + 2] ?? 0));
  }
  context.setLineDash([]);
}

function drawPath(context: CanvasRenderingContext2D, path: Float32Array | null, frame: Frame, x: Place, y: Place): void {
  if (!path) return;
  const jump = 0.25 * (frame.x[1] - frame.x[0]);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1.2;
  context.beginPath();
  for (let at = 0; at < path.length; at += 2) {
    const [a, b] = [path[at] ?? 0, path[at + 1] ?? 0];
    // A reset is no path.
    if (at && Math.abs(a - (path[at - 2] ?? 0)) > jump) context.moveTo(x(a), y(b));
    else context.lineTo(x(a), y(b));
  }
  context.stroke();
  context.fillStyle = COLOUR.spike;
  context.fillRect(x(path[0] ?? 0) - 3, y(path[1] ?? 0) - 3, 6, 6);
}

function drawFan(context: CanvasRenderingContext2D, { fan, fanTimes }: Pictures, x: Place, y: Place): void {
  if (!fan || !fanTimes) return;
  const count = fanTimes.length;
  for (let start = 0; start * count < fan.length; start++) {
    const points = Array.from(fanTimes, (time, at) => [time, fan[start * count + at] ?? NaN] as const);
    line(context, points, x, y, LINES[start % LINES.length] ?? "#fff", []);
  }
}

function line(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[], x: Place, y: Place, colour: string, dash: number[]): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.3;
  context.setLineDash(dash);
  context.beginPath();
  for (const [a, b] of points) context.lineTo(x(a), y(b));
  context.stroke();
  context.setLineDash([]);
}

/** Filled black: stable; white: not. */
function dot(context: CanvasRenderingContext2D, x: number, y: number, stable: boolean): void {
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fillStyle = stable ? "#000000" : "#ffffff";
  context.fill();
  context.strokeStyle = stable ? "#ffffff" : "#000000";
  context.lineWidth = 1.5;
  context.stroke();
}
