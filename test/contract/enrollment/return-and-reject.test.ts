import { beforeAll, expect, it } from 'vitest';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { RejectInput, ReturnInput } from '#shared/protocol/review.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { rejectEnrollment, returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { withNumbersMasked } from '#server/usecase/review/hidden-values.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	consent,
	createWorld,
	edit,
	hardshipFields,
	refusalOf,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';

const aboutPhone = { target: 'field', field: 'phone', code: 'does-not-match', words: '' } as const;
const aboutSignature = {
	target: 'signature',
	field: null,
	code: 'signature-not-legible',
	words: '看不清第二个字',
} as const;

describeOnEachDatabase('a reviewer sends an enrollment back, or does not pass it', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	const caseOf = (id: string) => readCase({ services: world.services, actor: reviewer, id });
	const seen = async (id: string) => (await caseOf(id)).evaluations.at(-1)!.id;
	type Reasons = ReturnInput['reasons'];
	const giveBack = async (id: string, reasons: Reasons = [aboutPhone], by: AccountActor = reviewer) =>
		returnEnrollment({
			services: world.services,
			actor: by,
			input: { id, evaluationId: await seen(id), reasons },
		});
	const reject = async (id: string, by: AccountActor = reviewer) =>
		rejectEnrollment({
			services: world.services,
			actor: by,
			input: { id, evaluationId: await seen(id), code: 'wrong-place', words: '请到生源地参保' },
		});
	const viewOf = async (device: { pull(): Promise<{ changes: { view: unknown }[] }> }) =>
		(await device.pull()).changes.at(-1)?.view as EnrollmentView;
	async function signed() {
		const { device, person, actor } = await world.student();
		const fields = hardshipFields(person);
		const signature = await signatureUnder(fields);
		const record = world.newId();
		await device.send([
			edit(record, fields, { consent, signature }),
			await submit(record, fields, signature),
		]);
		await device.pull();
		return { device, actor, record, fields, signature };
	}

	it('tells the owner each reason, opens the form again, and lets a questioned signature fall', async () => {
		const { device, actor, record, fields } = await signed();
		await giveBack(record, [aboutPhone, aboutSignature]);
		expect(world.pokes.at(-1)?.accountId).toBe(actor.accountId);
		const view = await viewOf(device);
		expect(view).toMatchObject({ state: 'returned', signature: null, signatureHash: null });
		expect(view.review).toMatchObject({
			act: 'returned',
			reasons: [
				{ ...aboutPhone, was: fields['phone'] },
				{ ...aboutSignature, was: null },
			],
		});
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		const { act, actor: by, detail } = entries.at(-1)!;
		expect({ act, by }).toEqual({ act: 'enrollment.return', by: reviewer.accountId });
		expect(JSON.stringify(detail)).not.toContain(aboutSignature.words);
	});

	it('takes the corrected form again, under the same number, and shows the reviewer what was before', async () => {
		const { device, record, fields, signature } = await signed();
		const before = await caseOf(record);
		await giveBack(record, [aboutPhone, aboutSignature]);
		const corrected = { ...fields, phone: '13900000077' };
		const unsigned = await device.send([
			edit(record, { phone: '13900000077' }),
			await submit(record, corrected),
		]);
		expect(unsigned.results[1]?.code).toBe('enrollment.signature-missing');
		const again = { ...signature, signedAtMs: signature.signedAtMs + 1 };
		const reply = await device.send([
			edit(record, {}, { signature: again }),
			await submit(record, corrected, again),
		]);
		expect(reply.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		expect(await viewOf(device)).toMatchObject({
			state: 'declared',
			review: null,
			decidedAtMs: null,
			caseNumber: before.enrollment.caseNumber,
		});
		const after = await caseOf(record);
		expect(after.reviews).toHaveLength(1);
		expect(after.reviewed?.fields).toEqual(withNumbersMasked(fields, [fields]));
		expect(after.enrollment.fields['phone']).toBe('139****0077');
		expect(after.reviewed?.signatureHash).not.toBe(after.enrollment.signatureHash);
		const acts = after.history.map(({ act }) => act);
		expect(acts.filter((act) => act === 'enrollment.declare')).toHaveLength(2);
	});

	it('keeps every return, and compares with the newest', async () => {
		const { device, record, fields } = await world.declared();
		for (const phone of ['13900000071', '13900000072']) {
			await giveBack(record);
			world.clock.moveOn(1000);
			await device.send([edit(record, { phone }), await submit(record, { ...fields, phone })]);
		}
		const { reviews, reviewed } = await caseOf(record);
		expect(reviews.map(({ reasons }) => reasons[0]?.was)).toEqual(['139****0001', '139****0071']);
		expect(reviewed?.fields['phone']).toBe('139****0071');
	});

	it('ends with a rejection, whose reason and words the owner reads', async () => {
		const { device, record } = await world.declared();
		await reject(record);
		const view = await viewOf(device);
		expect(view).toMatchObject({
			state: 'rejected',
			review: { act: 'rejected', reasons: [{ code: 'wrong-place', words: '请到生源地参保' }] },
		});
		const later = await device.send([edit(record, { phone: '13900000078' })]);
		expect(later.results[0]?.code).toBe('enrollment.wrong-state');
	});

	it('judges only what waits for review', async () => {
		const { record } = await world.declared();
		await giveBack(record);
		expect(await refusalOf(giveBack(record))).toEqual({ code: 'enrollment.wrong-state' });
		expect(await refusalOf(reject(record))).toEqual({ code: 'enrollment.wrong-state' });
	});

	it('refuses what the reviewer has not seen', async () => {
		const { record: id } = await world.declared();
		const evaluationId = await seen(id);
		await collectFacts({ services: world.services });
		const { services } = world;
		const stale = { code: 'enrollment.content-changed' };
		const input = { id, evaluationId, reasons: [aboutPhone] };
		expect(await refusalOf(returnEnrollment({ services, actor: reviewer, input }))).toEqual(stale);
		const words = { id, evaluationId, code: 'other', words: '见说明' } as const;
		expect(await refusalOf(rejectEnrollment({ services, actor: reviewer, input: words }))).toEqual(stale);
		await giveBack(id);
	});

	it('lets nobody judge their own, and nobody but a reviewer judge at all', async () => {
		const { record, actor } = await world.declared();
		const own = { ...actor, role: 'reviewer' } as const;
		expect((await refusalOf(giveBack(record, [aboutPhone], own))).code).toBe('enrollment.own-review');
		expect((await refusalOf(reject(record, own))).code).toBe('enrollment.own-review');
		for (const role of ['student', 'clerk', 'volunteer', 'auditor'] as const) {
			const other = await world.account(role);
			expect((await refusalOf(giveBack(record, [aboutPhone], other))).code).toBe('request.not-found');
			expect((await refusalOf(reject(record, other))).code).toBe('request.not-found');
		}
		expect((await caseOf(record)).enrollment.state).toBe('declared');
	});

	it('refuses reasons about what is not there, and leaves everything as it was', async () => {
		const { record } = await world.declared();
		const foreign = { ...aboutPhone, field: 'noSuchField' };
		expect(await refusalOf(giveBack(record, [aboutPhone, foreign]))).toEqual({
			code: 'request.malformed',
			path: 'reasons.1.field',
		});
		expect((await refusalOf(giveBack(record, [aboutSignature]))).path).toBe('reasons.0.signature');
		expect(await caseOf(record)).toMatchObject({ enrollment: { state: 'declared' }, reviews: [] });
	});

	it('lets nobody write a reviewer’s word but that reviewer, and nobody change one', async () => {
		const { record, actor } = await world.declared();
		await giveBack(record);
		const word = { act: 'returned' as const, reasons: [], atMs: 1 };
		const append = (by: AccountActor, as: string) =>
			world.services.uow.run(by, (tx) => tx.reviewWords.append(record, as, word));
		await expect(append(actor, actor.accountId)).rejects.toThrow();
		await expect(append({ ...actor, role: 'reviewer' }, actor.accountId)).rejects.toThrow();
		const other = await world.account('reviewer');
		await expect(append(other, reviewer.accountId)).rejects.toThrow();
		const change = (table: 'review_word' | 'submission') =>
			database().run(reviewer, (trx) => trx.deleteFrom(table).execute());
		await expect(change('review_word')).rejects.toThrow();
		await expect(change('submission')).rejects.toThrow();
		await append(other, other.accountId);
	});

	const head = {
		id: '01840000-0000-7000-8000-000000000001',
		evaluationId: '01840000-0000-7000-8000-000000000002',
	};
	it.each([
		['none at all', []],
		['a field without its key', [{ ...aboutPhone, field: null }]],
		['a key without a field', [{ ...aboutPhone, target: 'form' }]],
		['an unknown code', [{ ...aboutPhone, code: 'ugly' }]],
		['“other” without words', [{ ...aboutPhone, code: 'other', words: ' ' }]],
		['an illegible field', [{ ...aboutPhone, code: 'signature-not-legible' }]],
		['too many words', [{ ...aboutPhone, words: '长'.repeat(201) }]],
		['two about one field', [aboutPhone, { ...aboutPhone, code: 'unclear' }]],
	])('takes no reasons that are malformed: %s', (_, reasons) => {
		expect(ReturnInput.safeParse({ ...head, reasons }).success).toBe(false);
		expect(ReturnInput.safeParse({ ...head, reasons: [aboutPhone] }).success).toBe(true);
	});

	it('takes no rejection without words', () => {
		const reject = { ...head, code: 'other', words: ' ' };
		expect(RejectInput.safeParse(reject).success).toBe(false);
		expect(RejectInput.safeParse({ ...reject, words: '说明' }).success).toBe(true);
	});
});
