/** The two palettes: the original's orange, blue and black, and one that every kind of colour vision tells apart. */

import { AREA_TINTS, COLOUR, ORIGINAL, OUTPUT, type Stops, TRANSMITTER, VOLTAGE } from "./colours";

export type Palette = "original" | "safe";

interface Choice {
  stops: Stops;
  colour: Partial<typeof COLOUR>;
  areas: readonly string[];
}

/** Verdicts carry a sign beside their colour in both. Safe: navy, grey, yellow (as cividis); Okabe and Ito's hues. */
const PALETTES: Record<Palette, Choice> = {
  original: {
    stops: ORIGINAL,
    colour: { spike: "#ffe14d", right: "#35d06a", wrong: "#ff5a52", silent: "#ff8c1a", loss: "#ff9c3a", accuracy: "#8ea9ff" },
    areas: [...AREA_TINTS],
  },
  safe: {
    stops: { low: [0, 18, 56], below: [92, 98, 112], middle: [124, 124, 120], high: [255, 233, 69] },
    colour: { spike: "#ffffff", right: "#56b4e9", wrong: "#e8743b", silent: "#f0e442", loss: "#f0e442", accuracy: "#56b4e9" },
    // neighbours differ in lightness too: their bands lie one above the other
    areas: ["#56b4e9", "#e8ebef", "#f0e442", "#e8743b", "#9fd8f7", "#e69f00", "#fff3a8", "#4fb89a"],
  },
};

/** Use a palette from now on; whatever is drawn must be drawn anew. */
export function usePalette(name: Palette): void {
  const { stops, colour, areas } = PALETTES[name];
  Object.assign(COLOUR, colour);
  AREA_TINTS.splice(0, AREA_TINTS.length, ...areas);
  for (const scale of [OUTPUT, VOLTAGE, TRANSMITTER]) scale.recolour(stops);
  const root = document.documentElement;
  root.dataset.palette = name;
  for (const [stop, rgb] of Object.entries(stops)) root.style.setProperty(`--scale-${stop}`, `rgb(${rgb.join(" ")})`);
}
