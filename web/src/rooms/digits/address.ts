/** The state of the room as a small document in the address: same address, same room. */

import type { Settings, Source } from "./protocol";

export interface RoomDocument {
  seed: number;
  source: Source;
  settings: Settings;
}

/** Of a fresh worker, as in digits_room.py. */
export const SEED = 1;
const PACE = 63;
const SEED_LIMIT = 2 ** 31 - 1;

/**
 * The document in a fragment such as `#seed=3&plasticity=0.5`; what is missing or wrong takes its default.
 * For who wants things `calm` the default is to show results without the way there.
 */
export function read(fragment: string, calm = false): RoomDocument {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    seed: Math.round(number(given, "seed", 0, SEED_LIMIT, SEED)),
    source: given.get("source") === "ten" ? "ten" : "held-out",
    settings: {
      plasticity: number(given, "plasticity", 0, 2, 1),
      teacher: given.get("teacher") !== "off",
      pace: given.get("pace") === "max" ? null : number(given, "pace", 1, 100_000, calm ? null : PACE),
      paused: false,
    },
  };
}

/** The fragment of a document. */
export function write({ seed, source, settings }: RoomDocument): string {
  return `#${new URLSearchParams({
    room: "digits",
    seed: String(seed),
    source,
    plasticity: String(settings.plasticity),
    teacher: settings.teacher ? "on" : "off",
    pace: settings.pace === null ? "max" : String(settings.pace),
  })}`;
}

function number<T>(given: URLSearchParams, name: string, low: number, high: number, otherwise: T): number | T {
  const text = given.get(name);
  const value = text === null || text === "" ? NaN : Number(text);
  return value >= low && value <= high ? value : otherwise;
}
