/** Edits applied together leave what the same edits leave one by one: results, drafts, conflicts, feed, audit. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { MutationResult } from '#shared/protocol/exchange.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { applyRun, type Numbered } from '#server/usecase/exchange/apply-run.ts';
import { ExchangeEnvelope, parseMutations } from '#server/usecase/exchange/parse-mutations.ts';
import type { Tx } from '#server/usecase/ports.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	consent,
	createWorld,
	Device,
	edit,
	submit,
	completeFields,
	type World,
} from '../../support/flow-world.ts';

/** Records by their place: 0 and 1 were made before, 2 was submitted, 3 is somebody else's, 4 and 5 are new. */
const places = 6;

interface Step {
	place: number;
	fields: Record<string, string | null>;
	base: number | null;
	isWhole: boolean;
	more: Record<string, unknown>;
}

const aStep: fc.Arbitrary<Step> = fc.record({
	place: fc.nat(places - 1),
	fields: fc.dictionary(
		fc.constantFrom('name', 'phone', 'address'),
		fc.option(fc.constantFrom('甲', '乙', '丙')),
	),
	base: fc.option(fc.integer({ min: 1, max: 4 })),
	isWhole: fc.boolean(),
	more: fc.oneof(
		{ weight: 6, arbitrary: fc.constant({}) },
		{ weight: 1, arbitrary: fc.constant({ consent }) },
		{ weight: 1, arbitrary: fc.constant({ signature: null }) },
		{ weight: 1, arbitrary: fc.constant({ fields: { name: '长'.repeat(2001) } }) },
		{
			weight: 1,
			arbitrary: fc.constant({
				fields: Object.fromEntries(Array.from({ length: 199 }, (_, i) => [`f${i}`, 'x'])),
			}),
		},
	),
});

const batches = fc.array(aStep, { minLength: 2, maxLength: 14 });

interface Side {
	actor: AccountActor;
	device: Device;
	records: string[];
}

type Wrap = (tx: Tx) => Tx;
const asItIs: Wrap = (tx) => tx;

