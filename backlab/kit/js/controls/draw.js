import { boxes, checks } from "./boxes.js";
import { menu, radio } from "./choice.js";
import { line } from "./line.js";
import { order } from "./order.js";
import { buttons, text } from "./others.js";
import { people } from "./people.js";
import { places } from "./places.js";
import { slider } from "./slider.js";
import { spot } from "./spot.js";
import { steps } from "./steps.js";
import { code, entry } from "./typed.js";

/** @import { Field } from "../contract" */
/** @import { Control, Hands } from "../types" */

/**
 * The control of a field, drawn natively.
 *
 * @param {Field} field
 * @param {Hands} hands
 * @returns {Control}
 */
export function drawControl(field, hands) {
  switch (field.kind) {
    case "slider":
      return slider(field, hands);
    case "menu":
      return menu(field, hands);
    case "radio":
      return radio(field, hands);
    case "boxes":
      return boxes(field, hands);
    case "checks":
      return checks(field, hands);
    case "places":
      return places(field, hands);
    case "entry":
      return entry(field, hands);
    case "code":
      return code(field, hands);
    case "line":
      return line(field, hands);
    case "people":
      return people(field, hands);
    case "spot":
      return spot(field, hands);
    case "order":
      return order(field, hands);
    case "buttons":
      return buttons(field, hands);
    case "steps":
      return steps(field, hands);
    case "text":
      return text(field);
  }
}
