import type { DeskTable, HoldTable } from '#server/usecase/review/ports.ts';
import type { Transaction } from './memory-database.ts';

const cases: ReadonlySet<string> = new Set(['declared', 'returned', 'approved', 'rejected']);

/** The first of one state, which is all that the simulation's reviewer asks for. Nobody there takes a case in hand, or a person down at the window. */
export function deskTables(at: Transaction): { desk: DeskTable; holds: HoldTable } {
	const page: DeskTable['page'] = async ({ state }, _, { limit }) =>
		at
			.visible('enrollment')
			.filter((row) => row.state === state && cases.has(row.state))
			.sort((a, b) => a.submittedAtMs! - b.submittedAtMs! || (a.id < b.id ? -1 : 1))
			.slice(0, limit)
			.map((row) => ({
				id: row.id,
				caseNumber: row.caseNumber ?? '',
				name: String(row.fields.name ?? ''),
				schoolCode: row.schoolCode,
				schemeId: row.schemeId,
				state: row.state,
				// What the rules say in short is not kept here.
				outcome: null,
				findingCount: 0,
				submittedAtMs: row.submittedAtMs ?? 0,
				isClean: false,
				isSampled: false,
				isOwnEntry: false,
				hands: 'nobody',
			}));
	return {
		desk: { page, isOwnEntry: async () => false } as Partial<DeskTable> as DeskTable,
		holds: { of: async () => null, put: async () => {}, remove: async () => {} },
	};
}
