/**
 * The door of the rules for one draft: what its form takes. The form is on the way to the first field, and what goes
 * through one door is one file on the phone: claims, benefits and the comparing of decisions stay behind `index.ts`.
 */
export { decideEnrollment } from './enrollment/decide-enrollment.ts';
export { factsFromFields } from './enrollment/facts-from-fields.ts';
export { formParts, isFormComplete, withFixedFields } from './form/form-parts.ts';
export type { FieldProblem, PartStatus } from './form/form-parts.ts';
export { fieldText, isAsked } from './form/field-problem.ts';
export { letterNeeded, renderLetter } from './letter/render-letter.ts';
