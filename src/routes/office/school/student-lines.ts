import type { StudentRow } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { outcomeWords, proofWords, stayWords, stopReasonWords } from '#lib/ui/office/outcome-words.ts';
import { stateWords } from '#lib/ui/office/state-words.ts';

type Said = NonNullable<StudentRow['said']>;

/** What the school's word rests on, in one line. */
function basisLine(said: Said): string {
	switch (said.word) {
		case 'elsewhere':
		case 'identity-place':
			return m.outcome_basis_place({ place: said.place, proof: proofWords[said.proof]() });
		case 'declined':
			return m.outcome_basis_declined({ date: said.signedOn, holder: said.heldBy });
		case 'stopped':
			return m.outcome_basis_stopped({
				date: said.effectiveOn,
				reason: said.words ?? stopReasonWords[said.reason](),
			});
	}
}

/** SHA-256 of the scan that the word names; null: it names none. */
export function scanMark({ said }: StudentRow): string | null {
	return said && said.word !== 'stopped' ? (said.fileHash ?? null) : null;
}

/** The outcome with what it rests on, and how far the enrollment is. */
export function outcomeLine(row: StudentRow): string {
	const { outcome, said, enrollmentState, isPaid, stayReason, isPrepared, isBegun, scanOf } = row;
	const parts = [outcomeWords[outcome]()];
	if (said) {
		const isOther = said.word !== outcome;
		const basis = basisLine(said);
		parts.push(isOther ? m.outcome_said_too({ words: outcomeWords[said.word](), basis }) : basis);
	}
	const mark = scanMark(row);
	if (mark !== null && scanOf === null) parts.push(m.outcome_scan_mark_only({ mark: mark.slice(0, 16) }));
	if (enrollmentState && enrollmentState !== 'draft') {
		parts.push(m.outcome_enrollment({ state: stateWords[enrollmentState]() }));
	}
	if (outcome === 'enrolled-here') parts.push(isPaid ? m.outcome_paid() : m.outcome_unpaid());
	if (outcome === 'not-reached' && isPrepared) {
		parts.push(isBegun ? m.outcome_prepared_begun() : m.outcome_prepared_tag());
	}
	if (stayReason) parts.push(stayWords[stayReason]());
	return parts.join(' · ');
}

export const placeLine = ({ college, className, isLeaving }: StudentRow) =>
	[college, className, ...(isLeaving ? [m.outcome_leaving_tag()] : [])].join(' · ');
