/*
 * One exchange of one device: its mutations take effect exactly once, then it hears what changed.
 *
 *            ┌ number used, same body ──▶ the stored answer
 * mutation ──┼ number used, other body ─▶ refused sync.repeated-otherwise
 *            ├ its record refused earlier in this call ─▶ refused sync.parked
 *            └ next number ─▶ applied in a savepoint ─▶ receipt: applied, or refused with its reason
 *
 * Effect, receipt and audit entry commit in one transaction; the device's row is held meanwhile, so that the
 * same call arriving twice at once is one after the other. A refusal parks its record only as far as the
 * person could not have known: within one call, repeats included. A later call comes from a device that has
 * heard the answer, and its edits are the correction.
 */
import { RefusalError, type ErrorCode } from '#shared/errors/error-codes.ts';
import { maxChangesPerExchange, type ExchangeReply, type MutationResult } from '#shared/protocol/exchange.ts';
import { OtherCase } from '#shared/protocol/view.ts';
import { oldestProtocolVersion } from '#shared/protocol/version.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import type { AccountActor } from '../actor.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { ReceiptRow } from './ports.ts';
import type { Services, Tx } from '../ports.ts';
import { applyMutation } from './apply-mutation.ts';
import { parseMutations, type ExchangeEnvelope, type ParsedMutation } from './parse-mutations.ts';
import { readChanges } from './read-changes.ts';

interface Numbered {
	sequence: number;
	parsed: ParsedMutation;
	bodyHash: string;
}

/**
 * Throws RefusalError `request.client-too-old`, `auth.required` (it names another account), `sync.sequence-gap` (with the expected number),
 * `sync.device-unknown` (the device id is another account's), `request.malformed`, `request.unknown-field`:
 * nothing is applied then.
 */
export async function exchange({
	services,
	actor,
	request,
}: {
	services: Services;
	actor: AccountActor;
	request: ExchangeEnvelope;
}): Promise<ExchangeReply> {
	if (request.version < oldestProtocolVersion) throw new RefusalError({ code: 'request.client-too-old' });
	// Another person's cookie: a phone is shared, and a tab may not have noticed yet.
	if (request.account !== undefined && request.account !== actor.accountId) {
		throw new RefusalError({ code: 'auth.required' });
	}
	const batch = await Promise.all(
		parseMutations(request).map(async (parsed, index) => ({
			sequence: request.firstSequence + index,
			parsed,
			bodyHash: await hashOfJson(parsed.raw),
		})),
	);
	const { results, changed, expected } = await services.uow.run(actor, (tx) =>
		applyBatch({ tx, services, actor, device: request.device, version: request.version, batch }),
	);
	if (changed) services.pokes.poke(actor.accountId, request.device);
	const { held, began, generation, checksum, ...page } = await services.uow.run(actor, (tx) =>
		readChanges({
			tx,
			services,
			accountId: actor.accountId,
			cursor: request.cursor,
			version: request.version,
			limit: maxChangesPerExchange,
			check: request.check ?? false,
		}),
	);
	if (held) services.pokes.pokeSoon(actor.accountId);
	const told = request.version < 4 ? {} : { ...(began ? { full: { generation, expected } } : {}), checksum };
	return { results, ...page, ...told, moment: services.businessDate.moment() };
}

async function applyBatch(call: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	device: string;
	/** The protocol that it speaks. */
	version: number;
	batch: Numbered[];
}): Promise<{ results: MutationResult[]; changed: boolean; expected: number }> {
	const { tx, services, actor, device, version, batch } = call;
	const context = { tx, services, actor, sender: { device, version } };
	const nowMs = services.clock.nowMs();
	const held = await tx.devices.lock(device, actor.accountId, nowMs);
	if (!held) throw new RefusalError({ code: 'sync.device-unknown' });
	const first = batch[0];
	const expected = held.lastSequence + 1;
	if (!first) return { results: [], changed: false, expected };
	if (first.sequence > expected) throw new RefusalError({ code: 'sync.sequence-gap', expected });

	const last = first.sequence + batch.length - 1;
	const stored = await tx.receipts.list(device, first.sequence, Math.min(last, held.lastSequence));
	const storedBySequence = new Map(stored.map((receipt) => [receipt.sequence, receipt]));
	const refusedRecords = new Set<string>();
	const results: MutationResult[] = [];
	const receipts: ReceiptRow[] = [];
	for (const item of batch) {
		const receipt = storedBySequence.get(item.sequence);
		const result = receipt
			? repeated(item, receipt)
			: await applyOne(context, item, refusedRecords.has(item.parsed.raw.record));
		if (!receipt) receipts.push({ deviceId: device, ...item, result, atMs: nowMs });
		if (result.status === 'refused') refusedRecords.add(item.parsed.raw.record);
		results.push(result);
	}
	await tx.receipts.insert(receipts);
	if (receipts.length > 0) await tx.devices.advance(device, last, nowMs);
	return {
		results,
		changed: receipts.some(({ result }) => result.status === 'applied'),
		expected: Math.max(last, held.lastSequence) + 1,
	};
}

function refused(sequence: number, code: ErrorCode, path?: string): MutationResult {
	return { sequence, status: 'refused', code, ...(path === undefined ? {} : { path }) };
}

function repeated(item: Numbered, receipt: ReceiptRow): MutationResult {
	const same = receipt.bodyHash === item.bodyHash;
	return same ? receipt.result : refused(item.sequence, 'sync.repeated-otherwise');
}

/** An expected refusal undoes this mutation alone; anything else is a bug and undoes the whole batch. */
async function applyOne(
	context: { tx: Tx; services: Services; actor: AccountActor; sender: Sender },
	{ sequence, parsed }: Numbered,
	parked: boolean,
): Promise<MutationResult> {
	if (parked) return refused(sequence, 'sync.parked');
	if ('refusal' in parsed) return refused(sequence, parsed.refusal.code, parsed.refusal.path);
	try {
		const applied = await context.tx.savepoint(() =>
			applyMutation({ ...context, mutation: parsed.mutation }),
		);
		return { sequence, status: 'applied', ...applied };
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		const { code, path, other, missing } = error.refusal;
		return {
			...refused(sequence, code, path),
			...(other ? { other: OtherCase.parse(other) } : {}),
			...(missing ? { missing } : {}),
		};
	}
}
