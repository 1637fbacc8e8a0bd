import type { ReturnReason, ReviewReason } from '#shared/domain/review/reasons.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';

/** Reasons as they are kept, each with the value that it questions. Throws RefusalError `request.malformed` for a place that is not there. */
export function keptReasons(row: EnrollmentRow, reasons: ReturnReason[]): ReviewReason[] {
	const fields = schemeById(row.schemeId)?.form.parts.flatMap(({ steps }) => steps.flatMap((s) => s.fields));
	const known = new Set([...(fields ?? []).map(({ key }) => key), ...Object.keys(row.fields)]);
	return reasons.map((reason, i) => {
		const isThere =
			reason.target === 'field'
				? known.has(reason.field ?? '')
				: reason.target === 'form' || row.signatureHash !== null;
		if (!isThere)
			throw new RefusalError({ code: 'request.malformed', path: `reasons.${i}.${reason.target}` });
		const was = reason.field === null ? null : (row.fields[reason.field] ?? null);
		return { ...reason, words: reason.words.trim(), was };
	});
}
