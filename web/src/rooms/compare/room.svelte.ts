/** The compare room as the page knows it: what is chosen, the status, and the evidence on show. */

import { download } from "../../lib/files";
import type { Change } from "../../lib/protocol";
import { Room } from "../../lib/room.svelte";

export interface Cell {
  state: string;
  value: string;
  span: string;
  best: boolean;
  published: string;
  remarks: string[];
  cuts: string[];
}

export interface Table {
  task: string;
  source: string;
  sections: { slug: string; title: string; metrics: { title: string; unit: string; better: string }[] }[];
  rows: { network: string; groups: Cell[][] }[];
}

/** The status of a frame; src/wetnet/lab/compare_room.py decides. */
export interface Status {
  form: { task: [string, string][]; learner: [string, string][]; protocol: [string, string][]; budget: string[] };
  running: boolean;
  progress: { done: number; total: number; remaining: number | null; now: string };
  command: string;
  table: Table | null;
}

export type Format = "html" | "md" | "csv" | "json";

export class CompareRoom extends Room<Status> {
  task = $state("digits");
  networks = $state<string[]>(["linear", "nearest-mean", "mlp"]);
  protocols = $state<string[]>(["accuracy"]);
  seeds = $state(3);
  budget = $state("quick");
  /** Markup of the evidence, made safe by the server; "" where none is on show. */
  evidence = $state("");

  constructor() {
    super("compare");
  }

  run(): void {
    this.notice = "";
    const { task, networks, protocols, seeds, budget } = this;
    this.change({ type: "start", task, networks, protocols, seeds, budget } as Change);
    this.remember();
  }

  cancel(): void {
    this.change({ type: "cancel" });
  }

  ask(network: string, protocol: string): void {
    this.connection.say({ type: "evidence", network, protocol } as Change);
  }

  export(format: Format): void {
    this.connection.say({ type: "export", format } as Change);
  }

  /** Put a name into a list, or take it out. */
  toggle(list: "networks" | "protocols", name: string): void {
    this[list] = this[list].includes(name) ? this[list].filter((each) => each !== name) : [...this[list], name];
    this.remember();
  }

  protected read(fragment: string): void {
    const given = new URLSearchParams(fragment.replace(/^#/, ""));
    this.task = given.get("task") || "digits";
    this.networks = (given.get("networks") ?? "linear,nearest-mean,mlp").split(",").filter(Boolean);
    this.protocols = (given.get("protocols") ?? "accuracy").split(",").filter(Boolean);
    const seeds = Number(given.get("seeds") ?? 3);
    this.seeds = seeds >= 1 && seeds <= 20 ? Math.round(seeds) : 3;
    this.budget = given.get("budget") === "full" ? "full" : "quick";
  }

  protected write(): string {
    return `#${new URLSearchParams({
      room: "compare",
      task: this.task,
      networks: this.networks.join(","),
      protocols: this.protocols.join(","),
      seeds: String(this.seeds),
      budget: this.budget,
    })}`;
  }

  protected greet(): void {}

  protected keep(): void {}

  protected override heard(event: Change): void {
    const { type, ...fields } = event as Change & { html?: string; name?: string; data?: string };
    if (type === "evidence") this.evidence = fields.html ?? "";
    else if (type === "saved" && fields.name && fields.data) download(fields.name, fields.data);
  }
}
