/** What every room and the server say to each other in JSON; src/wetnet/lab/messages.py and session.py decide. */

/** A message that changes the room; the connection adds its revision. */
export interface Change {
  type: string;
}

export type WorkerState = "warming" | "ready" | "stopped";

export type Event =
  | { type: "worker"; state: WorkerState; text: string }
  | { type: "error"; text: string; revision: number | null }
  | { type: "full"; text: string };
