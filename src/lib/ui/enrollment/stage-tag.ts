/** How far one enrollment has come, in a word for lists: what a person would do about it, or what they wait for. */
import type { LocalEnrollment, RecordProgress } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import { isPayable, situationOf, type Situation } from '../payment/situation.ts';

export interface StageTag {
	words: string;
	tone: 'now' | 'done' | 'good' | 'warn' | 'idle';
}

const progressWords: Record<Exclude<RecordProgress, 'accepted'>, () => string> = {
	'local-only': m.sync_progress_local_only,
	waiting: m.sync_progress_waiting,
	sending: m.sync_progress_sending,
	uploaded: m.sync_progress_uploaded,
	refused: m.sync_progress_refused,
};

const stages: Record<
	Exclude<EnrollmentState, 'approved'>,
	{ words: () => string; tone: StageTag['tone'] }
> = {
	draft: { words: m.sync_progress_uploaded, tone: 'idle' },
	notified: { words: m.enrollment_stage_notified, tone: 'now' },
	superseded: { words: m.enrollment_stage_superseded, tone: 'idle' },
	declared: { words: m.enrollment_stage_declared, tone: 'done' },
	returned: { words: m.enrollment_stage_returned, tone: 'warn' },
	rejected: { words: m.enrollment_stage_rejected, tone: 'warn' },
};

/** While something of it waits on the phone, that; else the server's word. `hasReview` as for the status page. */
export function stageTag(
	{ progress, server, order, submission }: LocalEnrollment,
	hasReview = true,
): StageTag {
	if (progress === 'refused') return { words: progressWords.refused(), tone: 'warn' };
	const state = server?.state ?? 'draft';
	const isWaiting = submission !== null && state !== 'declared' && state !== 'approved';
	if (progress !== 'accepted' && (state === 'draft' || isWaiting))
		return { words: progressWords[progress](), tone: progress === 'sending' ? 'now' : 'idle' };
	if (state === 'declared' && !hasReview) return { words: m.enrollment_stage_checking(), tone: 'done' };
	if (state !== 'approved') return { words: stages[state].words(), tone: stages[state].tone };
	return order ? orderTag(situationOf(order)) : { words: m.enrollment_stage_approved(), tone: 'done' };
}

function orderTag(situation: Situation): StageTag {
	if (isPayable(situation) || situation === 'sending')
		return { words: m.enrollment_stage_to_pay(), tone: 'now' };
	switch (situation) {
		case 'paid':
			return { words: m.enrollment_stage_paid(), tone: 'good' };
		case 'nothing-due':
			return { words: m.enrollment_stage_nothing_due(), tone: 'good' };
		case 'held-back':
		case 'held-for-school':
			return { words: m.enrollment_stage_held(), tone: 'warn' };
		case 'void':
			return { words: m.enrollment_stage_void(), tone: 'idle' };
		default:
			return { words: m.enrollment_stage_trouble(), tone: 'warn' };
	}
}
