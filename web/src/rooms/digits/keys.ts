/** Keys that work wherever no control has its own use for them. */

import type { DigitsRoom } from "./room.svelte";

export const KEYS = "Keys: 0–9 show a digit, R random, N next and B previous test image, P pause or play, . one step";

const TAKES_KEYS = "input, select, textarea";

export function keyed(room: DigitsRoom, event: KeyboardEvent): void {
  const inControl = event.target instanceof Element && event.target.closest(TAKES_KEYS);
  if (inControl || event.ctrlKey || event.metaKey || event.altKey) return;
  const shown = room.status?.shown;
  const index = shown?.source === "held-out" ? shown.index : null;
  if (/^[0-9]$/.test(event.key)) room.show(Number(event.key));
  else if (event.key === "r") room.show(null);
  else if (event.key === "n") room.turn((index ?? -1) + 1);
  else if (event.key === "b") room.turn((index ?? 0) - 1);
  else if (event.key === "p") room.settings({ paused: !room.document.settings.paused });
  else if (event.key === ".") room.step(1);
}
