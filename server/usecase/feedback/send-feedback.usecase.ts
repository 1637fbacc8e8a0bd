import { RefusalError } from '#shared/errors/refusal.ts';
import type { FeedbackView, SendFeedbackInput } from '#shared/protocol/feedback.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { FeedbackRow } from './ports.ts';
import { viewFeedback } from './view-feedback.ts';

/**
 * Takes it once, however often it is sent under its id. Throws RefusalError `request.too-many`, `request.not-found`
 * (the record is not the sender's, or the id is taken), `feedback.no-school` (no enrollment says which school),
 * `feedback.picture-missing` (the server does not hold a picture that it names, or it is none).
 */
export async function sendFeedback(call: {
	services: Services;
	actor: AccountActor;
	input: SendFeedbackInput;
}): Promise<FeedbackView> {
	const { services, actor, input } = call;
	const held = await services.uow.run(actor, (tx) => tx.feedback.get(input.id));
	if (held) return own(held, actor);
	await countHits(services, [{ limit: limits.feedbackByAccount, of: actor.accountId }]);
	const row = await services.uow.run(actor, async (tx) => {
		const row: FeedbackRow = {
			id: input.id,
			...input.feedback,
			words: input.feedback.words.trim(),
			ownerAccountId: actor.accountId,
			schoolCode: await schoolFor(tx, actor, input),
			state: 'submitted',
			answer: null,
			answeredAtMs: null,
			sentAtMs: services.clock.nowMs(),
		};
		await checkRecord(tx, actor, input.feedback.recordId);
		await checkPictures(tx, actor, row);
		if (!(await tx.feedback.insert(row))) throw new RefusalError({ code: 'request.not-found' });
		const { category, office } = row;
		await tx.audit.append({
			atMs: row.sentAtMs,
			actor: actor.accountId,
			act: 'feedback.send',
			subject: row.id,
			detail: { category, office },
		});
		return row;
	});
	return viewFeedback(row);
}

function own(row: FeedbackRow, actor: AccountActor): FeedbackView {
	if (row.ownerAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
	return viewFeedback(row);
}

async function checkRecord(tx: Tx, actor: AccountActor, id: string | null): Promise<void> {
	if (id === null) return;
	const record = (await tx.enrollments.get(id)) ?? (await tx.claims.get(id));
	if (record?.ownerAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
}

/** Each is among the sender's own stored files. */
async function checkPictures(tx: Tx, actor: AccountActor, row: FeedbackRow): Promise<void> {
	const held = await tx.documents.need(actor.accountId, row.pictures, row.sentAtMs);
	const pictures = new Set(held.filter(({ type }) => type.startsWith('image/')).map(({ hash }) => hash));
	const missing = row.pictures.filter((hash) => !pictures.has(hash));
	if (missing.length > 0) throw new RefusalError({ code: 'feedback.picture-missing', missing });
}

/** Of the enrollment that it is about, else of the newest that was handed in. */
async function schoolFor(
	tx: Tx,
	actor: AccountActor,
	{ feedback }: SendFeedbackInput,
): Promise<string | null> {
	if (feedback.office === 'centre') return null;
	const enrollments = (await tx.enrollments.ofOwner(actor.accountId))
		.filter(({ submittedAtMs }) => submittedAtMs !== null)
		.sort((a, b) => b.submittedAtMs! - a.submittedAtMs!);
	const about = enrollments.find(({ id }) => id === feedback.recordId) ?? enrollments[0];
	if (!about) throw new RefusalError({ code: 'feedback.no-school' });
	return about.schoolCode;
}
