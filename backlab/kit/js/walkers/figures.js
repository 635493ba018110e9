// How a person is drawn: as a dot, or with a face where few stand with room. Each is drawn once and then copied.

/** @import { WalkerLook } from "../contract" */

/** Pixels from which on there is room for a face. */
const FACE = 22;
const KINDS = 12; // of faces, so that few neighbours have the same
const TONES = 6;

/** @typedef {OffscreenCanvasRenderingContext2D} Pen */
/** @typedef {(name: string) => string} Palette a colour of the palette, as the theme has it now */

/**
 * The colours of the palette where an element stands, for as long as it stands there.
 *
 * @param {() => HTMLElement} where
 * @returns {Palette}
 */
export function palette(where) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (name) => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const probe = document.createElement("span");
    probe.style.color = `var(--bl-${name})`;
    where().append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    known.set(name, found);
    return found;
  };
}

/**
 * Pictures of people, kept as long as colours and pixels stay the same.
 *
 * @param {Palette} colour
 * @param {number} dense pixels of the screen for one of the page
 */
export function figures(colour, dense) {
  /** @typedef {Map<number, ImageBitmap>} Drawn by size and kind of face */
  /** @type {Map<string, Drawn>} By what a look is: each answer brings the same looks anew. */
  const alike = new Map();
  /** @type {WeakMap<WalkerLook, Drawn>} So that nothing is put together for each person in each frame. */
  const known = new WeakMap();
  const drawnAs = (/** @type {WalkerLook} */ look) => {
    const name = Object.values(look).join();
    const drawn = alike.get(name) ?? new Map();
    alike.set(name, drawn);
    known.set(look, drawn);
    return drawn;
  };
  /**
   * @param {WalkerLook} look
   * @param {number} person
   * @param {number} size
   * @param {boolean} isFew whether they stand among so few that each may have a face
   */
  return (look, person, size, isFew) => {
    const drawn = known.get(look) ?? drawnAs(look);
    const kind = isFew && size >= FACE ? 1 + (hash(person) % KINDS) : 0;
    const whole = Math.max(Math.round(size * dense), 2);
    const place = whole * (KINDS + 1) + kind;
    const there = drawn.get(place);
    if (there) return there;
    const canvas = new OffscreenCanvas(whole, whole);
    const pen = canvas.getContext("2d");
    if (pen) {
      pen.scale(whole, whole); // a person is 1 wide and 1 high
      if (kind) face(pen, look, kind, colour);
      else dot(pen, look, colour);
    }
    const picture = canvas.transferToImageBitmap();
    drawn.set(place, picture);
    return picture;
  };
}

/**
 * A number that looks like chance, and is always the same for a person.
 *
 * @param {number} person
 */
export function hash(person) {
  const once = Math.imul(person ^ 0x9e3779b9, 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 15), 0xc2b2ae35);
  return (twice ^ (twice >>> 13)) >>> 8;
}

/**
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function disc(pen, x, y, r) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
}

/**
 * Fill what was outlined, or leave it empty within its edge.
 *
 * @param {Pen} pen
 * @param {WalkerLook} look
 * @param {Palette} colour
 * @param {number} edge
 */
function colourIn(pen, look, colour, edge) {
  pen.fillStyle = colour(look.shape === "hollow" ? "sheet" : look.colour);
  pen.fill();
  if (look.shape !== "hollow") return;
  pen.strokeStyle = colour(look.colour);
  pen.lineWidth = edge;
  pen.stroke();
}

/**
 * @param {Pen} pen
 * @param {WalkerLook} look
 * @param {Palette} colour
 */
function ring(pen, look, colour) {
  if (!look.ringed) return;
  disc(pen, 0.5, 0.5, 0.44);
  pen.strokeStyle = colour(look.colour);
  pen.lineWidth = 0.12;
  pen.stroke();
}

/**
 * @param {Pen} pen
 * @param {WalkerLook} look
 * @param {Palette} colour
 */
