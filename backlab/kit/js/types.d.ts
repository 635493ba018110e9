import type { Effect, Face, Met, Reply, Request, State, Changes, Value, Words } from "./contract";

/** Who carries requests to a lab and its replies back: a notebook's kernel, a worker of the page, a server. */
export interface Transport {
  /** What the lab is. */
  face: Face;
  /** What it shows when it is first met. */
  state: State;
  /** Take a request to the lab; whether it arrives, only a reply can say. */
  send(request: Request): void;
  /** Hear each reply, and that the way to the lab is open again, until the signal ends it. */
  listen(heard: Heard, signal: AbortSignal): void;
  /** What is shown now, for whoever keeps it. */
  shown(state: State): void;
  /** Whether the way to the lab is still being made: until it is open, no answer is overdue. */
  opening?(): boolean;
}

/** What a page that is a file holds for its script. */
export interface CoursePage {
  notebook: string;
  language: string;
  /** The address of the folder with whatever answers, from this page; "" where a server answers. */
  engine: string;
  /** The address of the server that answers, from this page; "" where Python in the browser does. */
  socket: string;
  /** The address of the page on which the class votes, from this page; "" is none. */
  votes: string;
  /** What tells this state of the course from every other. */
  version: string;
  labs: Met[];
  words: Record<string, string>;
}

export interface Heard {
  reply(reply: Reply): void;
  back(): void;
  /** Whoever answers knows nothing any more: it is told all that the page holds. */
  anew(): void;
}

/** What a session tells its views. */
export type News =
  | { kind: "moved"; id: string; value: Value }
  | { kind: "reply"; turn: number; changes: Changes; effects: Effect[] }
  | { kind: "silent" }
  | { kind: "anew" }
  | { kind: "kept" };

/** What a control is given beside its field. */
export interface Hands {
  /** What every id of the control begins with. */
  uid: string;
  /** What the control shows. */
  get(): Value;
  /** What another control of the lab shows, by its id. */
  of(id: string): Value;
  /** A person has moved it. */
  put(value: Value): void;
  /** A person has pressed a button, by its name. */
  press(name: string): void;
  /** Words in the language of the lab. */
  words: Words;
  /** The end of the view. */
  signal: AbortSignal;
}

/** A control that is drawn: `show` follows its value, `tell` takes what else the lab says of it. */
export interface Control {
  element: HTMLElement;
  show(value: Value): void;
  tell(told: import("./contract").Told): void;
  /** Something in the lab has changed, perhaps another control. */
  follow?(): void;
}

/** The part of a notebook's widget model that is used. */
export interface Model {
  get(name: string): any;
  set(name: string, value: unknown, options?: { silent: boolean }): void;
  send(content: object): void;
  on(name: string, callback: (content: any) => void): void;
  off(name: string, callback: (content: any) => void): void;
  widget_manager: { get_model(id: string): Promise<{ get(name: string): any }> };
}
