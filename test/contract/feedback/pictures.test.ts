/** Pictures of feedback: whose they are, who sees them, and how long they are kept. */
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectOrphans } from '#server/usecase/document/collect-orphans.usecase.ts';
import { readFeedbackPicture } from '#server/usecase/feedback/read-picture.usecase.ts';
import { readOwnFeedback } from '#server/usecase/feedback/read-feedback.usecase.ts';
import { sendFeedback } from '#server/usecase/feedback/send-feedback.usecase.ts';
import type { Feedback } from '#shared/domain/feedback/feedback.ts';
import { SendFeedbackInput } from '#shared/protocol/feedback.ts';
import { storeFile } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { aPhoto, fileOf } from '../../support/uploading.ts';

const written: Feedback = {
	category: 'app',
	office: 'centre',
	words: '页面打不开，见截图',
	recordId: null,
	pictures: [],
};

describeOnEachDatabase('pictures of feedback', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let school: AccountActor;
	let otherSchool: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		school = await world.account('school-admin', 'kmmu');
		otherSchool = await world.account('school-admin', 'cc-demo-university');
	});

	const send = (actor: AccountActor, more: Partial<Feedback>) =>
		sendFeedback({
			services: world.services,
			actor,
			input: { id: world.newId(), feedback: { ...written, ...more } },
		});
	const open = (actor: AccountActor, feedbackId: string, hash: string) =>
		readFeedbackPicture({ services: world.services, actor, feedbackId, hash });
	const codeOf = async (call: Promise<unknown>) => (await refusalOf(call)).code;

	it('are seen by who sent them and by who answers, and by nobody else', async () => {
		const { actor } = await world.declared();
		const picture = await aPhoto(5_000);
		await storeFile(world, actor, picture);
		const toCentre = (await send(actor, { pictures: [picture.hash] })).id;
		const toSchool = (await send(actor, { office: 'school', pictures: [picture.hash] })).id;
		const seenBy = { [toCentre]: [actor, reviewer], [toSchool]: [actor, school] };
		const stranger = (await world.student()).actor;
		for (const id of [toCentre, toSchool]) {
			for (const who of [actor, reviewer, school, otherSchool, stranger]) {
				if (seenBy[id]!.includes(who)) expect((await open(who, id, picture.hash)).size).toBe(5_000);
				else expect(await codeOf(open(who, id, picture.hash))).toBe('request.not-found');
			}
		}
		const own = await readOwnFeedback({ services: world.services, actor });
		expect(own.feedback.map(({ pictures }) => pictures)).toEqual([[picture.hash], [picture.hash]]);
	});

	it('a file that the feedback does not name is not opened by it', async () => {
		const { actor } = await world.student();
		const [named, other] = [await aPhoto(5_000), await aPhoto(5_100)];
		await storeFile(world, actor, named);
		await storeFile(world, actor, other);
		const { id } = await send(actor, { pictures: [named.hash] });
		for (const who of [actor, reviewer]) {
			expect(await codeOf(open(who, id, other.hash))).toBe('request.not-found');
		}
	});

	it('what the server does not hold, or holds of another, or is no picture, is not taken: nothing is sent', async () => {
		const { actor } = await world.student();
		const stranger = (await world.student()).actor;
		const [never, theirs] = [await aPhoto(5_000), await aPhoto(5_100)];
		await storeFile(world, stranger, theirs);
		for (const { hash } of [never, theirs]) {
			const refusal = await refusalOf(send(actor, { pictures: [hash] }));
			expect(refusal).toMatchObject({ code: 'feedback.picture-missing', missing: [hash] });
		}
		const own = await readOwnFeedback({ services: world.services, actor });
		expect(own.feedback).toEqual([]);
	});

	it('at most three, each by its hash; an older app that sends none is understood', () => {
		const id = world.newId();
		const hash = 'ab'.repeat(32);
		const parse = (feedback: unknown) => SendFeedbackInput.safeParse({ id, feedback });
		expect(parse({ ...written, pictures: [hash, hash, hash] }).success).toBe(true);
		expect(parse({ ...written, pictures: [hash, hash, hash, hash] }).success).toBe(false);
		expect(parse({ ...written, pictures: ['../../etc/passwd'] }).success).toBe(false);
		const { pictures: _, ...older } = written;
		expect(parse(older)).toMatchObject({ success: true, data: { feedback: { pictures: [] } } });
	});

	it('stay as long as the feedback, while others that nothing names are collected', async () => {
		const { actor } = await world.student();
		const [kept, unnamed] = [await aPhoto(5_000), await fileOf(new Uint8Array((await aPhoto(5_200)).bytes))];
		await storeFile(world, actor, kept);
		await storeFile(world, actor, unnamed);
		const { id } = await send(actor, { pictures: [kept.hash] });
		const { services } = world;
		const later = { nowMs: () => services.clock.nowMs() + 40 * 86_400_000 };
		await collectOrphans({ services: { ...services, clock: later } });
		expect((await open(actor, id, kept.hash)).size).toBe(5_000);
		const held = await services.uow.run(actor, (tx) => tx.documents.get(actor.accountId, unnamed.hash));
		expect(held).toBeNull();
	});
});
