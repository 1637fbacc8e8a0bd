/*
 * One exchange of one device: its mutations take effect exactly once, then it hears what changed.
 *
 *            ┌ number used, same body ──▶ the stored answer
 * mutation ──┼ number used, other body ─▶ refused sync.repeated-otherwise
 *            ├ its record refused earlier in this call ─▶ refused sync.parked
 *            └ next number ─▶ applied in a savepoint ─▶ receipt: applied, or refused with its reason
 *
 * Effect, receipt and audit entry commit in one transaction; the device's row is held meanwhile, so that the
 * same call arriving twice at once is one after the other. A call that carries nothing writes nothing, and so holds nothing. A refusal parks its record only as far as the
 * person could not have known: within one call, repeats included. A later call comes from a device that has
 * heard the answer, and its edits are the correction.
 */
import { hash } from 'node:crypto';
import { RefusalError } from '#shared/errors/refusal.ts';
import { maxChangesPerExchange, type ExchangeReply, type MutationResult } from '#shared/protocol/exchange.ts';
import { oldestProtocolVersion } from '#shared/protocol/version.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { AccountActor } from '../actor.ts';
import { noteContact } from '../drive/note-contact.ts';
import { openSealed } from '../drive/open-sealed.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { ReceiptRow } from './ports.ts';
import type { Services, Tx } from '../ports.ts';
import { noteUnsent } from './note-unsent.ts';
import { applyRun, refused, runFrom, type Numbered } from './apply-run.ts';
import { parseMutations, type ExchangeEnvelope } from './parse-mutations.ts';
import { readChanges } from './read-changes.ts';

/**
 * Throws RefusalError `request.client-too-old`, `auth.required` (it names another account), `sync.sequence-gap` (with the expected number),
 * `sync.device-unknown` (the device id is another account's), `request.malformed`, `request.unknown-field`:
 * nothing is applied then.
 */
export async function exchange({
	services,
	actor,
	request,
	browser = null,
}: {
	services: Services;
	actor: AccountActor;
	request: ExchangeEnvelope;
	/** The random value of the browser's cookie. */
	browser?: string | null;
}): Promise<ExchangeReply> {
	if (request.version < oldestProtocolVersion) throw new RefusalError({ code: 'request.client-too-old' });
	// Another person's cookie: a phone is shared, and a tab may not have noticed yet.
	if (request.account !== undefined && request.account !== actor.accountId) {
		throw new RefusalError({ code: 'auth.required' });
	}
	const batch: Numbered[] = parseMutations(request).map((parsed, index) => ({
		sequence: request.firstSequence + index,
		parsed,
		// At once and not by way of Web Crypto, whose promise costs ten times as much as so small a hash.
		bodyHash: hash('sha256', canonicalJson(parsed.raw)),
	}));
	await openDrafts(services, batch);
	const { device, version, cursor } = request;
	const sender = { device, version, cursor };
	const call = { services, actor, sender, batch };
	const { results, changed, expected, former } =
		(await heardOnly(call, request)) ??
		(await services.uow.run(actor, async (tx) => {
			const applied = await applyBatch({ ...call, tx });
			await noteContact({ tx, services, actor, request });
			return { ...applied, former: await noteUnsent({ tx, services, actor, request, browser }) };
		}));
	// It has numbered less than was taken in its name: its storage was copied back, and it knows less than it sent.
	const isBehind = request.firstSequence + batch.length < expected;
	if (changed) services.pokes.poke(actor.accountId, request.device);
	const { held, began, generation, checksum, ...page } = await readChanges({
		services,
		actor,
		sender: isBehind ? { ...sender, device: nobody } : sender,
		known: knownByResults(batch, results),
		limit: maxChangesPerExchange,
		check: request.check ?? false,
	});
	if (held) services.pokes.pokeSoon(actor.accountId);
	const told = request.version < 4 ? {} : { ...(began ? { full: { generation, expected } } : {}), checksum };
	return { results, ...page, ...told, ...(former ? { former } : {}), moment: services.businessDate.moment() };
}

