/** What a volunteer handed over is no enrollment of their own: lists and counts leave it out, and its stub shows how far it is. */
import type { DraftContent } from './draft.ts';
import type { Changes } from './record-change.ts';
import type { CampusCoverDb, StubRow } from './schema.ts';

export type StubChange = Pick<StubRow, 'owner' | 'id'> &
	Partial<Pick<StubRow, 'state' | 'code' | 'serverState'>> & {
		/** The server had it and has it no more: its student took it back. */
		isGone?: true;
	};

export const kindOfDraft = ({ server }: DraftContent) =>
	server?.driveId === undefined ? 'enrollment' : 'handed-over';

/** What these changes say of stubs. */
export function stubChanges({ stubs = [], records = [] }: Changes): StubChange[] {
	const told = records.flatMap(({ owner, id, content }): StubChange[] => {
		// Of one that is told otherwise in the same breath, that is so.
		if (!content) return stubs.some((stub) => stub.id === id) ? [] : [{ owner, id, isGone: true }];
		return content.server && kindOfDraft(content) === 'handed-over'
			? [{ owner, id, serverState: content.server.state }]
			: [];
	});
	return [...stubs, ...told];
}

/** Call inside a transaction. What another phone of the volunteer sealed has no stub here. */
export async function changeStubs(
	{ stub, sealedDraft }: CampusCoverDb,
	changes: StubChange[],
): Promise<void> {
	for (const { owner, id, isGone, ...change } of changes) {
		if (isGone) {
			// Its line in the list is counted no more, and so made anew without it.
			if ((await stub.get([owner, id]))?.state === 'taken') await stub.delete([owner, id]);
			continue;
		}
		await stub.update([owner, id], change);
		if (change.state === 'taken') await sealedDraft.delete([owner, id]);
	}
}
