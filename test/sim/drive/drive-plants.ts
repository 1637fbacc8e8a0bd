/** Faults of drives, put in on purpose: a day with one of them must be found out. */
import 'fake-indexeddb/auto';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { EnrollmentRow } from '#server/usecase/enrollment/ports.ts';
import type { Services, Tx } from '#server/usecase/ports.ts';
import type { TablePhone } from './table-phone.ts';

export interface DrivePlant {
	name: string;
	/** What it does wrong. */
	words: string;
	/** The invariant of `drive-checks.ts` that it breaks. */
	breaks: string;
	/** A seed that finds it. */
	seed: number;
	tx?: (tx: Tx) => Partial<Tx>;
	/** What a phone does wrong once it has sent, answered or not. */
	afterSending?: (phone: TablePhone, records: string[]) => Promise<void>;
	/** Rows of this table cannot be deleted on any phone. */
	undeletable?: string;
}

export const drivePlants: DrivePlant[] = [
	{
		name: 'dropped-when-sent',
		words: 'what was sealed leaves the phone when it is sent, and not when it is answered',
		breaks: 'lost',
		seed: 3,
		async afterSending({ phone }, records) {
			const db = new CampusCoverDb(phone.name);
			const isOf = ({ id, recordId }: { id?: string; recordId?: string }) =>
				records.includes((recordId ?? id)!);
			await db.outbox.filter(isOf).delete();
			await db.sealedDraft.filter(isOf).delete();
			db.close();
		},
	},
	{
		name: 'form-stays',
		words: 'the form stays under the vault’s key after it was sealed',
		breaks: 'readable',
		seed: 1,
		undeletable: 'driveDraft',
	},
	{
		name: 'revoked-refused',
		words: 'what was collected before a revocation is refused after it',
		breaks: 'lost',
		seed: 1,
		tx: ({ driveAssignments }) => ({
			driveAssignments: {
				...driveAssignments,
				get: async (id) => {
					const row = await driveAssignments.get(id);
					return row?.revokedAtMs === null ? row : null;
				},
			},
		}),
	},
	{
		name: 'revoked-unmarked',
		words: 'what came in after a revocation is not marked',
		breaks: 'revoked',
		seed: 1,
		tx: ({ driveEntries }) => ({
			driveEntries: {
				...driveEntries,
				insert: (row) => driveEntries.insert({ ...row, isAfterRevocation: false }),
			},
		}),
	},
	{
		name: 'entries-unpaired',
		words: 'nobody looks whether the person of an entry that comes in has declared before',
		breaks: 'one-each',
		seed: 6,
		tx: ({ pairings }) => ({ pairings: { ...pairings, ask: async () => {} } }),
	},
	{
		name: 'declared-at-the-table',
		words: 'what a volunteer hands over counts as the student’s own declaration',
		breaks: 'declared',
		seed: 1,
		tx: ({ enrollments }) => ({
			enrollments: {
				...enrollments,
				update: (row) => enrollments.update(row.state === 'notified' ? asDeclared(row) : row),
			},
		}),
	},
];

/** The database wants a person and a number of what is declared: whoever forges has to name some. */
const asDeclared = (row: EnrollmentRow): EnrollmentRow => ({
	...row,
	state: 'declared',
	personId: row.ownerAccountId,
	caseNumber: row.id,
});

export function withPlant(services: Services, plant: DrivePlant | null): Services {
	const { tx: variant } = plant ?? {};
	if (!variant) return services;
	const { uow } = services;
	return {
		...services,
		uow: { run: (actor, work, how) => uow.run(actor, (tx) => work({ ...tx, ...variant(tx) }), how) },
	};
}
