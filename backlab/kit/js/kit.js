// What a page loads: a lab in a notebook, and what any other host shows one with.

export { meet } from "./notebook.js";
export { Session } from "./session.js";
export { surroundings } from "./surroundings.js";
export { drawLab } from "./view.js";
