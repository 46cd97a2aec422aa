/** The state of the room as a small document in the address: same address, same room. */

import type { Palette } from "../../lib/palette";
import type { Design, Settings, Source } from "./protocol";

export interface RoomDocument {
  seed: number;
  source: Source;
  settings: Settings;
  palette: Palette;
  /** The held-out image on show, by number; null: none of them. */
  image: number | null;
  /** The artificial network where it is not the original one. */
  design: Design | null;
  /** What the networks learn as soon as they are there: epochs and rounds. Only a link that was asked for says so. */
  epochs: number;
  rounds: number;
}

/** Of a fresh worker, as in digits_room.py. */
export const SEED = 1;
const PACE = 63;
const SEED_LIMIT = 2 ** 31 - 1;
/** What can be blocked and silenced in the brain, as in digits_messages.py. */
export const RECEPTORS = ["ampa", "nmda", "gaba"];
export const AREAS = ["retina", "v1", "posterior", "anterior", "wernicke", "broca", "stop", "feedback"];

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
      blocked: names(given, "blocked", RECEPTORS),
      silenced: names(given, "silenced", AREAS),
    },
    palette: given.get("palette") === "safe" ? "safe" : "original",
    image: whole(number(given, "image", 0, 100_000, null)),
    design: design(given.get("network")),
    epochs: Math.round(number(given, "epochs", 0, 20, 0)),
    rounds: Math.round(number(given, "rounds", 0, 30, 0)),
  };
}

/** The fragment of a document. */
export function write({ seed, source, settings, palette, image, design, epochs, rounds }: RoomDocument): string {
  const said: Record<string, string> = {
    room: "digits",
    seed: String(seed),
    source,
    plasticity: String(settings.plasticity),
    teacher: settings.teacher ? "on" : "off",
    pace: settings.pace === null ? "max" : String(settings.pace),
  };
  if (settings.blocked.length) said.blocked = settings.blocked.join(",");
  if (settings.silenced.length) said.silenced = settings.silenced.join(",");
  if (palette !== "original") said.palette = palette;
  if (image !== null) said.image = String(image);
  if (design) said.network = JSON.stringify(design);
  if (epochs) said.epochs = String(epochs);
  if (rounds) said.rounds = String(rounds);
  return `#${new URLSearchParams(said)}`;
}

function names(given: URLSearchParams, name: string, known: readonly string[]): string[] {
  const said = given.get(name)?.split(",") ?? [];
  return known.filter((one) => said.includes(one));
}

function number<T>(given: URLSearchParams, name: string, low: number, high: number, otherwise: T): number | T {
  const text = given.get(name);
  const value = text === null || text === "" ? NaN : Number(text);
  return value >= low && value <= high ? value : otherwise;
}

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** The server says what is allowed; here only the shape is looked at. */
function design(text: string | null): Design | null {
  try {
    const { hidden, unit, recipe } = JSON.parse(text ?? "null") as Partial<Design>;
    const sound = Array.isArray(hidden) && hidden.every(Number.isInteger) && typeof unit === "string";
    return sound && recipe && typeof recipe === "object" ? { hidden, unit, recipe } : null;
  } catch {
    return null;
  }
}
