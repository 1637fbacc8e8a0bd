import type { AuditCheck } from '#shared/protocol/audit.ts';
import { newId } from '#shared/std/id.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { AuditCheckRow } from './ports.ts';
import { sealAudit } from './seal-audit.usecase.ts';
import { verifyAudit } from './verify-audit.usecase.ts';

/** A chain with more faults than this is broken, and no list of them helps. */
const maxFaults = 50;

export const viewCheck = ({ id, askedAtMs, doneAtMs, sealed, faults }: AuditCheckRow): AuditCheck => ({
	...{ id, askedAtMs, doneAtMs },
	...{ sealed, faults },
});

/** An auditor asks for a walk of the chain; a job walks it. Throws RefusalError `request.too-many`. */
export async function askChainCheck(call: { services: Services; actor: AccountActor }): Promise<AuditCheck> {
	const { services, actor } = call;
	await countHits(services, [{ limit: limits.auditCheckByAccount, of: actor.accountId }]);
	const row: AuditCheckRow = {
		id: newId(services.clock, services.random),
		askedByAccountId: actor.accountId,
		askedAtMs: services.clock.nowMs(),
		doneAtMs: null,
		sealed: 0,
		faults: [],
	};
	await services.uow.run(actor, async (tx) => {
		await tx.auditChecks.insert(row);
		const entry = {
			atMs: row.askedAtMs,
			actor: actor.accountId,
			act: 'audit.ask-check' as const,
			subject: row.id,
		};
		await tx.audit.append({ ...entry, detail: {} });
	});
	return viewCheck(row);
}

/** Walks the chain for the oldest check that waits. A server that stops in the middle begins it again. How many it did. */
export async function runChainChecks({ services }: { services: Services }): Promise<number> {
	const { uow, auditHeads: heads } = services;
	const check = await uow.run({ kind: 'system' }, (tx) => tx.auditChecks.toDo());
	if (!check) return 0;
	// What was written down up to now is looked at too.
	await sealAudit({ services, heads });
	const { sealed, faults } = await verifyAudit({ uow, heads });
	const doneAtMs = services.clock.nowMs();
	await uow.run({ kind: 'system' }, async (tx) => {
		await tx.auditChecks.finish({ id: check.id, doneAtMs, sealed, faults: faults.slice(0, maxFaults) });
		const entry = { atMs: doneAtMs, actor: 'system', act: 'audit.check' as const, subject: check.id };
		await tx.audit.append({ ...entry, detail: { sealed, faults: faults.length } });
	});
	return 1;
}
