import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { answerFeedback, takeFeedback } from '#server/usecase/feedback/handle-feedback.usecase.ts';
import { readFeedbackQueue, readOwnFeedback } from '#server/usecase/feedback/read-feedback.usecase.ts';
import { sendFeedback } from '#server/usecase/feedback/send-feedback.usecase.ts';
import type { Feedback } from '#shared/domain/feedback/feedback.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const words = '缴费页面金额和学校通知不一样，请核对。张三丰';

describeOnEachDatabase('feedback', (database) => {
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

	const send = (actor: AccountActor, more: Partial<Feedback> = {}, id = world.newId()) => {
		const written: Feedback = { category: 'payment', office: 'centre', words, recordId: null, pictures: [] };
		const feedback = { ...written, ...more };
		return sendFeedback({ services: world.services, actor, input: { id, feedback } });
	};
	const own = async (actor: AccountActor) =>
		(await readOwnFeedback({ services: world.services, actor })).feedback;
	const queue = async (actor: AccountActor, state: 'submitted' | 'taken' | 'answered' = 'submitted') =>
		(await readFeedbackQueue({ services: world.services, actor, state })).rows;
	const act = (actor: AccountActor, id: string) => ({ services: world.services, actor, id });

	it('is taken once, taken up, and answered; its sender sees each state', async () => {
		const { actor, record } = await world.declared();
		const id = world.newId();
		await send(actor, { recordId: record }, id);
		await send(actor, { recordId: record }, id);
		expect(await own(actor)).toMatchObject([{ id, state: 'submitted', answer: null, recordId: record }]);
		expect((await queue(reviewer)).map((row) => row.id)).toContain(id);
		await takeFeedback(act(reviewer, id));
		expect((await own(actor))[0]).toMatchObject({ state: 'taken' });
		await answerFeedback({ ...act(reviewer, id), answer: ' 已核对，金额以缴费单为准。 ' });
		const [seen] = await own(actor);
		expect(seen).toMatchObject({ state: 'answered', answer: '已核对，金额以缴费单为准。' });
		expect(JSON.stringify(seen)).not.toContain(reviewer.accountId);
		const again = answerFeedback({ ...act(reviewer, id), answer: '再答' });
		expect((await refusalOf(again)).code).toBe('feedback.handled-already');
	});

	it('goes to the school of the sender alone, and the centre does not see it', async () => {
		const { actor } = await world.declared();
		const { id } = await send(actor, { office: 'school', category: 'enrollment' });
		const ids = async (who: AccountActor) => (await queue(who)).map((row) => row.id);
		expect(await ids(school)).toContain(id);
		expect(await ids(otherSchool)).not.toContain(id);
		expect(await ids(reviewer)).not.toContain(id);
		for (const other of [otherSchool, reviewer, (await world.student()).actor]) {
			expect((await refusalOf(takeFeedback(act(other, id)))).code).toBe('request.not-found');
			expect((await refusalOf(answerFeedback({ ...act(other, id), answer: 'x' }))).code).toBe(
				'request.not-found',
			);
		}
		await answerFeedback({ ...act(school, id), answer: '已登记' });
		expect((await own(actor))[0]).toMatchObject({ state: 'answered' });
	});

	it('without an enrollment there is no school to ask; about another’s record there is none', async () => {
		const stranger = (await world.student()).actor;
		expect((await refusalOf(send(stranger, { office: 'school' }))).code).toBe('feedback.no-school');
		const { record } = await world.declared();
		expect((await refusalOf(send(stranger, { recordId: record }))).code).toBe('request.not-found');
		expect(await own(stranger)).toEqual([]);
	});

	it('another’s id is nobody’s to find out or to take', async () => {
		const { actor } = await world.declared();
		const { id } = await send(actor);
		const stranger = (await world.student()).actor;
		expect((await refusalOf(send(stranger, {}, id))).code).toBe('request.not-found');
		expect((await own(actor))[0]!.words).toBe(words);
	});

	it('more than ten in an hour are too many; a repeat of one that is there is none of them', async () => {
		const { actor } = await world.student();
		const id = world.newId();
		await send(actor, {}, id);
		for (let i = 0; i < 9; i++) await send(actor);
		expect((await refusalOf(send(actor))).code).toBe('request.too-many');
		expect((await send(actor, {}, id)).id).toBe(id);
	});

	it('the audit tells that it was sent and answered, and not a word of it', async () => {
		const { actor } = await world.student();
		const { id } = await send(actor);
		await answerFeedback({ ...act(reviewer, id), answer: '答复李四' });
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));
		expect(entries.map(({ act: name }) => name)).toEqual(['feedback.send', 'feedback.answer']);
		expect(JSON.stringify(entries)).not.toMatch(/张三丰|李四/);
	});
});
