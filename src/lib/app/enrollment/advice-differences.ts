import type { LocalEnrollment } from '#lib/device/types.ts';
import type { UsedFact } from '#shared/domain/decision/decision.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { decideEnrollment, decisionDifferences, factsFromFields } from '#shared/rules/index.ts';

export interface AdviceDifference {
	/** A fact's key, e.g. `student.registered`. */
	key: string;
	/** What this phone judged by; undefined: it did not know. */
	advised: unknown;
	/** What the office judged by, with where it comes from. */
	decided: UsedFact;
}

const judged: ReadonlySet<string> = new Set(['returned', 'approved', 'rejected']);

/**
 * Once it is judged: the facts by which the office came to another remark or outcome than the same rules on this
 * phone, in the office's order. Empty while it is not judged, and where both agree.
 */
export function adviceDifferences(
	scheme: Scheme,
	{ server, fields }: Pick<LocalEnrollment, 'server' | 'fields'>,
): AdviceDifference[] {
	if (!server?.evaluation || server.submittedOn === null || !judged.has(server.state)) return [];
	const decided = server.evaluation.facts ?? [];
	const { facts, sourced } = factsFromFields(scheme, {
		// What was submitted, not what has been typed since it came back.
		fields: server.state === 'returned' ? server.fields : fields,
		date: server.submittedOn,
		schoolConfirmed: true,
		letterSigned: true,
	});
	const { decision, trace } = decideEnrollment(scheme, facts);
	const { fields: differing } = decisionDifferences(
		{ ...decision, facts: sourced, trace },
		{ ...server.evaluation, facts: decided, trace: [] },
	);
	return differing.flatMap(({ field, remarks, advised }) => {
		const fact = decided.find(({ key }) => key === field);
		// The form's own facts are not sent back: those the phone knows itself.
		return fact && fact.provenance !== 'declared' && remarks.length > 0
			? [{ key: fact.key, advised: advised?.value, decided: fact }]
			: [];
	});
}
