import type { Services } from '../ports.ts';
import type { RetentionClass } from './classes.ts';

const dayMs = 86_400_000;
/** Of one class in one transaction. */
const limit = 500;

/** Removes what is older than its class is kept, some at a time; how many rows went. Each class that lost something is written down. */
export async function removeExpired({ services }: { services: Services }): Promise<number> {
	const nowMs = services.clock.nowMs();
	let removed = 0;
	for (const [name, days] of Object.entries(services.retentionDays)) {
		if (days === null) continue;
		const kind = name as RetentionClass;
		removed += await services.uow.run({ kind: 'system' }, async (tx) => {
			const rows = await tx.retention.removeBefore(kind, nowMs - days * dayMs, limit);
			if (rows > 0) {
				await tx.audit.append({
					atMs: nowMs,
					actor: 'system',
					act: 'retention.remove',
					subject: null,
					detail: { class: kind, rows, days },
				});
			}
			return rows;
		});
	}
	return removed;
}
