import { describe, expect, it } from "vitest";
import { read, type RoomDocument, write } from "./address";
import { paceAt, PLACES, placeOf } from "./pace";

describe("the address", () => {
  it.each<RoomDocument>([
    {
      seed: 0,
      source: "ten",
      settings: { plasticity: 0.3, teacher: false, pace: null, paused: false, blocked: ["nmda"], silenced: ["v1", "stop"] },
      palette: "safe",
      image: 17,
      design: { hidden: [30, 8], unit: "tanh", recipe: { optimiser: "adam", learning_rate: 0.001, shuffle: true } },
      epochs: 2,
      rounds: 10,
    },
    {
      seed: 2147483647,
      source: "held-out",
      settings: { plasticity: 2, teacher: true, pace: 100, paused: false, blocked: [], silenced: [] },
      palette: "original",
      image: null,
      design: null,
      epochs: 0,
      rounds: 0,
    },
  ])("brings back what was written", (document) => {
    expect(read(write(document))).toEqual(document);
  });

  it.each(["", "#", "#seed=-1&plasticity=9&pace=0&source=cat", "#seed=&plasticity=NaN&pace=Infinity", "#%%%", "#network={", '#network={"hidden":["x"]}', "#image=-1&epochs=1e9", "#blocked=oxygen&silenced=,"])(
    "takes the default where %s says nothing that is allowed",
    (fragment) => {
      expect(read(fragment)).toEqual(read(""));
    },
  );

  it("is as calm as the user asks", () => {
    expect(read("", true).settings.pace).toBeNull();
    expect(read("#pace=10", true).settings.pace).toBe(10);
  });
});

describe("the pace", () => {
  it("comes back to the place it was set from, as near as whole steps allow", () => {
    for (let place = 10; place <= PLACES; place++) expect(placeOf(paceAt(place))).toBe(place);
    expect(paceAt(0)).toBe(1);
    expect(paceAt(PLACES)).toBeNull();
  });
});
