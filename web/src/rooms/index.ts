/** The rooms of the page. Adding one: a folder here, a line here, a line in src/wetnet/lab/rooms.py. */

import type { Component } from "svelte";

export interface RoomEntry {
  /** In the address, and where the room has a worker, as in src/wetnet/lab/rooms.py. */
  name: string;
  title: string;
  /** Loads the room's page; without it the room is announced, not yet open. */
  load?: () => Promise<{ default: Component }>;
}

export const ROOMS: RoomEntry[] = [
  { name: "digits", title: "Digits", load: () => import("./digits/Digits.svelte") },
  { name: "neuron", title: "Neuron", load: () => import("./neuron/Neuron.svelte") },
  { name: "compare", title: "Compare", load: () => import("./compare/Compare.svelte") },
];

/** The room that a fragment such as `#room=digits&seed=3` names; the first where it names none that is open. */
export function chosen(fragment: string): RoomEntry {
  const name = new URLSearchParams(fragment.replace(/^#/, "")).get("room");
  const open = ROOMS.filter((room) => room.load);
  return open.find((room) => room.name === name) ?? (open[0] as RoomEntry);
}
