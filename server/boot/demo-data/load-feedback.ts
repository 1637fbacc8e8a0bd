import { answerFeedback, takeFeedback } from '#server/usecase/feedback/handle-feedback.usecase.ts';
import { sendFeedback } from '#server/usecase/feedback/send-feedback.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Feedback } from '#shared/domain/feedback/feedback.ts';
import { actorOf } from './load-accounts.ts';

interface DemoFeedback {
	id: string;
	from: string;
	feedback: Feedback;
	/** By whom it was answered, and how; null: it waits. */
	answered: { by: string; answer: string } | null;
}

export const demoFeedback: readonly DemoFeedback[] = [
	{
		id: '01840000-0000-7000-8000-000000000301',
		from: '19000000002',
		feedback: {
			category: 'payment',
			office: 'centre',
			words: '缴费页面上的税务机关和我的学校不在一个区，可以直接缴吗？',
			recordId: '01840000-0000-7000-8000-000000000202',
			pictures: [],
		},
		answered: null,
	},
	{
		id: '01840000-0000-7000-8000-000000000302',
		from: '19000000003',
		feedback: {
			category: 'enrollment',
			office: 'school',
			words: '我的学号换过一次，需要在学校那边更新吗？',
			recordId: null,
			pictures: [],
		},
		answered: { by: '19000000013', answer: '已按新学号核对过，不需要再办。' },
	},
];

/** Two letters of students in different states, through the use cases; what is there stays as it is. False when one was refused. */
export async function loadDemoFeedback(services: Services): Promise<boolean> {
	let isWhole = true;
	for (const { id, from, feedback, answered } of demoFeedback) {
		try {
			const sender = await actorOf(services, from);
			const { state } = await sendFeedback({ services, actor: sender, input: { id, feedback } });
			if (!answered || state === 'answered') continue;
			const actor = await actorOf(services, answered.by);
			if (state === 'submitted') await takeFeedback({ services, actor, id });
			await answerFeedback({ services, actor, id, answer: answered.answer });
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			services.logger.warn({ code: error.refusal.code }, 'demo feedback refused');
			isWhole = false;
		}
	}
	return isWhole;
}
