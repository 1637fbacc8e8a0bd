import { maskName } from '#shared/domain/identity/name.ts';
import type {
	AuditChain,
	AuditGroup,
	AuditLine,
	AuditPage,
	AuditSearchInput,
} from '#shared/protocol/audit.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { viewCheck } from './check-chain.usecase.ts';
import type { StoredAuditEntry } from './ports.ts';

const pageSize = 50;
const maxChecks = 5;
const dayMs = 86_400_000;

/** Acts are named noun and verb: whatever reads, lists or reveals is a look, of nouns that come later too. */
const actsByGroup: Record<AuditGroup, readonly string[]> = {
	looks: ['%.read', '%.read-%', '%.queue', '%.reveal', 'office.%', 'audit.search'],
	exports: ['%export%'],
	decisions: ['enrollment.%', 'claim.%', 'review.%', 'stop.%', 'drive.%'],
	money: ['payment.%', 'order.%', 'money.%', 'statement.%'],
	accounts: ['account.%', 'second-factor.%', 'school-key.%', 'retention.%'],
};

/** Midnight in Asia/Shanghai. */
const dayStartMs = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

/** A page of what was done and seen, newest first. Reading it is written down too. Throws RefusalError `request.too-many`. */
export async function readAudit(call: {
	services: Services;
	actor: AccountActor;
	query: AuditSearchInput;
}): Promise<AuditPage> {
	const { services, actor, query } = call;
	await countHits(services, [{ limit: limits.searchByAccount, of: actor.accountId }]);
	const [afterMs, afterId] = query.after?.split('.').map(Number) ?? [];
	const found = await services.uow.run(actor, async (tx) => {
		const entries = await tx.audit.search({
			acts: query.group ? actsByGroup[query.group] : [],
			actor: query.actor ?? null,
			subject: query.subject ?? null,
			fromMs: query.from ? dayStartMs(query.from) : null,
			untilMs: query.to ? dayStartMs(query.to) + dayMs : null,
			after: afterMs !== undefined && afterId !== undefined ? { atMs: afterMs, id: afterId } : null,
			limit: pageSize + 1,
		});
		const detail = { rows: Math.min(entries.length, pageSize), group: query.group ?? 'all' };
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'audit.search',
			subject: query.subject ?? null,
			detail,
		});
		return entries;
	});
	const shown = found.slice(0, pageSize);
	const last = shown.at(-1);
	const who = await actorsOf(services, shown);
	const lines = shown.map(({ actor: by, ...entry }): AuditLine => ({ ...entry, by: who.get(by) ?? null }));
	return { lines, next: found.length > pageSize && last ? `${last.atMs}.${last.id}` : null };
}

/** Whose an account is, is the product's to read; the auditor is told its role and a first character. */
async function actorsOf(
	services: Services,
	entries: StoredAuditEntry[],
): Promise<Map<string, AuditLine['by']>> {
	const ids = new Set(entries.map(({ actor }) => actor).filter((id) => id !== 'system'));
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const found = new Map<string, AuditLine['by']>();
		for (const id of ids) {
			const account = await tx.accounts.findById(id);
			const person = await tx.persons.findByAccount(id);
			if (account) found.set(id, { id, role: account.role, nameMasked: person && maskName(person.name) });
		}
		return found;
	});
}

/** How the chain stands, and what the last walks of it found. */
export async function readChain(call: { services: Services; actor: AccountActor }): Promise<AuditChain> {
	const { services, actor } = call;
	const head = await services.auditHeads.last();
	return services.uow.run(actor, async (tx) => {
		const seal = await tx.audit.lastSeal();
		return {
			lastSeal: seal && { number: seal.number, hash: seal.hash },
			lastHead: head && { number: head.number, atMs: head.atMs },
			unsealed: await tx.audit.countUnsealed(),
			checks: (await tx.auditChecks.list(maxChecks)).map(viewCheck),
		};
	});
}
