// Where a browser keeps what a page needs again, so that it opens without a network. A browser keeps it for pages of
// its own machine and for those that came over a line nobody else can read; elsewhere each visit fetches anew.

/**
 * The name of the shelf of one course in one state.
 *
 * @param {string} root the address of its folder
 * @param {string} version
 */
export const shelfName = (root, version) => `${shelvesOf(root)}${version}`;

/**
 * What the names of all shelves of a course begin with.
 *
 * @param {string} root
 */
export const shelvesOf = (root) => `backlab ${new URL(root).pathname} `;

/**
 * The shelf, or nothing where the browser has none.
 *
 * @param {string} name
 * @returns {Promise<Cache | undefined>}
 */
export async function shelf(name) {
  try {
    return await globalThis.caches?.open(name);
  } catch {
    return undefined; // it is forbidden, as in some private windows
  }
}

/**
 * Put each address on the shelf that is not there yet; what cannot be had stays away.
 *
 * @param {string} name
 * @param {string[]} addresses
 */
export async function keep(name, addresses) {
  const kept = await shelf(name);
  for (const address of new Set(addresses)) {
    try {
      if (kept && !(await kept.match(address))) await kept.add(address);
    } catch {
      return; // there is no room, or the line is gone
    }
  }
}
