/** What the page and the digits room say to each other in JSON; src/wetnet/lab/digits_messages.py decides. */

export type Network = "mlp" | "brain";
export type Source = "held-out" | "ten";

/** An artificial network as the form describes it. */
export interface Design {
  hidden: number[];
  unit: string;
  recipe: Record<string, boolean | number | string>;
}

/** One line of the form, read from the declarations in Python. */
export interface Entry {
  name: string;
  kind: "number" | "whole" | "choice" | "switch";
  meaning: string;
  default: boolean | number | string;
  low?: number | null;
  high?: number | null;
  choices?: string[];
}

export interface Settings {
  plasticity: number;
  teacher: boolean;
  /** Steps of the brain per second; null: as fast as it computes. */
  pace: number | null;
  paused: boolean;
  /** Receptors of the brain that an antagonist holds, and areas whose cells cannot fire. */
  blocked: string[];
  silenced: string[];
}

/** Messages that change the room; the connection adds their revision. */
export type Change =
  | { type: "set"; settings: Settings }
  | { type: "show"; digit: number | null; source: Source }
  | { type: "turn"; index: number }
  | { type: "draw"; ink: number[]; digit: number | null }
  | { type: "explain"; digit: number | null }
  | ({ type: "build"; seed: number } & Design)
  | { type: "step"; steps: number }
  | { type: "train"; network: Network; epochs: number }
  | { type: "cancel"; network: Network }
  | { type: "reset"; network: Network | "both"; seed: number }
  | { type: "load"; network: Network; data: string }
  | { type: "probe"; cell: number | null }
  | { type: "trace"; silence: boolean }
  | { type: "quiz" };

export type Message = { type: "save"; network: Network } | { type: "script" };

export type Event =
  | { type: "saved"; network: Network; name: string; data: string }
  | { type: "script"; name: string; text: string };

export interface Lesson {
  learning: boolean;
  done: number;
  total: number;
  loss: number | null;
  accuracy: number | null;
}

/** An answer of the brain explained; answers are −1 where there was none. */
export interface Why {
  answer: number;
  step: number;
  causes: number;
  silencing: {
    running: boolean;
    done: number;
    total: number;
    answer: number;
    /** The ranked cells silenced together: the first, the first two, … */
    together: { cells: number[]; answer: number; later: number | null }[];
  } | null;
}

/** The status block of a frame. */
export interface Status {
  settings: Settings;
  source: string;
  /** How many held-out images there are, and how often the networks were shown one. */
  held_out: number;
  looks: number;
  shown: { digit: number | null; source: Source | "drawn"; index: number | null; learned: boolean } | null;
  mlp: {
    seed: number;
    life: number;
    epoch: number;
    layers: number[];
    unit: string;
    recipe: Record<string, boolean | number | string>;
    answer: number | null;
    /** The class whose reasons are shown. */
    explained: number | null;
    /** Images in an epoch. */
    images: number;
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
      expected: number | null;
      taught: boolean;
      ending: "silence" | "limit" | null;
    } | null;
    ten: number[] | null;
    examining: boolean;
    /** Epoch and right answers of ten, exam by exam. */
    rounds: [epoch: number, right: number][];
    probe: { cell: number; area: string; number: number } | null;
    why: Why | null;
    lesson: Lesson;
  };
}