/** What an exchange comes to that has nothing to say, of a device that is known; null: it has, or the device is not. */
async function heardOnly(
	{ services, actor, sender, batch }: Omit<Batch, 'tx'>,
	{ unsent }: ExchangeEnvelope,
): Promise<(Applied & { former: null }) | null> {
	const saysNothing = batch.length === 0 && unsent === undefined && actor.role !== 'volunteer';
	if (!saysNothing) return null;
	const { device } = sender;
	const known = await services.uow.run(actor, (tx) => tx.devices.look(device, actor.accountId), {
		isOneLook: true,
	});
	return known && { results: [], changed: false, expected: known.lastSequence + 1, former: null };
}

/** Before the transaction, which is the sender's: the keys are the product's alone to read. */
async function openDrafts(services: Services, batch: Numbered[]): Promise<void> {
	const sealed = batch.flatMap((item) => {
		const mutation = 'mutation' in item.parsed ? item.parsed.mutation : null;
		return mutation?.kind === 'drive.hand-over' ? [{ item, mutation }] : [];
	});
	const given = sealed.map(({ mutation: { record, body } }) => ({ record, sealed: body.sealed }));
	const opened = await openSealed(services, given);
	sealed.forEach(({ item }, i) => (item.opened = opened[i]!));
}

/** A device that nobody has: nothing is quiet for it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Records whose new view the device tells from the results, whether they are new or were stored. */
function knownByResults(batch: Numbered[], results: MutationResult[]): string[] {
	const known = new Set<string>();
	batch.forEach(({ parsed }, i) => {
		if (results[i]!.revision === undefined) known.delete(parsed.raw.record);
		else known.add(parsed.raw.record);
	});
	return [...known];
}

interface Batch {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	sender: Sender;
	batch: Numbered[];
}

interface Applied {
	results: MutationResult[];
	changed: boolean;
	/** The next number of the device. */
	expected: number;
}

async function applyBatch(call: Batch): Promise<Applied> {
	const { tx, services, actor, sender, batch } = call;
	const { device } = sender;
	const context = { tx, services, actor, sender };
	const nowMs = services.clock.nowMs();
	const held = await tx.devices.lock(device, actor.accountId, nowMs);
	if (!held) throw new RefusalError({ code: 'sync.device-unknown' });
	const first = batch[0];
	const expected = held.lastSequence + 1;
	if (!first) return { results: [], changed: false, expected };
	if (first.sequence > expected) throw new RefusalError({ code: 'sync.sequence-gap', expected });

	const last = first.sequence + batch.length - 1;
	// Of a batch that is all new nothing can be stored.
	const isRepeat = first.sequence <= held.lastSequence;
	const stored = isRepeat
		? await tx.receipts.list(device, first.sequence, Math.min(last, held.lastSequence))
		: [];
	const storedBySequence = new Map(stored.map((receipt) => [receipt.sequence, receipt]));
	const parked = new Set<string>();
	const results: MutationResult[] = [];
	const receipts: ReceiptRow[] = [];
	for (let at = 0; at < batch.length;) {
		const receipt = storedBySequence.get(batch[at]!.sequence);
		const run = receipt ? [batch[at]!] : runFrom(batch, at, (sequence) => storedBySequence.has(sequence));
		const made = receipt ? [repeated(run[0]!, receipt)] : await applyRun(context, run, parked);
		run.forEach(({ sequence, bodyHash, parsed }, i) => {
			const result = made[i]!;
			if (!receipt) receipts.push({ deviceId: device, sequence, bodyHash, result, atMs: nowMs });
			if (result.status === 'refused') parked.add(parsed.raw.record);
			results.push(result);
		});
		at += run.length;
	}
	await tx.receipts.insert(receipts);
	if (receipts.length > 0) await tx.devices.advance(device, last, nowMs);
	const changed = receipts.some(({ result }) => result.status === 'applied');
	return { results, changed, expected: Math.max(last, held.lastSequence) + 1 };
}

function repeated(item: Numbered, receipt: ReceiptRow): MutationResult {
	const same = receipt.bodyHash === item.bodyHash;
	return same ? receipt.result : refused(item.sequence, 'sync.repeated-otherwise');
}
