import { hash } from 'node:crypto';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { Services } from '../ports.ts';
import type { AuditHeadsPort, AuditSeal, StoredAuditEntry } from './ports.ts';

export const chainStart = '0'.repeat(64);
const batchSize = 500;

/**
 * The hash of a link: over the link before, the dense number and everything that the entry says. At once: by Web Crypto every entry
 * would wait for a thread.
 */
export function sealHash(previous: string, number: number, entry: StoredAuditEntry): string {
	return hash('sha256', `${previous}\n${number}\n${canonicalJson(entry)}`);
}

/**
 * Chains the entries that were committed since the last run, in the order of their ids; one that committed
 * late comes later, under its own number. Then writes the newest head outside the database, where whoever can
 * alter the database cannot. Answers with how many entries were sealed.
 */
export async function sealAudit(call: { services: Services; heads: AuditHeadsPort }): Promise<number> {
	const { services, heads } = call;
	let total = 0;
	for (;;) {
		const { count, head } = await services.uow.run({ kind: 'system' }, async (tx) => {
			const entries = await tx.audit.unsealed(batchSize);
			let last = await tx.audit.lastSeal();
			const seals: AuditSeal[] = [];
			for (const entry of entries) {
				const number = (last?.number ?? 0) + 1;
				last = { number, entryId: entry.id, hash: sealHash(last?.hash ?? chainStart, number, entry) };
				seals.push(last);
			}
			await tx.audit.appendSeals(seals);
			return { count: seals.length, head: last };
		});
		// The run before may have been cut off between its commit and its line: then this one makes up for it.
		if (head && (count > 0 || head.number > ((await heads.last())?.number ?? 0))) {
			await heads.append({ number: head.number, hash: head.hash, atMs: services.clock.nowMs() });
		}
		total += count;
		if (count < batchSize) return total;
	}
}
