/** The door of the rules: facts × scheme → decision with findings and citations. Pure; the scheme is passed in. */
export { decideEnrollment } from './enrollment/decide-enrollment.ts';
export { factsFromFields } from './enrollment/facts-from-fields.ts';
export { decisionDifferences } from './enrollment/decision-differences.ts';
export { decideFee, explainFee, studentChargeRule } from './fee/decide-fee.ts';
export { decideCoverage, explainCoverage } from './coverage/decide-coverage.ts';
export { decideClaim, explainClaim } from './claim/decide-claim.ts';
export { valueClaim } from './claim/value-claim.ts';
export { decideBenefit, explainBenefit } from './benefit/decide-benefit.ts';
export { vocabularyOf } from './vocabulary.ts';
export { benefitSum } from './benefit/benefit-sum.ts';
export { correctableFields } from './form/correctable-fields.ts';
export { formParts, isFormComplete } from './form/form-parts.ts';
export type { PartState } from './form/form-parts.ts';
export { fieldProblemCodes, fieldText } from './form/field-problem.ts';
export { letterNeeded, renderLetter } from './letter/render-letter.ts';
export { firstDayAfterWait } from './coverage/waiting.ts';
