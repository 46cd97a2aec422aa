/** The orientation map of V1 as a colour wheel, with its pinwheels and a key. */

import { COLOUR } from "../../../lib/colours";
import type { BrainPictures } from "../brain-pictures";
import type { Anatomy, Area } from "./anatomy";
import type { Sheet } from "./sheet";

const HUES = 24;

/**
 * Hue of an orientation: the wheel goes round once in 180°. Lightness rises and falls twice as the hue turns, so that
 * neighbours also differ for who sees few colours.
 */
function hue(index: number, bright: boolean): string {
  const light = bright ? 0.82 : 0.46 + 0.07 * Math.cos((4 * Math.PI * index) / HUES);
  return `oklch(${light} ${bright ? 0.17 : 0.1} ${(360 * index) / HUES})`;
}

const indexOf = (orientation: number): number => Math.floor((HUES * orientation) / Math.PI + 0.5) % HUES;

export function drawOrientation(context: CanvasRenderingContext2D, anatomy: Anatomy, map: Area, sheet: Sheet, cells: BrainPictures, fired: Set<number>): void {
  const { mapPlaces } = anatomy;
  const { orientation, pinwheels } = cells;
  const { tile } = map;
  if (!orientation || !tile) return;
  const { start } = map;
  sheet.draw(context, map, mapPlaces, (at) => hue(indexOf(orientation[at] ?? 0), fired.has(start + at)));
  drawPinwheels(context, anatomy, pinwheels, Math.max(1.3, 0.62 * tile.width));
  drawKey(context, map);
}

/** Rings where the orientation turns one way, discs where it turns the other. */
function drawPinwheels(context: CanvasRenderingContext2D, { onMap }: Anatomy, pinwheels: Float32Array | null, radius: number): void {
  context.lineWidth = 1.1;
  context.strokeStyle = context.fillStyle = COLOUR.text;
  for (let at = 0; at + 2 < (pinwheels?.length ?? 0); at += 3) {
    const [right = 0, down = 0, turns = 0] = pinwheels?.subarray(at, at + 3) ?? [];
    context.beginPath();
    context.arc(...onMap(right, down), radius, 0, 2 * Math.PI);
    if (turns > 0) context.fill();
    else context.stroke();
  }
}

/** Little bars of four orientations in their colours, beside the map. */
function drawKey(context: CanvasRenderingContext2D, { x, y, width, height }: Area): void {
  const size = Math.min(7, height / 14);
  context.lineWidth = 2.4;
  for (let at = 0; at < 4; at++) {
    const angle = (at * Math.PI) / 4;
    const [cx, cy] = [x + width + size + 5, y + size + at * (2 * size + 5)];
    context.strokeStyle = hue(indexOf(angle), true);
    context.beginPath();
    context.moveTo(cx - size * Math.cos(angle), cy + size * Math.sin(angle));
    context.lineTo(cx + size * Math.cos(angle), cy - size * Math.sin(angle));
    context.stroke();
  }
}
