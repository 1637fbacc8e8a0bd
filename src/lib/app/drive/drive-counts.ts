import type { LocalDrive } from '#lib/device/sealing/drive-watch.ts';

/** How a drive goes on this phone: students, by how far they are and by college. */
export function driveCounts({ forms, sealed, counts }: LocalDrive) {
	const byCollege = new Map<string, number>();
	for (const { college } of sealed) byCollege.set(college, (byCollege.get(college) ?? 0) + 1);
	return { begun: forms.length, ...counts, byCollege };
}
