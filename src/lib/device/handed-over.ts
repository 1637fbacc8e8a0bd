/** What a volunteer handed over is no enrollment of their own: lists and counts leave it out, and its stub shows how far it is. */
import type { DraftContent } from './draft.ts';
import type { Changes } from './record-change.ts';
import type { CampusCoverDb, StubRow } from './schema.ts';

export type StubChange = Pick<StubRow, 'owner' | 'id'> &
	Partial<Pick<StubRow, 'state' | 'code' | 'serverState'>>;

export const kindOfDraft = ({ server }: DraftContent) =>
	server?.driveId === undefined ? 'enrollment' : 'handed-over';

/** What these changes say of stubs. */
export function stubChanges({ stubs = [], records = [] }: Changes): StubChange[] {
	const told = records.flatMap(({ owner, id, content }): StubChange[] =>
		content?.server && kindOfDraft(content) === 'handed-over'
			? [{ owner, id, serverState: content.server.state }]
			: [],
	);
	return [...stubs, ...told];
}

/** Call inside a transaction. What another phone of the volunteer sealed has no stub here. */
export async function changeStubs(
	{ stub, sealedDraft }: CampusCoverDb,
	changes: StubChange[],
): Promise<void> {
	for (const { owner, id, ...change } of changes) {
		await stub.update([owner, id], change);
		if (change.state === 'taken') await sealedDraft.delete([owner, id]);
	}
}