describeOnEachDatabase('edits of one batch', (database) => {
	let world: World;
	let other: Device;
	beforeAll(async () => {
		world = await createWorld(database());
		other = (await world.student()).device;
	});

	/** An account with drafts that two of its devices have edited, so that there is something to run into. */
	async function aSide(): Promise<Side> {
		const { actor, person } = await world.student();
		const [device, second] = [
			new Device(world, actor, protocolVersion),
			new Device(world, actor, protocolVersion),
		];
		const records = Array.from({ length: places }, () => world.newId());
		const fields = completeFields(person);
		await second.send([edit(records[0]!, { name: '原' }), edit(records[1]!, { name: '原', phone: '1' })]);
		await device.send([{ ...edit(records[0]!, {}), body: { fields: { address: '此' }, base: 1 } }]);
		await second.send([{ ...edit(records[0]!, {}), body: { fields: { address: '彼' }, base: 1 } }]);
		await device.pull();
		await second.send([{ ...edit(records[1]!, {}), body: { fields: { phone: '2' }, base: 1 } }]);
		await device.send([edit(records[2]!, fields, { consent }), await submit(records[2]!, fields)]);
		await other.send([edit(records[3]!, { name: '别人' })]);
		return { actor, device, records };
	}

	function numbered(side: Side, steps: Step[]): Numbered[] {
		const mutations = steps.map(({ place, fields, base, isWhole, more }) => {
			const mutation = edit(side.records[place]!, fields, { ...(base === null ? {} : { base }), ...more });
			const { schemeId: _, schoolCode: __, ...partial } = mutation.body;
			return isWhole ? mutation : { ...mutation, body: partial };
		});
		const envelope = {
			version: protocolVersion,
			device: side.device.id,
			firstSequence: 100,
			cursor: side.device.cursor,
		};
		return parseMutations(ExchangeEnvelope.parse({ ...envelope, mutations })).map((parsed, i) => ({
			sequence: 100 + i,
			parsed,
			bodyHash: '',
		}));
	}

	async function apply(
		side: Side,
		steps: Step[],
		isTogether: boolean,
		wrap: Wrap,
	): Promise<MutationResult[]> {
		const { actor, device } = side;
		const sender = { device: device.id, version: protocolVersion, cursor: device.cursor };
		const items = numbered(side, steps);
		return createUnitOfWork(database()).run(actor, async (tx) => {
			const context = { tx: wrap(tx), services: world.services, actor, sender };
			if (isTogether) return applyRun(context, items, new Set());
			const parked = new Set<string>();
			const results: MutationResult[] = [];
			for (const item of items) {
				const [result] = await applyRun(context, [item], parked);
				if (result!.status === 'refused') parked.add(item.parsed.raw.record);
				results.push(result!);
			}
			return results;
		});
	}

	/** All that the edits can have written, with names in the place of ids and without times. */
	async function leftBy(side: Side, results: MutationResult[]): Promise<string> {
		const timeless = results.map(({ updatedAtMs, ...result }) => ({
			...result,
			told: updatedAtMs !== undefined,
		}));
		const text = JSON.stringify({ results: timeless, ...(await rowsOf(database(), side)) });
		const named = side.records.reduce((now, id, place) => now.replaceAll(id, `record-${place}`), text);
		return named.replaceAll(side.device.id, 'device').replaceAll(side.actor.accountId, 'account');
	}

	async function differs(steps: Step[], wrap: Wrap = asItIs): Promise<boolean> {
		const [one, two] = [await aSide(), await aSide()];
		const together = await leftBy(one, await apply(one, steps, true, wrap));
		const oneByOne = await leftBy(two, await apply(two, steps, false, asItIs));
		if (wrap === asItIs) expect(JSON.parse(together)).toEqual(JSON.parse(oneByOne));
		return together !== oneByOne;
	}

	it('leave the same together as one by one', async () => {
		await fc.assert(
			fc.asyncProperty(batches, async (steps) => {
				await differs(steps);
			}),
			{ numRuns: 5, endOnFailure: true },
		);
	});

	it('do so where somebody else takes an id in the middle', async () => {
		const steps: Step[] = [3, 4, 3, 5].map((place) => ({
			place,
			fields: { name: '甲' },
			base: null,
			isWhole: true,
			more: {},
		}));
		expect(await differs(steps)).toBe(false);
	});

	const plain = (place: number, more: Partial<Step> = {}): Step => ({
		place,
		fields: { name: '乙' },
		base: 4,
		isWhole: true,
		more: {},
		...more,
	});
	/** More than a draft may have, together with what is there. */
	const tooMany = plain(0, {
		more: { fields: Object.fromEntries(Array.from({ length: 199 }, (_, i) => [`f${i}`, 'x'])) },
	});
	const plants: [string, Step[], Wrap][] = [
		[
			'an audit entry left out',
			[plain(0), plain(1)],
			(tx) => ({
				...tx,
				audit: { ...tx.audit, appendAll: (entries) => tx.audit.appendAll(entries.slice(1)) },
			}),
		],
		[
			'a feed in another order',
			[plain(0), plain(1)],
			(tx) => ({
				...tx,
				changes: { ...tx.changes, appendAll: (id, keys) => tx.changes.appendAll(id, keys.toReversed()) },
			}),
		],
		[
			'a draft read before what was written to it',
			[plain(0), plain(0, { fields: { phone: '9' } })],
			(tx) => ({
				...tx,
				enrollments: {
					...tx.enrollments,
					editMany: (rows) =>
						tx.enrollments.editMany(rows.map((row) => ({ ...row, revision: row.revision - 1 }))),
				},
			}),
		],
		[
			'conflicts not seen',
			[plain(1, { fields: { phone: '9' }, base: 1 }), plain(0)],
			(tx) => ({ ...tx, fieldConflicts: { ...tx.fieldConflicts, append: async () => {} } }),
		],
		[
			'what was heard by the sender taken for unheard',
			[plain(4), plain(5)],
			(tx) => ({ ...tx, changes: { ...tx.changes, unheard: async (_account, _place, ids) => ids } }),
		],
	];
	it.each(plants)('would be found out by %s', async (_what, steps, wrap) => {
		expect(await differs(steps, wrap)).toBe(true);
	});

	it('undo a refused one alone, and it parks what follows in its record', async () => {
		expect(await differs([plain(0), tooMany, plain(4), plain(0), plain(5)])).toBe(false);
	});
});

async function rowsOf({ owner }: Database, { actor, records, device }: Side) {
	const ids = sql`${records}::uuid[]`;
	const drafts =
		await sql`select id, scheme_id, school_code, state, fields, consent, signature_hash, content_hash,
			person_key is not null as keyed, revision, first_device_id = ${device.id}::uuid as first, field_marks
		from enrollment where id = any(${ids}) and owner_account_id = ${actor.accountId}::uuid
		order by array_position(${ids}, id)`.execute(owner);
	const conflicts =
		await sql`select enrollment_id, field, lost, stood, revision, settled_at_ms is not null as settled
		from field_conflict where enrollment_id = any(${ids}) order by n`.execute(owner);
	const feed = await sql`select kind, record_id, quiet_for from change
		where account_id = ${actor.accountId}::uuid order by xid, n`.execute(owner);
	const audit = await sql`select act, subject, detail from audit_entry
		where actor = ${actor.accountId} and subject = any(${ids}) order by id`.execute(owner);
	// A second device's id stands in the marks: which one it is says nothing.
	const marks = JSON.stringify(drafts.rows).replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, (id) =>
		id === device.id || records.includes(id) ? id : 'second',
	);
	const withoutHash = JSON.stringify(audit.rows).replaceAll(
		/"contentHash": ?"[0-9a-f]{64}"/g,
		'"contentHash"',
	);
	return {
		drafts: marks.replaceAll(/"(idNumber|content_hash)": ?"[^"]*"/g, '"$1"'),
		conflicts: conflicts.rows,
		feed: feed.rows,
		audit: withoutHash,
	};
}
