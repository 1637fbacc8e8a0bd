import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { LocalClaim } from '#lib/device/claim-types.ts';
import type { ClaimView } from '#shared/protocol/view.ts';
import { aPhone, aReply, anAccount, wholeOutbox, type Phone } from './phone.ts';

const account = anAccount();
const bytesOf = (seed: number) => Uint8Array.from({ length: 5_000 }, (_, i) => (i * 31 + seed) % 256);

async function outboxOf(phone: Phone) {
	return (await (await phone.device.syncStore(account.id)).freeze(wholeOutbox)).mutations;
}

/** A claim with two papers, as the server holds it. */
async function atTheOffice() {
	const phone = aPhone();
	await phone.device.present.signIn(account);
	const claims = await phone.device.claims();
	const documents = await phone.device.documents();
	const uploads = await phone.device.uploadStore(account.id);
	const add = async (seed: number) => {
		const hash = await documents.add(bytesOf(seed), 'image/jpeg');
		await uploads.stored(hash);
		return hash;
	};
	const [receipt, card] = [await add(1), await add(2)];
	const { id } = await claims.create({ schemeId: 'changchun-2023', claimKind: 'holiday-inpatient' });
	await claims.edit(id, { documents: { receipt: [receipt], card: [card] } });
	await claims.submit(id);
	const sent = await outboxOf(phone);
	const results = sent.map((_, i) => ({ sequence: i + 1, status: 'applied' as const }));
	const hear = async (part: Partial<ClaimView>, mutationResults: typeof results = []) => {
		const claim = (await claims.get(id))!;
		const change = { kind: 'claim' as const, id, view: viewOf(claim, part) };
		const sync = await phone.device.syncStore(account.id);
		await sync.apply(
			aReply({ results: mutationResults, changes: [change], cursor: String(part.updatedAtMs) }),
		);
	};
	await hear({ state: 'submitted', updatedAtMs: 1 }, results);
	return { phone, claims, id, hear, add, receipt, card };
}

function viewOf(
	{ id, schemeId, claimKind, fields, documents }: LocalClaim,
	part: Partial<ClaimView>,
): ClaimView {
	const rest = { state: 'submitted' as const, submittedAtMs: 1, submittedOn: '2023-03-01', updatedAtMs: 1 };
	return { id, schemeId, claimKind, fields, documents, ...rest, ...part };
}

it('a claim that came back is open again, keeps what was accepted, and goes in anew without a network', async () => {
	const { phone, claims, id, hear, add, receipt, card } = await atTheOffice();
	await expect(claims.edit(id, { documents: { receipt: [card] } })).rejects.toMatchObject({
		refusal: { code: 'claim.wrong-state' },
	});
	const question = { paper: 'receipt', code: 'unclear', words: '', bill: null, was: [receipt] };
	const review = { act: 'returned' as const, questions: [question], code: null, words: '', atMs: 2 };
	await hear({ state: 'returned', review, updatedAtMs: 2 });
	expect(await claims.get(id)).toMatchObject({ progress: 'uploaded', server: { review } });

	await expect(claims.remove(id)).rejects.toMatchObject({ refusal: { code: 'claim.wrong-state' } });
	const again = await add(3);
	await claims.edit(id, { documents: { receipt: [again] } });
	await claims.submit(id);
	phone.restart();
	const sent = await outboxOf(phone);
	expect(sent.map(({ kind }) => kind)).toEqual(['claim.edit', 'claim.submit']);
	// Only what changed is told: the other paper is at the server already.
	expect(sent[0]).toMatchObject({ body: { documents: { receipt: [again] } } });
});

it.each(['checked', 'processed', 'valuated', 'approved', 'rejected'] as const)(
	'a claim that is %s takes no change on the phone',
	async (state) => {
		const { claims, id, hear, card } = await atTheOffice();
		await hear({ state, updatedAtMs: 2 });
		expect((await claims.get(id))!.progress).toBe('accepted');
		for (const change of [
			claims.edit(id, { documents: { receipt: [card] } }),
			claims.submit(id),
			claims.remove(id),
		]) {
			await expect(change).rejects.toMatchObject({ refusal: { code: 'claim.wrong-state' } });
		}
	},
);
