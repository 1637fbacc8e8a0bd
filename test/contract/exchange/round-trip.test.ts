/** Generated drafts from one phone's disk through the office to another phone's disk: the same when they arrive. */
import '../../unit/device/phone.ts';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { storable } from '#shared/std/text.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { aDraft, anAccount, aPhone, wholeOutbox, type Phone } from '../../unit/device/phone.ts';

const key = fc.oneof(
	fc.constantFrom('name', 'address', 'idNumber', 'entryYear', 'hardshipKind'),
	fc.stringMatching(/^[a-z][a-zA-Z0-9.-]{0,12}$/).filter((text) => !(text in {})),
);
const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const value = fc.oneof(
	text,
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.boolean(),
	fc.constant(null),
);
const fields = fc.dictionary(key, value, { maxKeys: 8 });
/** A draft and two edits of it, the second perhaps after a sync. */
const story = fc.record({ first: fields, second: fields, third: fields, syncsBetween: fc.boolean() });

describeOnEachDatabase('a draft on its way to another phone', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	async function phoneOf(actor: AccountActor): Promise<Phone> {
		const phone = aPhone();
		await phone.device.present.signIn(anAccount(actor.accountId));
		return phone;
	}

	/** What the engine does in one round, with the use case in place of the wire. */
	async function sync(phone: Phone, actor: AccountActor): Promise<void> {
		const store = await phone.device.syncStore(actor.accountId);
		for (let rounds = 0, more = true; more; rounds++) {
			expect(rounds).toBeLessThan(20);
			const { device, firstSequence, mutations, cursor, remaining } = await store.freeze(wholeOutbox);
			const request = { version: 2, device, firstSequence, mutations, cursor };
			const reply = await exchange({ services: world.services, actor, request });
			for (const result of reply.results) expect(result).toMatchObject({ status: 'applied' });
			await store.apply(JSON.parse(JSON.stringify(reply)));
			more = reply.more || remaining > 0;
		}
	}

	/** JSON knows no minus zero, and a null clears a field. */
	function asKept(...edits: DraftFields[]): DraftFields {
		const merged = Object.entries(Object.assign({}, ...edits) as DraftFields)
			.filter(([, given]) => given !== null)
			.map(([name, given]) => [name, typeof given === 'string' ? storable(given) : given]);
		return JSON.parse(JSON.stringify(Object.fromEntries(merged)));
	}

	it('is the same there as here, whatever was written into it', async () => {
		const { actor } = await world.student();
		const here = await phoneOf(actor);
		const there = await phoneOf(actor);
		await fc.assert(
			fc.asyncProperty(story, async ({ first, second, third, syncsBetween }) => {
				const { id } = await here.device.enrollments.create({ ...aDraft, fields: first });
				await here.device.enrollments.edit(id, { fields: second });
				if (syncsBetween) await sync(here, actor);
				await here.device.enrollments.edit(id, { fields: third });
				await sync(here, actor);
				await sync(there, actor);
				const [mine, theirs] = [
					await here.device.enrollments.get(id),
					await there.device.enrollments.get(id),
				];
				expect(mine?.fields).toEqual(asKept(first, second, third));
				expect(theirs?.fields).toEqual(mine?.fields);
				expect(mine?.progress).toBe('uploaded');
				await here.device.enrollments.remove(id);
			}),
			{ numRuns: 25, seed: 20 },
		);
		here.device.close();
		there.device.close();
	});
});
