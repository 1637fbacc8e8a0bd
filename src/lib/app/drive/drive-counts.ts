import type { LocalDrive } from '#lib/device/sealing/drive-store.ts';

/** How a drive goes on this phone: students, by how far they are and by college. */
export function driveCounts({ drafts, stubs }: LocalDrive) {
	const of = (state: string) => stubs.filter((stub) => stub.state === state).length;
	const byCollege = new Map<string, number>();
	for (const { college } of stubs) byCollege.set(college, (byCollege.get(college) ?? 0) + 1);
	return {
		begun: drafts.length,
		sealed: of('sealed'),
		taken: of('taken'),
		refused: of('refused'),
		byCollege,
	};
}
