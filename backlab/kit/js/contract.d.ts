// Made from contract.py; write it anew with python -m backlab.kit.typescript.

/**
 * What a lab and whatever shows it say to each other: written once, here, for Python and for JavaScript.
 *
 * A lab has a *face* (said once, when it is first shown) and a *state* (what its controls hold and what it answers; after
 * a change only the parts that changed are sent). What shows it sends *requests*; a lab answers each with changes of its
 * state, and sometimes with *effects* (a file to give, an answer to keep). Who carries them, a notebook's kernel, a worker
 * of the page or a server, neither side knows.
 *
 * All of it is JSON. ``python -m backlab.kit.typescript`` writes the same types for the scripts of the page.
 */

/**
 * What is said under one heading: names ticked, whether "none of the others" is, and names answered no.
 */
export interface Answers {
  yes: string[];
  none: boolean;
  no: string[];
}

export type Value = string | number | string[] | (number | null)[] | Answers | null;

/**
 * One of several: its name, and the words that a person reads.
 */
export interface Choice {
  name: string;
  words: string;
}

/**
 * A whole number from ``low`` to ``high``.
 *
 * ``unasked`` is the label of a box for "no number" ("": there is none); ``words`` are said in place of the numbers.
 * ``colour`` is a name of the palette: that of the part of the picture that it moves ("": of all controls).
 */
export interface Slider {
  kind: "slider";
  id: string;
  label: string;
  low: number;
  high: number;
  unasked: string;
  words: string[];
  colour: string;
}

/**
 * One of several, in a menu; ``anew``: another one begins the lab anew, so nothing that was revealed stays so.
 */
export interface Menu {
  kind: "menu";
  id: string;
  label: string;
  choices: Choice[];
  anew: boolean;
}

/**
 * One of a few, all in view: side by side, or ``stacked`` where the words are long.
 */
export interface Radio {
  kind: "radio";
  id: string;
  label: string;
  choices: Choice[];
  stacked: boolean;
}

/**
 * Any of a few, all in view.
 */
export interface Boxes {
  kind: "boxes";
  id: string;
  label: string;
  choices: Choice[];
}

/**
 * A box: its name, its words, and the box ``under`` which it is asked, once that is ticked ("": always).
 */
export interface Asked {
  name: string;
  words: string;
  under: string;
}

/**
 * Boxes under a heading that folds, with ``none`` as the last; ``no`` follows what was answered no.
 */
export interface Checks {
  kind: "checks";
  id: string;
  label: string;
  choices: Asked[];
  none: string;
  no: string;
  open: boolean;
}

/**
 * Places on a picture (elements with ``data-place``), and the same places as a list called ``list``.
 *
 * ``hint`` says how the keyboard works it, ``marked`` what the look of a marked place means.
 */
export interface Places {
  kind: "places";
  id: string;
  label: string;
  choices: Choice[];
  svg: string;
  list: string;
  hint: string;
  marked: string;
  open: boolean;
}

/**
 * A short text to type, with its ``unit`` behind it; the Enter key presses ``enter``, a button's name.
 *
 * Without such a button it is something to look for, and the lab hears each letter.
 */
export interface Entry {
  kind: "entry";
  id: string;
  label: string;
  unit: string;
  enter: string;
}

/**
 * A few lines of code to write.
 */
export interface Code {
  kind: "code";
  id: string;
  label: string;
}

/**
 * A line that is drawn over empty axes: a whole number from ``low`` to ``high`` at each place along them.
 *
 * ``xs`` name the places and ``at`` says where they stand, from 0 (left) to 1 (right). The first ones are ``given``.
 * ``cue`` stands on the empty axes, ``hint`` says how to draw, and ``undrawn`` is said of a place without a number.
 */
export interface Line {
  kind: "line";
  id: string;
  label: string;
  xs: string[];
  at: number[];
  low: number;
  high: number;
  unit: string;
  given: number[];
  cue: string;
  hint: string;
  undrawn: string;
}

/**
 * How many of so many (``of``) people, filled in one by one; ``undrawn`` is said before there is a number.
 */
