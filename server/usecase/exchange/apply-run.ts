/** How fresh mutations of a batch take effect: one after the other, those that are plain draft edits together. */
import { RefusalError, type ErrorCode } from '#shared/errors/error-codes.ts';
import type { MutationResult } from '#shared/protocol/exchange.ts';
import { readingOf } from '#shared/protocol/version.ts';
import { OtherCase } from '#shared/protocol/view.ts';
import type { AccountActor } from '../actor.ts';
import type { OpenedDraft } from '../drive/open-sealed.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { Services, Tx } from '../ports.ts';
import { applyMutation } from './apply-mutation.ts';
import { GatheredEdits, NotAsRead } from './edits-together.ts';
import type { ParsedMutation } from './parse-mutations.ts';

export interface Numbered {
	sequence: number;
	parsed: ParsedMutation;
	bodyHash: string;
	/** Of a sealed draft. */
	opened?: OpenedDraft;
}

interface Context {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	sender: Sender;
}

/** A refusal before anything was tried, or a plain edit without a signature of its own. */
function canGather({ parsed }: Numbered): boolean {
	if ('refusal' in parsed) return true;
	return parsed.mutation.kind === 'enrollment.edit' && !parsed.mutation.body.signature;
}

/** From `at` on: what can be applied together, or the one mutation that stands for itself. */
export function runFrom(batch: Numbered[], at: number, isStored: (sequence: number) => boolean): Numbered[] {
	const end = batch.findIndex((item, i) => i >= at && (isStored(item.sequence) || !canGather(item)));
	return batch.slice(at, Math.max(at + 1, end === -1 ? batch.length : end));
}

/** The results in order. `parked`: the records that something was refused for before. */
export async function applyRun(
	context: Context,
	run: Numbered[],
	parked: ReadonlySet<string>,
): Promise<MutationResult[]> {
	if (run.length === 1) return applyEach(context, run, parked);
	try {
		return await context.tx.savepoint(async () => {
			const { device, version, cursor } = context.sender;
			const place = { after: cursor, reading: readingOf(version), device };
			const records = run.map(({ parsed }) => parsed.raw.record);
			const reader = { accountId: context.actor.accountId, place };
			const gathered = await GatheredEdits.of(context.tx, records, reader);
			const results = await applyEach({ ...context, tx: gathered.tx }, run, parked);
			await gathered.write();
			return results;
		});
	} catch (error) {
		if (!(error instanceof NotAsRead)) throw error;
		return applyEach(context, run, parked);
	}
}

async function applyEach(
	context: Context,
	run: Numbered[],
	parked: ReadonlySet<string>,
): Promise<MutationResult[]> {
	const refusedHere = new Set(parked);
	const results: MutationResult[] = [];
	for (const item of run) {
		const { record } = item.parsed.raw;
		const result = await applyOne(context, item, refusedHere.has(record));
		if (result.status === 'refused') refusedHere.add(record);
		results.push(result);
	}
	return results;
}

/** An expected refusal undoes this mutation alone; anything else is a bug and undoes the whole batch. */
async function applyOne(
	context: Context,
	{ sequence, parsed, opened }: Numbered,
	isParked: boolean,
): Promise<MutationResult> {
	if (isParked) return refused(sequence, 'sync.parked');
	if ('refusal' in parsed) return refused(sequence, parsed.refusal.code, parsed.refusal.path);
	try {
		const applied = await context.tx.savepoint(() =>
			applyMutation({ ...context, mutation: parsed.mutation, opened }),
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

export function refused(sequence: number, code: ErrorCode, path?: string): MutationResult {
	return { sequence, status: 'refused', code, ...(path === undefined ? {} : { path }) };
}
