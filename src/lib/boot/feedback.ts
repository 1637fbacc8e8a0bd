import type { FeedbackPort } from '#lib/app/feedback/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { feedbackWire } from '#lib/transport/feedback-wire.ts';
import { OwnFeedback } from '#shared/protocol/feedback.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { keptAnswer } from './kept-answer.ts';

/** 反馈投诉 for its page; loaded with it. */
export function feedbackPort(device: Device): FeedbackPort {
	const wire = feedbackWire();
	const { kept, keep } = keptAnswer(device, 'feedback', (found) => OwnFeedback.safeParse(found));
	return {
		draft: async () => (await device.feedbackDraft()).read(),
		async keepDraft(draft) {
			const kept = { ...draft, id: draft.id ?? newId(systemClock, systemRandom) };
			await (await device.feedbackDraft()).keep(kept);
			return kept;
		},
		dropDraft: async () => (await device.feedbackDraft()).drop(),
		send: wire.send,
		kept,
		own: async (account) => keep(account, await wire.own()),
	};
}
