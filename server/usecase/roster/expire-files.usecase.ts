import type { Services } from '../ports.ts';
import { setAside } from './set-aside.ts';

const dayMs = 86_400_000;
/** How long a file waits for somebody to go on with it. */
const openMs = dayMs;
/** How long an import can be taken back, and its lines with problems can be had. */
const appliedMs = 30 * dayMs;

/** Removes what is no longer needed of files: docs/roster.md says what is kept how long. How many imports it was. */
export async function expireRosterFiles({ services }: { services: Services }): Promise<number> {
	const atMs = services.clock.nowMs();
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const rows = await tx.rosterImports.outdated(atMs - openMs, atMs - appliedMs);
		for (const row of rows) {
			if (row.state === 'applied') {
				await tx.rosterImports.dropLines(row.id, 'all');
				await tx.rosterImports.dropChanges(row.id);
			} else await setAside(tx, row, 'expired');
			await tx.audit.append({ atMs, actor: 'system', act: 'roster.expire', subject: row.id, detail: {} });
		}
		return rows.length;
	});
}
