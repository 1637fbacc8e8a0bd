import type { FlowTx } from '#server/usecase/enrollment/ports.ts';
import type { OfficeTx } from '#server/usecase/office/ports.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import type { Transaction } from './memory-database.ts';

const active: ReadonlySet<string> = new Set(['declared', 'returned', 'approved']);
const unseenOfSchool: ReadonlySet<string> = new Set(['draft', 'superseded']);
const notOfPerson: ReadonlySet<string> = new Set(['draft', 'superseded', 'rejected']);

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What hangs on an enrollment goes with it. An order or its payment would not: PostgreSQL refuses then. */
async function removeEnrollment(at: Transaction, id: string): Promise<void> {
	const isOf = (row: { enrollmentId: string | null }) => row.enrollmentId === id;
	if (at.rows('order').some(isOf)) throw new Error('an order hangs on the enrollment');
	const removed = await at.remove('enrollment', (row) => row.id === id);
	if (removed === 0) return;
	const notices = new Set(
		at
			.rows('notice')
			.filter(isOf)
			.map((notice) => notice.id),
	);
	at.cascade('delivery', ({ noticeId }) => notices.has(noticeId));
	at.cascade('superseded', (row) => isOf(row) || row.entryId === id);
	const attached = [
		'signature',
		'fieldConflict',
		'evaluation',
		'submission',
		'reviewWord',
		'correction',
	] as const;
	for (const table of attached) at.cascade(table, isOf);
	for (const table of ['pairing', 'factRequest', 'registration', 'notice'] as const) at.cascade(table, isOf);
}

function enrollments(at: Transaction): FlowTx['enrollments'] {
	return {
		get: async (id) => at.find('enrollment', id),
		lock: (id) => at.lock('enrollment', id),
		insert: (row) => at.insert('enrollment', row),
		async update(row) {
			const outcome = await at.update('enrollment', row.id, () => row);
			return outcome === 'taken' ? 'person-taken' : outcome;
		},
		ofOwner: async (accountId) => at.visible('enrollment').filter((row) => row.ownerAccountId === accountId),
		...manyEnrollments(at),
		remove: (id) => removeEnrollment(at, id),
		async nextCaseNumber(insuranceYear) {
			const n = at.database.nextOf('enrollment_case_number');
			return `K${String(insuranceYear).slice(-2)}-${String(n).padStart(6, '0')}`;
		},
		activeOf: async (personId, schemeId) =>
			at
				.visible('enrollment')
				.find((row) => row.personId === personId && row.schemeId === schemeId && active.has(row.state)) ??
			null,
		ofPerson: async (schemeId, key) =>
			at
				.visible('enrollment')
				.filter((row) => row.schemeId === schemeId && personKey(row.fields) === key)
				.filter(({ state }) => !notOfPerson.has(state))
				.sort((a, b) => byText(a.id, b.id)),
		async countByState(schoolCode) {
			const rows = at.visible('enrollment').filter((row) => row.schoolCode === schoolCode);
			const counted = Map.groupBy(rows, ({ state }) => state);
			return [...counted].flatMap(([state, of]) =>
				unseenOfSchool.has(state) ? [] : [{ state, count: of.length }],
			);
		},
	};
}

type Many = 'getMany' | 'lockMany' | 'insertMany' | 'editMany';

function manyEnrollments(at: Transaction): Pick<FlowTx['enrollments'], Many> {
	return {
		getMany: async (ids) => ids.flatMap((id) => at.find('enrollment', id) ?? []),
		async lockMany(ids) {
			const rows = [];
			for (const id of ids.toSorted()) rows.push(await at.lock('enrollment', id));
			return rows.filter((row) => row !== null);
		},
		async insertMany(rows) {
			let inserted = 0;
			for (const row of rows) if (await at.insert('enrollment', row)) inserted += 1;
			return inserted;
		},
		async editMany(rows) {
			let written = 0;
			for (const row of rows) {
				const { schemeId, schoolCode, fields, consent, consentReceivedAtMs, ...rest } = row;
				const { signatureHash, contentHash, revision, fieldMarks, updatedAtMs } = rest;
				const content = { schemeId, schoolCode, fields, consent, consentReceivedAtMs };
				const beside = { signatureHash, contentHash, revision, fieldMarks, updatedAtMs };
				const outcome = await at.update('enrollment', row.id, (held) => ({ ...held, ...content, ...beside }));
				if (outcome === 'written') written += 1;
			}
			return written;
		},
	};
}

type AttachedTable = 'evaluation' | 'submission' | 'reviewWord' | 'correction';

function contentsOf(at: Transaction, table: AttachedTable, enrollmentId: string) {
	return at
		.visible(table)
		.filter((row) => row.enrollmentId === enrollmentId)
		.sort((a, b) => a.n - b.n)
		.map(({ content }) => content);
}

