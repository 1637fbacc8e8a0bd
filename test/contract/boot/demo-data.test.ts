/** What a demo holds from its first start, and what a second start does about it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '#server/boot/demo-data/load-demo.ts';
import { demoClaim } from '#server/boot/demo-data/claim.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services } from '#server/usecase/ports.ts';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';

describe('the demo’s data', () => {
	let under: ServerUnderTest;
	beforeAll(async () => {
		// The store of documents does not answer at the first start: the demo is without its claim.
		const broken = { put: () => Promise.reject(new RefusalError({ code: 'server.unavailable' })) };
		under = await startServerUnderTest({ documents: broken as unknown as Services['documents'] });
	});
	afterAll(() => under.stop());

	const claimOf = (services: Services) =>
		services.uow.run({ kind: 'system' }, (tx) => tx.claims.get(demoClaim.record));
	/** How often it went to the database while it worked. */
	async function transactionsOf(services: Services): Promise<number> {
		let count = 0;
		const run: Services['uow']['run'] = (...call) => {
			count += 1;
			return services.uow.run(...call);
		};
		await loadDemo({ ...services, uow: { ...services.uow, run } });
		return count;
	}

	it('what was refused comes with the next start; then none of it is gone through again', async () => {
		const { services } = under.server;
		expect(await claimOf(services)).toBeNull();
		expect(await transactionsOf(services)).toBeGreaterThan(20);
		expect(await claimOf(services)).toBeNull();
		const kept = new Map<string, Uint8Array>();
		const whole = {
			...services,
			documents: {
				...services.documents,
				put: async (place: string, bytes: Uint8Array) => void kept.set(place, bytes),
			},
		};
		await loadDemo(whole);
		expect(await claimOf(services)).toMatchObject({ state: 'submitted' });
		expect(kept.size).toBe(demoClaim.papers.length);
		expect(await transactionsOf(services)).toBe(1);
	});
});
