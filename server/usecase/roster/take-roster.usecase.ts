import { sha256Hex } from '#shared/std/hash.ts';
import { newId } from '#shared/std/id.ts';
import type { TakenRoster } from '#shared/protocol/roster.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { ownRoster } from './place.ts';
import type { RosterImport } from './ports.ts';
import { noCounts, setAside } from './set-aside.ts';

const listed = 20;

/**
 * Takes a school's file in; the job reads it. A file of the very same bytes as the roster's newest, or as one that waits,
 * is that one: nothing changes. One that nobody went on with makes room. Throws `request.not-found`.
 */
export async function takeRoster(call: {
	services: Services;
	actor: AccountActor;
	bytes: Uint8Array<ArrayBuffer>;
}): Promise<TakenRoster> {
	const { services, actor, bytes } = call;
	const { schoolCode, schemeId } = ownRoster(services, actor);
	const fileHash = await sha256Hex(bytes);
	const atMs = services.clock.nowMs();
	return services.uow.run(actor, async (tx) => {
		const earlier = await tx.rosterImports.list({ schoolCode, schemeId }, listed);
		const open = earlier.filter(({ state }) => state === 'reading' || state === 'checked');
		const [applied] = earlier
			.filter(({ state }) => state === 'applied')
			.toSorted((a, b) => (b.appliedAtMs ?? 0) - (a.appliedAtMs ?? 0));
		const known = [...open, ...(applied ? [applied] : [])].find((row) => row.fileHash === fileHash);
		if (known) return { id: known.id, isKnown: true };
		for (const row of open) await setAside(tx, row, 'replaced');
		const row: RosterImport = {
			id: newId(services.clock, services.random),
			schoolCode,
			schemeId,
			fileHash,
			state: 'reading',
			wanted: { sheet: null, headLine: null, columns: null, turn: 1 },
			found: null,
			counts: noCounts,
			failure: null,
			createdBy: actor.accountId,
			createdAtMs: atMs,
			appliedAtMs: null,
			undoneAtMs: null,
		};
		await tx.rosterImports.insert(row, bytes);
		const detail = { bytes: bytes.length };
		await tx.audit.append({ atMs, actor: actor.accountId, act: 'roster.take', subject: row.id, detail });
		return { id: row.id, isKnown: false };
	});
}