export interface People {
  kind: "people";
  id: string;
  label: string;
  of: number;
  unit: string;
  hint: string;
  undrawn: string;
}

/**
 * One place on a picture (elements with ``data-place``), and the same places as a list, with more below them.
 */
export interface Spot {
  kind: "spot";
  id: string;
  label: string;
  choices: Choice[];
  svg: string;
  hint: string;
}

/**
 * All of its choices, to be put into order; they stand there in an order that is not yet an answer.
 *
 * ``hint`` says how. ``up`` and ``down`` name the two buttons of a choice, which is their field ``{words}``;
 * ``placed`` is said once one was moved, with ``{words}``, ``{place}`` and ``{of}``.
 */
export interface Order {
  kind: "order";
  id: string;
  label: string;
  choices: Choice[];
  hint: string;
  up: string;
  down: string;
  placed: string;
}

/**
 * A button, and what it does.
 *
 * ``does``: "press" tells the lab; "answer" does too, and what was entered is remembered until the lab has kept it;
 * "print" prints the lab's sheet and "copy" copies the page's address, both without asking the lab.
 * ``leads_to``: what comes into view once the lab has answered. ``waits``: the control without whose value it looks
 * not ready ("": none); a press is answered all the same, and says what to do.
 */
export interface Button {
  name: string;
  words: string;
  does: "press" | "answer" | "print" | "copy";
  leads_to: "" | "controls" | "result";
  waits: string;
}

/**
 * Buttons in a row.
 */
export interface Buttons {
  kind: "buttons";
  id: string;
  buttons: Button[];
}

/**
 * A place among the controls for HTML that changes.
 */
export interface Text {
  kind: "text";
  id: string;
}

/**
 * How some people look: a colour of the palette, and what tells them apart without it.
 */
export interface WalkerLook {
  colour: string;
  shape: "dot" | "hollow" | "square";
  ringed: boolean;
  mood: "calm" | "worried" | "ill";
}

/**
 * Who stands in a group, by number, and the place of the look of each; ``room``: for so many at least.
 *
 * A pile grows ``up`` from the ground; those who are ``near`` are as large as their own place allows.
 */
export interface WalkerGroup {
  name: string;
  people: number[];
  looks: number[];
  room: number;
  up: boolean;
  near: boolean;
}

/**
 * People in a picture who walk from where they stood to where they stand: what an element's ``data-walkers`` holds.
 *
 * Within it each group has a place, an element whose ``data-group`` is its name, with its words first; and whoever
 * has a story a button, whose ``data-person`` is their number. ``key`` is the same from state to state.
 */
export interface Walkers {
  key: string;
  looks: WalkerLook[];
  groups: WalkerGroup[];
}

/**
 * One step through a lab: a title, and what it says and asks for (HTML, sixty words at most).
 */
export interface Step {
  name: string;
  title: string;
  html: string;
}

/**
 * Steps through a lab, one in view at a time; its value is the name of that one.
 *
 * Going to a step is moving this control: what the lab then settles sets the stage. What is told says which are done.
 */
export interface Steps {
  kind: "steps";
  id: string;
  label: string;
  steps: Step[];
}

export type Field = Slider | Menu | Radio | Boxes | Checks | Places | Entry | Code | Line | People | Spot | Order | Buttons | Text | Steps;

/**
 * How a lab stands in one window: a picture, a few controls, one sentence, and all else in tabs.
 *
 * ``picture`` is the panel that is always in view, and the lab's ``summary`` the sentence above it. ``first`` are the
 * ids of the fields that are in view with it; the other fields stand in a tab called ``more`` ("": nowhere), and each
 * other panel in a tab of its own. ``warning`` is the panel whose tab stands ahead of all, in the colour of danger
 * ("": none). Steps are always in view.
 */
export interface Stage {
  picture: string;
  first: string[];
  more: string;
  warning: string;
}

/**
 * The words that the page's own script needs, in the language of the lab.
 *
 * ``more`` is what the tabs of a stage are called together; ``step`` holds the fields ``{number}`` and ``{total}``.
 */
