import { chooseFile } from '#lib/app/claim/choose-file.ts';
import type { FeedbackPort } from '#lib/app/feedback/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { makeSmaller } from '#lib/device/photo/photo-maker.ts';
import { fetchFeedbackPicture } from '#lib/transport/document-wire.ts';
import { feedbackWire } from '#lib/transport/feedback-wire.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { OwnFeedback } from '#shared/protocol/feedback.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import { keptAnswer } from './kept-answer.ts';
import { sendNow } from './send-now.ts';

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
		...picturesOf(device),
		send: wire.send,
		kept,
		own: async (account) => keep(account, await wire.own()),
	};
}

type Pictures = Pick<FeedbackPort, 'addPicture' | 'dropPicture' | 'picture' | 'sendPicture'>;

function picturesOf(device: Device): Pictures {
	return {
		async addPicture(file) {
			const chosen = await chooseFile(file, makeSmaller);
			if (!chosen.ok) return chosen;
			const { bytes, type } = chosen.value;
			if (type === 'application/pdf') return err('document.type-unknown');
			const added = await refusalOf(async () => (await device.documents()).add(bytes, type));
			return added.ok ? added : err(added.error.code);
		},
		async dropPicture(hash) {
			await refusalOf(async () => (await device.documents()).dropUnnamed(hash));
		},
		async picture(hash, feedbackId) {
			const here = await refusalOf(async () => (await device.documents()).read(hash));
			if (here.ok) return new Blob([here.value.bytes], { type: here.value.type });
			const there = feedbackId === null ? null : await fetchFeedbackPicture(feedbackId, hash);
			return there?.ok ? there.value : null;
		},
		async sendPicture(hash, onPart) {
			const sent = await refusalOf(() => sendPicture(device, hash, onPart));
			return sent.ok ? sent.value : sent;
		},
	};
}

async function sendPicture(
	device: Device,
	hash: string,
	onPart: (part: number) => void,
): Promise<Result<null, Refusal>> {
	const store = await device.uploadStore(await device.present.owner());
	const file = await store.file(hash);
	const sent = await sendNow({ store, file, onPart });
	if (sent.ok) await store.stored(hash);
	return sent;
}

async function refusalOf<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
	try {
		return ok(await work());
	} catch (error) {
		if (error instanceof RefusalError) return err(error.refusal);
		throw error;
	}
}
