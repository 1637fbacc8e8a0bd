/** The offices' lists with very many records: how long the database takes for a page, and how it reads it. */
import { deskRepository } from '#server/store/desk.repository.ts';
import { orderRepository } from '#server/store/payment.repository.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Trx } from '#server/store/database.ts';
import { deskLists, scansOf } from '../../support/list-plans.ts';
import { fillEnrollments, lookOverTables } from '../../support/many-enrollments.ts';
import type { Office } from './office.ts';
import { median } from './rates.ts';

interface ListTime {
	list: string;
	/** Of the page and of counting, up to its limit. */
	pageMs: number;
	countMs: number | null;
	plan: string;
}

/** No statement holds more than so many: the database keeps what it undoes. */
const batch = 100_000;

/** Throws where a page would read a large table from end to end. */
export async function listTimes(office: Office, records: number, tries: number): Promise<ListTime[]> {
	const { accountId } = await office.member('student');
	for (let from = 1; from <= records; from += batch) {
		const count = Math.min(batch, records + 1 - from);
		await fillEnrollments(office.database, { accountId, from, count });
	}
	await lookOverTables(office.database);
	const reviewer = { ...(await office.member('reviewer')), role: 'reviewer' } as const;
	const clerk = { ...(await office.member('clerk')), role: 'clerk' } as const;
	const times: ListTime[] = [];
	const by = { accountId: reviewer.accountId, nowMs: 1 };
	for (const [list, { query }] of Object.entries(deskLists)) {
		const page = (trx: Trx) => deskRepository(trx).page(query, by, { afterId: null, limit: 51 });
		const count = (trx: Trx) => deskRepository(trx).count(query, by, 1_001);
		const { ms: countMs } = await timed(office, reviewer, count, tries);
		times.push({ list, ...(await timed(office, reviewer, page, tries)), countMs });
	}
	for (const [list, states] of [
		['orders', null],
		['orders of one state', ['paid']],
	] as const) {
		const search = { text: null, schoolCode: null };
		const page = (trx: Trx) => orderRepository(trx).page({ states, search, after: null, limit: 51 });
		times.push({ list, ...(await timed(office, clerk, page, tries)), countMs: null });
	}
	return times;
}

async function timed(
	{ database }: Office,
	{ accountId, role }: Pick<AccountActor, 'accountId' | 'role'>,
	read: (trx: Trx) => Promise<unknown>,
	tries: number,
) {
	const actor = { kind: 'account', accountId, role, schoolCode: null } as const;
	const scans = (await scansOf(database, actor, read)).map((scan) => scan.join(' '));
	const whole = scans.find((scan) => /all of (enrollment|payment)\b(?!_)/.test(scan));
	if (whole) throw new Error(`a table is read whole: ${whole}`);
	const times: number[] = [];
	// The first of them warms up.
	for (let i = 0; i <= tries; i++) {
		const startMs = performance.now();
		await database.run(actor, read);
		if (i > 0) times.push(performance.now() - startMs);
	}
	const ms = median(times);
	return { ms, pageMs: ms, plan: scans.join('; ') };
}