function dot(pen, look, colour) {
  ring(pen, look, colour);
  const r = look.ringed ? 0.26 : 0.33;
  if (look.shape === "square") {
    pen.beginPath();
    pen.rect(0.5 - r, 0.5 - r, 2 * r, 2 * r);
  } else disc(pen, 0.5, 0.5, r);
  colourIn(pen, look, colour, 0.16);
}

/**
 * A face over shoulders in the colour of its look; the mouth and the brows say how they are.
 *
 * @param {Pen} pen
 * @param {WalkerLook} look
 * @param {number} kind
 * @param {Palette} colour
 */
function face(pen, look, kind, colour) {
  const tone = 1 + (kind % TONES);
  pen.save();
  if (look.ringed) {
    disc(pen, 0.5, 0.5, 0.46);
    pen.fillStyle = colour("sheet");
    pen.fill();
    pen.clip();
  }
  pen.beginPath();
  pen.moveTo(0.12, 1);
  pen.quadraticCurveTo(0.12, 0.7, 0.5, 0.7);
  pen.quadraticCurveTo(0.88, 0.7, 0.88, 1);
  pen.closePath();
  colourIn(pen, look, colour, 0.06);
  hair(pen, kind, colour(`hair-${tone}`));
  disc(pen, 0.5, 0.46, 0.26);
  pen.fillStyle = colour(`skin-${tone}`);
  pen.fill();
  fringe(pen, kind, colour(`hair-${tone}`));
  features(pen, look.mood, tone < 5 ? colour("hair-deep") : colour("skin-light"));
  pen.restore();
  if (look.shape === "square") {
    pen.strokeStyle = colour(look.colour);
    pen.lineWidth = 0.07;
    pen.strokeRect(0.04, 0.04, 0.92, 0.92);
  }
  if (!look.ringed) return;
  disc(pen, 0.5, 0.5, 0.455);
  pen.strokeStyle = colour(look.colour);
  pen.lineWidth = 0.085;
  pen.stroke();
}

/**
 * @param {Pen} pen
 * @param {number} kind
 * @param {string} colour
 */
function hair(pen, kind, colour) {
  pen.fillStyle = colour;
  if (kind % 3 === 0) {
    pen.beginPath(); // long
    pen.ellipse(0.5, 0.5, 0.32, 0.36, 0, 0, 2 * Math.PI);
    pen.fill();
  } else {
    disc(pen, 0.5, 0.42, 0.29);
    pen.fill();
  }
}

/**
 * @param {Pen} pen
 * @param {number} kind
 * @param {string} colour
 */
function fringe(pen, kind, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  if (kind % 3 === 1) pen.arc(0.5, 0.4, 0.26, Math.PI * 1.08, Math.PI * 1.92);
  else pen.ellipse(0.5, 0.3, 0.24, 0.11, kind % 2 ? 0.2 : -0.2, Math.PI, 2 * Math.PI);
  pen.fill();
}

/**
 * @param {Pen} pen
 * @param {WalkerLook["mood"]} mood
 * @param {string} colour
 */
function features(pen, mood, colour) {
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineCap = "round";
  pen.lineWidth = 0.035;
  for (const side of [-1, 1]) {
    disc(pen, 0.5 + side * 0.1, 0.45, 0.032);
    pen.fill();
    if (mood === "calm") continue;
    const slope = mood === "ill" ? 0.05 : 0.025;
    pen.beginPath();
    pen.moveTo(0.5 + side * 0.16, 0.38 + slope / 2);
    pen.lineTo(0.5 + side * 0.06, 0.38 - slope);
    pen.stroke();
  }
  pen.beginPath();
  if (mood === "calm") pen.arc(0.5, 0.52, 0.1, Math.PI * 0.2, Math.PI * 0.8);
  else if (mood === "worried") {
    pen.moveTo(0.42, 0.6);
    pen.lineTo(0.58, 0.6);
  } else pen.arc(0.5, 0.68, 0.1, Math.PI * 1.2, Math.PI * 1.8);
  pen.stroke();
}
