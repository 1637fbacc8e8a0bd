import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { ClaimView } from '#shared/protocol/view.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readDocument } from '#server/usecase/document/read-document.usecase.ts';
import { readClaim, readClaimQueue } from '#server/usecase/claim-review/read-claims.usecase.ts';
import { checkClaim } from '#server/usecase/claim-review/judge-papers.usecase.ts';
import { bankName, editClaim, papers, removeClaim, submitClaim } from '../../support/claim-flow.ts';
import {
	aBill,
	accepted,
	aHandedInClaim,
	questioned,
	reviewerOf,
	storeFile,
} from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, refusalOf, type World } from '../../support/flow-world.ts';
import { aPhoto } from '../../support/uploading.ts';

const record = 'medical-record';

describeOnEachDatabase('a claim is reviewed', (database) => {
	let world: World;
	let ann: ReturnType<typeof reviewerOf>;
	let ben: ReturnType<typeof reviewerOf>;
	beforeAll(async () => {
		world = await createWorld(database());
		world.services.businessDate.today = () => '2023-03-01';
		ann = reviewerOf(world, await world.account('reviewer'));
		ben = reviewerOf(world, await world.account('reviewer'));
	});

	const viewOf = async (actor: AccountActor, id: string, version = 5) => {
		const { changes } = await new Device(world, actor, version).pull();
		return changes.find((change) => change.id === id)!.view as ClaimView;
	};
	const noticesOf = async (actor: AccountActor, version = 5) =>
		(await new Device(world, actor, version).pull()).changes.flatMap((change) =>
			change.kind === 'notice' && change.view ? [change.view] : [],
		);
	const auditOf = (id: string) =>
		world.services.uow.run({ kind: 'system' }, async (tx) =>
			(await tx.audit.ofSubject(id)).map(({ act }) => act),
		);

	it('goes from receipt to decision, and its owner sees the amount with how it came about', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		await ann.check(id);
		await ann.process(id, [
			aBill('A-1', 300_000),
			aBill('A-2', 100_000, { adjustedFen: 80_000, code: 'part-not-eligible', words: '自费药' }),
		]);
		// (3,800 − 400) × 65 % to 90 %: C15.
		const [lowest, highest] = [221_000, 306_000];
		expect((await refusalOf(ann.valuate(id, lowest - 1))).code).toBe('claim.amount-out-of-range');
		expect((await refusalOf(ann.valuate(id, highest + 1))).code).toBe('claim.amount-out-of-range');
		expect((await refusalOf(ann.valuate(id, lowest, 'moon'))).code).toBe('request.malformed');
		await ann.valuate(id, 260_000);
		expect((await viewOf(actor, id)).valuation).toBeNull();
		await ann.approve(id);

		const view = await viewOf(actor, id);
		expect(view).toMatchObject({
			state: 'approved',
			review: null,
			valuation: {
				askedFen: 400_000,
				eligibleFen: 380_000,
				deductibleFen: 40_000,
				minFen: lowest,
				maxFen: highest,
				approvedFen: 260_000,
				cites: ['C17', 'C15'],
			},
		});
		expect(view.timeline!.map(({ act }) => act)).toEqual([
			'submit',
			'check',
			'process',
			'valuate',
			'approve',
		]);
		expect((await noticesOf(actor)).map(({ kind, claimId }) => [kind, claimId])).toEqual([
			['claim-approved', id],
		]);
		expect(await auditOf(id)).toEqual(
			expect.arrayContaining([
				'claim.check',
				'claim.process',
				'claim.valuate',
				'claim.approve',
				'claim.read',
			]),
		);
	});

	it('what was questioned comes back paper by paper; only that must be other than it was', async () => {
		const { actor, device, record: id, documents } = await aHandedInClaim(world);
		const others = papers.filter((paper) => paper !== record);
		expect((await refusalOf(ann.check(id, others.map(accepted)))).path).toBe(`documents.${record}`);
		await ann.return(id, [...others.map(accepted), questioned(record)]);
		const view = await viewOf(actor, id);
		expect(view).toMatchObject({
			state: 'returned',
			review: {
				act: 'returned',
				questions: [
					{ paper: record, code: 'no-stamp', words: '首页没有医院公章', bill: null, was: documents[record] },
				],
			},
		});
		expect((await noticesOf(actor)).map(({ kind }) => kind)).toEqual(['claim-returned']);

		const asItWas = await device.send([await submitClaim(id, { documents })]);
		expect(asItWas.results[0]).toMatchObject({ code: 'claim.incomplete', path: `documents.${record}` });
		const photo = await aPhoto(5_000);
		await storeFile(world, actor, photo);
		const mended = { ...documents, [record]: [photo.hash] };
		const again = await device.send([
			editClaim(id, { documents: { [record]: [photo.hash] } }),
			await submitClaim(id, { documents: mended }),
		]);
		expect(again.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		// What was accepted stands; what is new needs its own word.
		expect((await refusalOf(ann.check(id, []))).path).toBe(`documents.${record}`);
		await ann.check(id, [accepted(record)]);
		expect((await viewOf(actor, id)).review).toBeNull();
		const gone = await device.send([removeClaim(id)]);
		expect(gone.results[0]!.code).toBe('claim.wrong-state');
	});

	it('while it is mended, a reviewer sees what was handed in and nothing of the new until it comes again', async () => {
		const { actor, device, record: id, documents } = await aHandedInClaim(world);
		await ann.return(id, [questioned(record)]);
		const photo = await aPhoto(6_000);
		await storeFile(world, actor, photo);
		await device.send([
			editClaim(id, { documents: { [record]: [photo.hash] }, fields: { bankName, askedYuan: '12' } }),
		]);
		const open = (who: AccountActor, hash: string) =>
			readDocument({ services: world.services, actor: who, claimId: id, hash });
		const before = documents[record]![0]!;

		const seen = await ann.look(id);
		expect(seen.documents).toEqual(documents);
		expect(seen.fields).not.toHaveProperty('askedYuan');
		expect((await open(ann.actor, before)).size).toBe(5_000);
		expect((await refusalOf(open(ann.actor, photo.hash))).code).toBe('request.not-found');
		expect((await open(actor, photo.hash)).size).toBe(photo.bytes.length);
		// Its owner's phones see what they changed.
		expect((await viewOf(actor, id)).documents[record]).toEqual([photo.hash]);

		const mended = { ...documents, [record]: [photo.hash] };
		const fields = { bankName, askedYuan: '12' };
		const { results } = await device.send([await submitClaim(id, { documents: mended, fields })]);
		expect(results[0]!.status).toBe('applied');
		expect((await ann.look(id)).documents).toEqual(mended);
		expect((await open(ann.actor, photo.hash)).size).toBe(photo.bytes.length);
		expect((await refusalOf(open(ann.actor, before))).code).toBe('request.not-found');
		expect(JSON.stringify((await ann.look(id)).acts[0])).not.toContain(before);
	});

	it('a questioned bill sends its paper back, and holds up the pricing', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		await ann.check(id);
		const open = aBill('B-1', 50_000, { adjustedFen: 0, verdict: 'questioned', code: 'unclear' });
		expect((await refusalOf(ann.process(id, [open]))).code).toBe('claim.bills-open');
		expect((await refusalOf(ann.process(id, []))).code).toBe('claim.bills-open');
		await ann.return(id, [], [open]);
		expect((await viewOf(actor, id)).review!.questions).toMatchObject([
			{ paper: 'inpatient-receipt', code: 'unclear', bill: { number: 'B-1', askedFen: 50_000 } },
		]);
	});

	it('above the amount a second person confirms, and not who set it', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		await ann.toValue(id, aBill('C-1', 1_000_000), 700_000);
		expect((await refusalOf(ann.approve(id))).code).toBe('claim.second-person');
		expect((await viewOf(actor, id)).state).toBe('valuated');
		await ben.approve(id);
		expect((await viewOf(actor, id)).state).toBe('approved');
		expect((await ann.look(id)).acts.at(-1)).toMatchObject({
			by: 'staff',
			content: { act: 'approve', isSecondPerson: true },
		});
	});

	it('a decision is undone by an act that stays, and judged once more', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		await ann.toValue(id, aBill('D-1', 200_000), 120_000);
		await ann.approve(id);
		await ben.undo(id);
		expect(await viewOf(actor, id)).toMatchObject({ state: 'processed', valuation: null });
		await ben.valuate(id, 110_000);
		await ben.approve(id);
		const { acts, valuation } = await ann.look(id);
		expect(valuation!.approvedFen).toBe(110_000);
		expect(acts.map(({ content }) => content.act).slice(-5)).toEqual([
			'valuate',
			'approve',
			'undo',
			'valuate',
			'approve',
		]);
		const kinds = (await noticesOf(actor)).map(({ kind }) => kind);
		expect(kinds).toEqual(expect.arrayContaining(['claim-approved', 'claim-reopened', 'claim-approved']));
		const rejected = await aHandedInClaim(world);
		await ann.reject(rejected.record);
		expect(await viewOf(rejected.actor, rejected.record)).toMatchObject({
			state: 'rejected',
			review: { act: 'rejected', code: 'not-covered', words: '不属于寒暑假' },
		});
		await ann.undo(rejected.record);
		expect((await viewOf(rejected.actor, rejected.record)).state).toBe('submitted');
	});

	it('two reviewers at once: the one who saw an older claim is told, and changes nothing', async () => {
		const { record: id } = await aHandedInClaim(world);
		const { revision } = await ben.look(id);
		await ann.check(id);
		const input = { id, revision, papers: papers.map(accepted) };
		const late = checkClaim({ services: world.services, actor: ben.actor, input });
		expect((await refusalOf(late)).code).toBe('claim.content-changed');
	});

	it('the year’s other claims take of the limit, and their own payments count towards 大病保险', async () => {
		const { actor, record: first } = await aHandedInClaim(world);
		// Own payment: 60,000 − 53,640 = 6,360 yuan, of the limit 53,640.
		await ann.toValue(first, aBill('E-1', 6_000_000), 5_364_000);
		await ben.approve(first);
		const { record: second } = await aHandedInClaim(world, actor);
		await ann.toValue(second, aBill('E-2', 18_000_000), 14_636_000);
		expect((await ann.look(second)).valuation).toMatchObject({
			capFen: 20_000_000,
			capLeftFen: 14_636_000,
			maxFen: 14_636_000,
		});
		await ben.approve(second);
		const { record: third } = await aHandedInClaim(world, actor);
		// 6,360 + 33,640 = 40,000: 28,000 above the threshold, 10,000 at 60 %, 18,000 at 70 %.
		expect((await ann.look(third)).totals).toMatchObject({
			claims: 2,
			paidInpatientFen: 20_000_000,
			ownInpatientFen: 4_000_000,
			thresholdFen: 1_200_000,
			majorIllnessFen: 1_860_000,
			cites: ['C15', 'C16'],
		});
		const stranger = await aHandedInClaim(world);
		expect((await ann.look(stranger.record)).totals.claims).toBe(0);
	});

	it('two claims priced side by side cannot both take what is left of the limit', async () => {
		const { actor, record: first } = await aHandedInClaim(world);
		const { record: second } = await aHandedInClaim(world, actor);
		for (const [id, number] of [
			[first, 'F-1'],
			[second, 'F-2'],
		] as const) {
			await ann.check(id);
			await ann.process(id, [aBill(number, 20_000_000)]);
		}
		await ann.valuate(first, 15_000_000);
		expect((await refusalOf(ann.valuate(second, 15_000_000))).code).toBe('claim.amount-out-of-range');
		await ann.valuate(second, 5_000_000);
		// As when both had been priced at one moment, neither knowing of the other.
		const { owner } = database();
		await owner
			.updateTable('claim')
			.set({ valuation: sql`jsonb_set(valuation, '{approvedFen}', '15000000')` })
			.where('id', '=', second)
			.execute();
		for (const id of [first, second]) {
			expect((await refusalOf(ben.approve(id))).code).toBe('claim.amount-out-of-range');
		}
		await ben.undo(second);
		await ben.approve(first);
	});

	it('a receipt that was claimed before, and a file that is in another claim, are shown; whose it is, is not', async () => {
		const one = await aHandedInClaim(world);
		await ann.check(one.record);
		await ann.process(one.record, [aBill('发票 No.778', 10_000)]);
		const two = await aHandedInClaim(world);
		await ann.check(two.record);
		await ann.process(two.record, [aBill('发票NO778', 10_000)]);
		expect((await ann.look(two.record)).conflicts).toEqual([
			expect.objectContaining({
				kind: 'receipt',
				what: ['发票NO778'],
				claimId: one.record,
				isSamePerson: false,
			}),
		]);

		// The same photo, sent by somebody else: each holds a copy of their own.
		const file = one.files[0]!;
		await storeFile(world, two.actor, file);
		const device = new Device(world, two.actor, 5);
		const id = world.newId();
		const documents = Object.fromEntries(papers.map((paper) => [paper, [file.hash]]));
		await device.send([editClaim(id, { documents }), await submitClaim(id, { documents })]);
		const { conflicts } = await ann.look(id);
		expect(conflicts).toEqual([
			expect.objectContaining({ kind: 'document', claimId: one.record, isSamePerson: false }),
		]);
		expect(JSON.stringify(conflicts)).not.toContain(one.actor.accountId);
	});

	it('the clock runs by working days from the newest receipt, and not while the claim is with its owner', async () => {
		const { record: id } = await aHandedInClaim(world);
		expect((await ann.look(id)).clock).toEqual({ dueOn: '2023-04-13', daysLeft: 30, isCalendarWhole: true });
		world.services.businessDate.today = () => '2023-04-14';
		expect((await ann.look(id)).clock).toMatchObject({ daysLeft: -1 });
		await ann.return(id, [questioned(record)]);
		expect((await ann.look(id)).clock).toBeNull();
		world.services.businessDate.today = () => '2023-03-01';
	});

	it('a phone of before the review sees a draft to change or a claim that was handed in, and hears no such notice', async () => {
		const { actor, record: id, documents } = await aHandedInClaim(world);
		await ann.return(id, [questioned(record)]);
		const view = await viewOf(actor, id, 4);
		expect(view.state).toBe('draft');
		expect(view).not.toHaveProperty('review');
		expect(await noticesOf(actor, 4)).toEqual([]);
		const old = new Device(world, actor, 4);
		const photo = await aPhoto(5_000);
		await storeFile(world, actor, photo);
		const { results } = await old.send([
			editClaim(id, { documents: { [record]: [photo.hash] } }),
			await submitClaim(id, { documents: { ...documents, [record]: [photo.hash] } }),
		]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		await ann.check(id);
		expect((await viewOf(actor, id, 4)).state).toBe('submitted');
	});

	it('is there for reviewers alone: to all others, and as a draft, it is absent', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		const draft = world.newId();
		await new Device(world, actor, 5).send([editClaim(draft)]);
		const { services } = world;
		for (const who of [await world.account('clerk'), await world.account('student')]) {
			expect((await refusalOf(readClaim({ services, actor: who, id }))).code).toBe('request.not-found');
		}
		expect((await refusalOf(ann.look(draft))).code).toBe('request.not-found');
		const queue = await readClaimQueue({ services, actor: ann.actor, query: { state: 'submitted' } });
		expect(queue.rows.some((row) => row.id === id)).toBe(true);
		expect(JSON.stringify(queue)).not.toMatch(/\d{17}[\dX]/);
		const drafts = readClaimQueue({ services, actor: ann.actor, query: { state: 'draft' } });
		expect((await refusalOf(drafts)).code).toBe('request.malformed');
	});

	it('row-level security: an owner writes no amount and no word of a reviewer; acts never change', async () => {
		const { actor, record: id } = await aHandedInClaim(world);
		const as = <T>(who: AccountActor, work: Parameters<ReturnType<typeof database>['run']>[1]) =>
			database().run(who, work) as Promise<T>;
		const approve = (who: AccountActor) =>
			as<{ numUpdatedRows: bigint }>(who, (trx) =>
				trx.updateTable('claim').set({ decided_on: '2023-03-01' }).where('id', '=', id).executeTakeFirst(),
			);
		expect((await approve(actor)).numUpdatedRows).toBe(0n);
		const word = (who: AccountActor, act: string) =>
			as(who, (trx) =>
				sql`insert into claim_act (claim_id, account_id, at_ms, content)
					values (${id}, ${who.accountId}, 1, ${JSON.stringify({ act })}::jsonb)`.execute(trx),
			);
		await expect(word(actor, 'approve')).rejects.toThrow(/row-level security/);
		await expect(word(ann.actor, 'submit')).rejects.toThrow(/row-level security/);
		for (const statement of ['update claim_act set at_ms = 2', 'delete from claim_act']) {
			await expect(as(ann.actor, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow(
				/permission denied/,
			);
		}
		// The fault that this must catch: one policy too wide.
		const { owner } = database();
		await sql`create policy planted on claim for update using (true) with check (true)`.execute(owner);
		expect((await approve(actor)).numUpdatedRows).toBe(1n);
		await sql`drop policy planted on claim`.execute(owner);
	});
});
