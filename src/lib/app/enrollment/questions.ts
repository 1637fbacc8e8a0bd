import type { LocalEnrollment } from '#lib/device/types.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { ReviewReason } from '#shared/domain/review/reasons.ts';
import type { PartStatus } from '#shared/rules/draft.ts';

/** One thing that a reviewer asked to be mended, and whether the person has changed it since. */
export interface ReviewQuestion extends ReviewReason {
	isMet: boolean;
}

/**
 * What a returned enrollment still asks, from what the phone holds: no network is needed. Empty once it was
 * submitted again. A question about the whole form counts as open: only the reviewer can say otherwise.
 */
export function reviewQuestions(
	draft: Pick<LocalEnrollment, 'server' | 'submission'>,
	now: { fields: DraftFields; isSigned: boolean },
): ReviewQuestion[] {
	const { server, submission } = draft;
	if (submission !== null || server?.state !== 'returned') return [];
	return (server.review?.reasons ?? []).map((reason) => ({
		...reason,
		isMet: isMet(reason, now, server.decidedOn),
	}));
}

function isMet(
	{ target, field, was }: ReviewReason,
	now: { fields: DraftFields; isSigned: boolean },
	/** The business date of the return. */
	returnedOn: string | null,
): boolean {
	if (target === 'signature') return now.isSigned;
	// 停保登记 changes nothing in the answer itself: that it was done since is what was asked.
	const stoppedOn = now.fields['insuredStoppedOn'];
	const isStopped = typeof stoppedOn === 'string' && returnedOn !== null && stoppedOn >= returnedOn;
	if (field === 'insured' && isStopped) return true;
	return field !== null && (now.fields[field] ?? null) !== was;
}

/** The task list with 有问题 on each part that holds an open question. A part that cannot start stays so. */
export function withQuestions(parts: PartStatus[], questions: ReviewQuestion[]): PartStatus[] {
	const open = questions.filter((question) => !question.isMet);
	return parts.map((status) =>
		status.state !== 'cannot-start' && open.some((question) => isAbout(status, question))
			? { ...status, state: 'problem' }
			: status,
	);
}

function isAbout({ part }: PartStatus, { target, field }: ReviewQuestion): boolean {
	if (target === 'signature') return part.kind === 'letter';
	return part.steps.some((step) => step.fields.some(({ key }) => key === field));
}