export interface Words {
  controls: string;
  result: string;
  jump: string;
  copied: string;
  not_copied: string;
  unkept: string;
  silent: string;
  more: string;
  close: string;
  step: string;
  step_back: string;
  step_next: string;
  step_done: string;
  on: string;
}

/**
 * A word of the glossary, and what it means.
 */
export interface Term {
  label: string;
  meaning: string;
}

/**
 * What a lab is, said once.
 *
 * ``key`` tells labs of one kind on one page apart; ``look`` is a class of its looks; ``whole``: controls and result
 * are presented on one slide. ``owned`` are the names in the address that are the lab's. ``keeps`` is the key under
 * which it keeps answers, or the beginning that its keys share, ending in a full stop ("" are all); None keeps none.
 * ``stage``: how it stands in one window; without, its controls and panels stand one below another.
 * ``store``: where they are kept. "page": whatever shows the lab keeps them, and tells the lab once what it has;
 * "host": whoever answers keeps them, and a request with no texts asks it only to look again.
 */
export interface Face {
  key: string;
  lang: string;
  look: string;
  whole: boolean;
  stage: Stage | null;
  fields: Field[];
  owned: string[];
  words: Words;
  keeps: string | null;
  store: "page" | "host";
  terms: Record<string, Term>;
}

/**
 * One part of the result; without ``html`` it is not shown. ``folds``: its heading opens and closes it.
 */
export interface Panel {
  id: string;
  title: string;
  html: string;
  open: boolean;
  folds: boolean;
}

/**
 * What was found, laid over what was guessed: on a picture it ends the guessing.
 *
 * ``values`` with where they may lie (``low``, ``high``): one for people, one for each place of a line; of an order,
 * the place of each choice, from 1 on. ``place`` of a spot or a list. ``yours`` and ``found`` name the two; ``yours``
 * is empty where nobody guessed. ``over``: nothing can be chosen in a list any more.
 */
export interface Truth {
  values: number[];
  low: number[];
  high: number[];
  place: string;
  yours: string;
  found: string;
  over: boolean;
}

/**
 * What is said of controls beside their values, each by the field's id.
 *
 * ``headings`` of checks; ``marked`` places; ``hidden`` buttons, by name, or a slider or choice, by its own; ``html``
 * of texts; ``done`` steps, by name; ``later`` are the fields that a later step of a stage brings; ``truth`` is laid
 * over what was guessed. While it ``shuts``, what the page itself folds between this lab and the next of its look
 * stays folded.
 */
export interface Told {
  headings: Record<string, string>;
  marked: Record<string, string[]>;
  hidden: Record<string, string[]>;
  html: Record<string, string>;
  done: Record<string, string[]>;
  later: string[];
  truth: Record<string, Truth>;
  shuts: boolean;
}

/**
 * What a lab shows now.
 *
 * ``panels`` by their ids, always the same ones in the same order. ``summary`` (HTML) stays in view, ``said`` is
 * announced to those who hear the page, ``query`` is what the address needs to bring the values back (None: it has
 * no address), ``handout`` (HTML) is one sheet. ``beside`` is what the lab knows beside its values and finished
 * steps, as a text that it alone reads and that a page hands back where whoever answered is lost ("": nothing).
 * ``shut`` is why it is not open yet, ``problem`` what went wrong and ``not_kept`` what could not be kept or read
 * again ("": nothing).
 */
export interface State {
  values: Record<string, Value>;
  panels: Record<string, Panel>;
  told: Told;
  summary: string;
  said: string;
  query: string | null;
  handout: string;
  beside: string;
  shut: string;
  problem: string;
  not_kept: string;
}

/**
 * The parts of a state that have changed; of ``values`` and ``panels``, only those entries that have.
 */
export interface Changes {
  values?: Record<string, Value>;
  panels?: Record<string, Panel>;
  told?: Told;
  summary?: string;
  said?: string;
  query?: string | null;
  handout?: string;
  beside?: string;
  shut?: string;
  problem?: string;
  not_kept?: string;
}

/**
 * Controls were moved, in this order.
 */
export interface Moved {
  kind: "moved";
  turn: number;
  values: Record<string, Value>;
}