function attached(
	at: Transaction,
): Pick<FlowTx, 'evaluations' | 'submissions' | 'reviewWords' | 'corrections'> {
	const append = async (table: AttachedTable, row: object) => {
		await at.insert(table, { n: at.database.nextOf(table), ...row } as never);
	};
	return {
		evaluations: {
			append: (enrollmentId, content) => append('evaluation', { enrollmentId, content }),
			list: async (id) => contentsOf(at, 'evaluation', id) as never,
			newest: async (id) => (contentsOf(at, 'evaluation', id).at(-1) ?? null) as never,
		},
		submissions: {
			append: (enrollmentId, content) => append('submission', { enrollmentId, content }),
			list: async (id) => contentsOf(at, 'submission', id) as never,
		},
		reviewWords: {
			append: (enrollmentId, reviewerId, content) =>
				append('reviewWord', { enrollmentId, reviewerId, content }),
			list: async (id) => contentsOf(at, 'reviewWord', id) as never,
		},
		corrections: {
			append: (enrollmentId, reviewerId, content) =>
				append('correction', { enrollmentId, reviewerId, content }),
			list: async (id) => contentsOf(at, 'correction', id) as never,
		},
	};
}

function pairings(at: Transaction): FlowTx['pairings'] {
	return {
		async ask(enrollmentId) {
			await at.insert('pairing', { enrollmentId });
		},
		due: async (limit) =>
			at
				.visible('pairing')
				.slice(0, limit)
				.map(({ enrollmentId }) => enrollmentId),
		async settle(enrollmentId) {
			await at.remove('pairing', (row) => row.enrollmentId === enrollmentId);
		},
		async link(link) {
			await at.insert('superseded', link);
		},
		entriesOf: async (enrollmentId) =>
			at
				.visible('superseded')
				.filter((row) => row.enrollmentId === enrollmentId)
				.map(({ atMs }) => ({ atMs }))
				.sort((a, b) => a.atMs - b.atMs),
	};
}

function fieldConflicts(at: Transaction): FlowTx['fieldConflicts'] {
	const openOf = (enrollmentIds: string[]) =>
		at
			.visible('fieldConflict')
			.filter((row) => enrollmentIds.includes(row.enrollmentId) && row.settledAtMs === null)
			.sort((a, b) => a.n - b.n)
			.map(({ settledAtMs: _, ...conflict }) => conflict);
	return {
		async append(conflicts) {
			for (const conflict of conflicts) {
				const n = at.database.nextOf('fieldConflict');
				await at.insert('fieldConflict', { n, ...conflict, settledAtMs: null });
			}
		},
		open: async (enrollmentId) => openOf([enrollmentId]),
		openOf: async (enrollmentIds) => openOf(enrollmentIds),
		async settle(enrollmentId, numbers, settledAtMs) {
			for (const n of numbers) {
				const held = at.find('fieldConflict', String(n));
				if (held?.enrollmentId !== enrollmentId) continue;
				await at.update('fieldConflict', String(n), (row) =>
					row.settledAtMs === null ? { ...row, settledAtMs } : row,
				);
			}
		},
	};
}

function factRequests(at: Transaction): FlowTx['factRequests'] {
	return {
		get: async (enrollmentId) => at.find('factRequest', enrollmentId),
		async put(request) {
			const written = await at.update('factRequest', request.enrollmentId, () => request);
			if (written === 'not-seen') await at.insert('factRequest', request);
		},
		due: async (nowMs, limit) =>
			at
				.visible('factRequest')
				.filter(({ nextTryAtMs }) => nextTryAtMs <= nowMs)
				.sort((a, b) => a.nextTryAtMs - b.nextTryAtMs)
				.slice(0, limit),
		async remove(enrollmentId) {
			await at.remove('factRequest', (row) => row.enrollmentId === enrollmentId);
		},
	};
}

type Parts = Pick<
	FlowTx,
	| 'enrollments'
	| 'signatures'
	| 'fieldConflicts'
	| 'evaluations'
	| 'submissions'
	| 'reviewWords'
	| 'corrections'
	| 'pairings'
	| 'factRequests'
> &
	OfficeTx;

/** See `enrollment/ports.ts` and `office/ports.ts` for what each call promises. */
export function enrollmentTables(at: Transaction): Parts {
	return {
		enrollments: enrollments(at),
		signatures: {
			async put(enrollmentId, hash, content, receivedAtMs) {
				await at.insert('signature', { enrollmentId, hash, content, receivedAtMs });
			},
			get: async (enrollmentId, hash) => at.find('signature', `${enrollmentId} ${hash}`)?.content ?? null,
		},
		fieldConflicts: fieldConflicts(at),
		...attached(at),
		pairings: pairings(at),
		factRequests: factRequests(at),
		schoolRegistrations: {
			insert: (mark) => at.insert('registration', mark),
			has: async (enrollmentId) => at.find('registration', enrollmentId) !== null,
			async held(schoolCode, rule, limit) {
				const rows = at.visible('enrollment').flatMap((row) => {
					const order = at
						.visible('order')
						.find((each) => each.enrollmentId === row.id && each.state === 'due');
					const isHeld =
						order &&
						row.schoolCode === schoolCode &&
						row.state === 'approved' &&
						!at.find('registration', row.id) &&
						order.fee.findings.some((finding) => finding.rule === rule);
					if (!isHeld) return [];
					const studentNumber = (row.fields.studentNumber ?? null) as string | null;
					return [
						{ id: row.id, nameMasked: order.payerNameMasked, caseNumber: row.caseNumber, studentNumber },
					];
				});
				rows.sort((a, b) => byText(a.caseNumber ?? '', b.caseNumber ?? ''));
				return { rows: rows.slice(0, limit), total: rows.length };
			},
		},
	};
}
