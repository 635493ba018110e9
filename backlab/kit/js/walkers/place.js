// Where each person of a group stands: rows in a place, from its top down or from its ground up. Of many, ten stand
// together with a gap to the next ten, so that they can be counted.

/** @import { WalkerGroup } from "../contract" */

/** Pixels that a person has at most, and which part of the picture's width where that is more. */
const LARGEST = 48;
const WIDEST = 0.05;

/** So many people at most have faces: of more, dots show better who is ill. */
const FEW = 30;

/** A gap comes after so many, and is so wide, in people. */
const TEN = 10;
const GAP = 0.6;

/** @typedef {{ x: number, y: number, wide: number, high: number }} Room in pixels of the picture */
/** @typedef {{ group: WalkerGroup, room: Room }} Place */
/** @typedef {{ x: number, y: number, size: number, look: number, isFew: boolean }} Stand where a person stands, in the middle of it, and whether among few */

/**
 * From one person to the next: the most with which every place has room for its people.
 *
 * @param {Place[]} places
 * @param {number} largest
 */
function pitch(places, largest) {
  let size = largest;
  const isFull = (/** @type {Place} */ { room, group }) => {
    const people = Math.max(group.room, group.people.length);
    return across(group, room.wide / size) * fit(group, room.high / size) < people;
  };
  while (size > 1 && places.some(isFull)) size *= 0.98;
  return size;
}

/** @param {WalkerGroup} group */
const gap = ({ people }) => (people.length > FEW ? GAP : 0);

/**
 * How many have room in a row, or a column, that is so many people long.
 *
 * @param {WalkerGroup} group
 * @param {number} long
 */
function fit(group, long) {
  const tens = Math.floor((long + gap(group)) / (TEN + gap(group)));
  return tens * TEN + Math.min(Math.max(Math.floor(long - tens * (TEN + gap(group))), 0), TEN);
}

/**
 * How many stand in a row: of many whole tens, or fives where it is short.
 *
 * @param {WalkerGroup} group
 * @param {number} long
 */
function across(group, long) {
  const most = Math.max(fit(group, long), 1);
  if (!gap(group) || most < TEN) return most;
  return most - (most % (most < 4 * TEN ? TEN / 2 : TEN));
}

/**
 * Where the middle of the nth is, in people.
 *
 * @param {WalkerGroup} group
 * @param {number} n
 */
const middle = (group, n) => n + 0.5 + Math.floor(n / TEN) * gap(group);

/**
 * Who has which place in a group. Whoever was there keeps theirs where they can, so that only those walk who have to:
 * those of one look stand together, in the order in which the looks come.
 *
 * @param {WalkerGroup} group
 * @param {Map<number, number>} before the places in the same group, by person
 */
export function seats({ people, looks }, before) {
  /** @type {number[]} */
  const taken = Array.from(people, () => -1);
  for (let start = 0, end = 0; start < people.length; start = end) {
    while (end < people.length && looks[end] === looks[start]) end += 1;
    /** @type {number[]} */
    const rest = [];
    for (let n = start; n < end; n += 1) {
      const seat = before.get(people[n]) ?? -1;
      if (seat >= start && seat < end) taken[seat] = n;
      else rest.push(n);
    }
    let free = start;
    for (const n of rest) {
      while (taken[free] >= 0) free += 1;
      taken[free] = n;
    }
  }
  return taken;
}

/**
 * Where everybody stands.
 *
 * @param {Place[]} places
 * @param {Map<string, Map<number, number>>} seated who had which place, by group; it is brought up to date
 * @returns {Map<number, Stand>} by person
 */
export function stands(places, seated) {
  const wide = Math.max(0, ...places.map(({ room }) => room.x + room.wide));
  const largest = Math.max(LARGEST, WIDEST * wide);
  const crowds = places.filter(({ group }) => !group.near);
  const together = pitch(crowds, largest);
  /** @type {Map<number, Stand>} */
  const all = new Map();
  const names = new Set(places.map(({ group }) => group.name));
  for (const name of [...seated.keys()]) if (!names.has(name)) seated.delete(name);
  for (const place of places) {
    const { group, room } = place;
    const size = group.near ? pitch([place], largest) : together;
    const row = across(group, room.wide / size);
    const taken = seats(group, seated.get(group.name) ?? new Map());
    const isFew = group.people.length <= FEW;
    seated.set(group.name, new Map(taken.map((n, seat) => [group.people[n], seat])));
    taken.forEach((n, seat) => {
      const down = middle(group, Math.floor(seat / row)) * size;
      const y = group.up ? room.y + room.high - down : room.y + down;
      const x = room.x + middle(group, seat % row) * size;
      all.set(group.people[n], { x, y, size, look: group.looks[n], isFew });
    });
  }
  return all;
}
