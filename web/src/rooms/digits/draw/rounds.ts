/** Right answers of ten against the rounds of teaching. */

import { COLOUR } from "../../../lib/colours";
import { SMALL_FONT, type Surface } from "../../../lib/surface";
import { ticks } from "./traces";

export function drawRounds({ context, width, height }: Surface, rounds: [epoch: number, right: number][]): void {
  const [left, right, top, bottom] = [30, 12, 10, 22];
  const [w, h] = [width - left - right, height - top - bottom];
  const last = Math.max(5, ...rounds.map(([epoch]) => epoch));
  const x = (epoch: number) => left + (epoch / last) * w;
  const y = (count: number) => top + h - (count / 10) * h;
  context.fillStyle = COLOUR.ground;
  context.fillRect(0, 0, width, height);
  context.font = SMALL_FONT;
  context.strokeStyle = COLOUR.line;
  context.fillStyle = COLOUR.faint;
  context.textAlign = "right";
  for (const count of [0, 5, 10]) {
    context.beginPath();
    context.moveTo(left, y(count));
    context.lineTo(left + w, y(count));
    context.stroke();
    context.fillText(String(count), left - 5, y(count) + 4);
  }
  context.textAlign = "center";
  for (const tick of ticks(0, last, 6)) if (Number.isInteger(tick)) context.fillText(tick ? String(tick) : "0 rounds", x(tick), height - 7);
  context.strokeStyle = context.fillStyle = COLOUR.silent;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [epoch, count] of rounds) context.lineTo(x(epoch), y(count));
  context.stroke();
  for (const [epoch, count] of rounds) {
    context.beginPath();
    context.arc(x(epoch), y(count), 3, 0, 2 * Math.PI);
    context.fill();
  }
}
