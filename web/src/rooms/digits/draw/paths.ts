/** The spikes behind an answer, lit from the light to the winning cell. */

import { COLOUR, TRANSMITTER } from "../../../lib/colours";
import { type BrainPictures, CAUSE } from "../brain-pictures";
import type { Anatomy } from "./anatomy";

const DEEPEST = 6;

/** Thick and bright: a large share of what reached its cell; those that held it back are dashed. */
export function drawPaths(context: CanvasRenderingContext2D, { places }: Anatomy, { causes, drives }: BrainPictures): void {
  if (!causes || !drives) return;
  for (let at = 0; at < causes.length / CAUSE.columns; at++) {
    const row = at * CAUSE.columns;
    const [from, to] = [causes[row + CAUSE.source] ?? 0, causes[row + CAUSE.target] ?? 0];
    const depth = Math.min(DEEPEST, causes[row + CAUSE.depth] ?? 1);
    const share = drives[2 * at + 1] ?? 0;
    context.globalAlpha = Math.min(1, (0.2 + 0.9 * Math.sqrt(Math.abs(share))) / depth ** 1.2);
    context.strokeStyle = share > 0 ? COLOUR.spike : TRANSMITTER.of(-1);
    context.lineWidth = 0.6 + 3 * Math.sqrt(Math.min(1, Math.abs(share))) / depth ** 0.5;
    context.setLineDash(share > 0 ? [] : [3, 3]);
    context.beginPath();
    context.moveTo(places[2 * from] ?? 0, places[2 * from + 1] ?? 0);
    context.lineTo(places[2 * to] ?? 0, places[2 * to + 1] ?? 0);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}
