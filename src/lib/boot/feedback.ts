import type { FeedbackPort } from '#lib/app/feedback/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { feedbackWire } from '#lib/transport/feedback-wire.ts';
import { OwnFeedback } from '#shared/protocol/feedback.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';

const nameFor = (account: string) => ({ kind: 'feedback', id: account, mark: '0' }) as const;

/** 反馈投诉 for its page; loaded with it. */
export function feedbackPort(device: Device): FeedbackPort {
	const wire = feedbackWire();
	return {
		draft: async () => (await device.feedbackDraft()).read(),
		async keepDraft(draft) {
			const kept = { ...draft, id: draft.id ?? newId(systemClock, systemRandom) };
			await (await device.feedbackDraft()).keep(kept);
			return kept;
		},
		dropDraft: async () => (await device.feedbackDraft()).drop(),
		send: wire.send,
		async kept(account) {
			try {
				const bytes = await (await device.papers()).read(nameFor(account));
				const kept = bytes && OwnFeedback.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
				return kept?.success ? kept.data : null;
			} catch {
				return null;
			}
		},
		async own(account) {
			const answer = await wire.own();
			if (!answer.ok) return answer;
			await device
				.papers()
				.then((papers) => papers.keep(nameFor(account), utf8(JSON.stringify(answer.value))))
				.catch(() => undefined);
			return answer;
		},
	};
}
