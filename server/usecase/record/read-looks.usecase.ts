import type { Role } from '#shared/domain/account/role.ts';
import type { Look, Looks } from '#shared/protocol/looks.ts';
import type { AccountActor } from '../actor.ts';
import type { StoredAuditEntry } from '../audit/ports.ts';
import type { Services, Tx } from '../ports.ts';

/** Shown at most; more than anybody reads. */
const maxLooks = 240;
/** Entries read for them: several of one hour are one. */
const maxEntries = 1_000;
const hourMs = 3_600_000;

/** Which entries tell of somebody who looked. */
const whatByAct: Record<string, Look['what']> = {
	'review.read': 'opened',
	'claim.read': 'opened',
	'enrollment.mark-registered': 'registered',
	'record.export-other': 'exported',
};
const lookActs = Object.keys(whatByAct);

/** Who looked at the account's own enrollments and claims, or took all of it out, from the audit. Lists and sums that staff see are not in it. */
export async function readLooks(call: { services: Services; actor: AccountActor }): Promise<Looks> {
	const { services, actor } = call;
	const kinds = await services.uow.run(actor, (tx) => ownRecords(tx, actor.accountId));
	const { entries, roles } = await services.uow.run({ kind: 'system' }, async (tx) => {
		const entries = await tx.audit.ofSubjects([...kinds.keys()], lookActs, maxEntries);
		return { entries, roles: await rolesOf(tx, entries) };
	});
	const looks: Look[] = [];
	const newestByWho = new Map<string, Look>();
	for (const { actor: by, act, subject, atMs } of entries) {
		const role = roles.get(by);
		if (by === actor.accountId || !role || subject === null) continue;
		const what = whatByAct[act]!;
		const who = `${by} ${subject} ${what}`;
		const later = newestByWho.get(who);
		if (later && later.atMs - atMs < hourMs) continue;
		const look: Look = { recordId: subject, kind: kinds.get(subject)!, what, role, atMs };
		newestByWho.set(who, look);
		looks.push(look);
	}
	const isCut = looks.length > maxLooks || entries.length === maxEntries;
	return { looks: looks.slice(0, maxLooks), isCut, atMs: services.clock.nowMs() };
}

async function ownRecords(tx: Tx, accountId: string): Promise<Map<string, Look['kind']>> {
	const enrollments = await tx.enrollments.ofOwner(accountId);
	const claims = await tx.claims.ofOwner(accountId);
	return new Map([
		...enrollments.map(({ id }) => [id, 'enrollment'] as const),
		...claims.map(({ id }) => [id, 'claim'] as const),
		[accountId, 'everything'] as const,
	]);
}

async function rolesOf(tx: Tx, entries: StoredAuditEntry[]): Promise<Map<string, Role>> {
	const roles = new Map<string, Role>();
	for (const id of new Set(entries.map(({ actor }) => actor))) {
		const account = id === 'system' ? null : await tx.accounts.findById(id);
		if (account) roles.set(id, account.role);
	}
	return roles;
}
