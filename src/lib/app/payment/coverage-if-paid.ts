import type { CoverageDecision } from '#shared/domain/decision/decision.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { decideCoverage } from '#shared/rules/index.ts';
import type { IsoDate } from '#shared/std/date.ts';

/** When benefits would run if it were paid on this day: the server's rule, as advice before paying. */
export function coverageIfPaid(scheme: Scheme, fields: DraftFields, paidOn: IsoDate): CoverageDecision {
	const entryYear = Number(fields['entryYear']);
	const student = Number.isInteger(entryYear) && entryYear > 0 ? { student: { entryYear } } : {};
	return decideCoverage(scheme, { paidOn, ...student });
}