/**
 * A button was pressed; ``values`` are what every control shows, since a press may overtake a change.
 */
export interface Pressed {
  kind: "pressed";
  turn: number;
  button: string;
  values: Record<string, Value>;
}

/**
 * What was entered and not yet answered when a page was lost, in the order in which it was entered.
 */
export interface Restored {
  kind: "restored";
  turn: number;
  values: Record<string, Value>;
}

/**
 * The tries that are kept under the lab's keys: the text of each under the name that it was kept by.
 *
 * A name is a key alone, or a key, a number that counts the tries at it, and the try's id, with blanks between.
 */
export interface Remembered {
  kind: "remembered";
  turn: number;
  texts: Record<string, string>;
}

/**
 * Whoever answered the page is lost, and this is all that the lab had.
 *
 * These are its values, the steps that were ``done``, and what it knew ``beside``.
 */
export interface Held {
  kind: "held";
  turn: number;
  values: Record<string, Value>;
  done: Record<string, string[]>;
  beside: string;
}

/**
 * A reply may have been lost: say all of the state, not only what has changed.
 */
export interface Whole {
  kind: "whole";
  turn: number;
}

export type Request = Moved | Pressed | Restored | Remembered | Held | Whole;

/**
 * One try at the exercise ``key``, as a text; its ``id`` is like that of no other, so that it is kept once.
 */
export interface Try {
  key: string;
  id: string;
  text: string;
}

/**
 * Keep these tries beside those that are kept already, in this order.
 */
export interface Keep {
  kind: "keep";
  tries: Try[];
}

/**
 * Forget every try that is kept under these keys.
 */
export interface Forget {
  kind: "forget";
  keys: string[];
}

/**
 * What is kept by this name cannot be read: keep it under another, out of the way.
 */
export interface SetAside {
  kind: "set_aside";
  name: string;
}

/**
 * Give the person this file.
 */
export interface Download {
  kind: "download";
  name: string;
  text: string;
  type: string;
}

export type Effect = Keep | Forget | SetAside | Download;

/**
 * What follows from requests up to ``turn``, or from code since that turn: changes, and effects in their order.
 *
 * A turn may be answered twice: what is seen comes first, and what stands behind tabs when it is worked out.
 */
export interface Reply {
  turn: number;
  changes: Changes;
  effects: Effect[];
}

/**
 * A page asks for the labs of a notebook; ``query`` is what stands behind the question mark of its address.
 *
 * ``held`` is the state of the course in which the page holds its labs as they are without a query; "" is none.
 */
export interface Open {
  kind: "open";
  notebook: string;
  language: string;
  query: string;
  held: string;
}

/**
 * A page asks something of its lab of this number, counted from 0 as they stand on it.
 */
export interface Ask {
  kind: "asked";
  lab: number;
  request: Request;
}

export type Message = Open | Ask;

/**
 * A lab as a page first meets it.
 */
export interface Met {
  face: Face;
  state: State;
}

/**
 * The labs of the notebook are there, in the order of the page; None is one as the page holds it.
 */
export interface Opened {
  kind: "opened";
  labs: (Met | null)[];
}

/**
 * The lab of this number has replied.
 */
export interface Replied {
  kind: "replied";
  lab: number;
  reply: Reply;
}

/**
 * How far whoever will answer has come: which step it is at, and how much of all steps is done, from 0 to 1.
 */
export interface Progress {
  kind: "progress";
  step: "fetch" | "starting";
  share: number;
}

/**
 * Nobody will answer: the ``browser`` is too old, the ``memory`` too small, the ``start`` or the code failed.
 *
 * ``files``: what is needed did not come; ``notebook``: there is none of that name; ``slow``: an answer took too long.
 */
export interface Failed {
  kind: "failed";
  why: "browser" | "memory" | "files" | "start" | "notebook" | "slow";
}

/**
 * The labs are gone, as are requests that were not answered: open them anew where they are needed again.
 */
export interface Lapsed {
  kind: "lapsed";
}

export type Answered = Opened | Replied | Progress | Failed | Lapsed;
