/** What the page and the digits room say to each other in JSON; src/wetnet/lab/digits_messages.py decides. */

export type Network = "mlp" | "brain";
export type Source = "held-out" | "ten";

export interface Settings {
  plasticity: number;
  teacher: boolean;
  /** Steps of the brain per second; null: as fast as it computes. */
  pace: number | null;
  paused: boolean;
}

/** Messages that change the room; the connection adds their revision. */
export type Change =
  | { type: "set"; settings: Settings }
  | { type: "show"; digit: number | null; source: Source }
  | { type: "step"; steps: number }
  | { type: "train"; network: Network; epochs: number }
  | { type: "cancel"; network: Network }
  | { type: "reset"; network: Network | "both"; seed: number }
  | { type: "load"; network: Network; data: string };

export type Message = { type: "save"; network: Network };

export type Event = { type: "saved"; network: Network; name: string; data: string };

export interface Lesson {
  learning: boolean;
  done: number;
  total: number;
  loss: number | null;
  accuracy: number | null;
}

/** The status block of a frame. */
export interface Status {
  settings: Settings;
  source: string;
  shown: { digit: number; source: Source; index: number; learned: boolean } | null;
  mlp: {
    seed: number;
    life: number;
    epoch: number;
    layers: number[];
    answer: number | null;
    held_out: number;
    lesson: Lesson;
  };
  brain: {
    seed: number;
    life: number;
    epoch: number;
    populations: [string, number, number][];
    presentation: number;
    showing: {
      running: boolean;
      step: number;
      time: number;
      spikes: number;
      answer: number | null;
      expected: number;
      taught: boolean;
    } | null;
    ten: number[] | null;
    lesson: Lesson;
  };
}
