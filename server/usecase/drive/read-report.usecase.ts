import type { DriveReport } from '#shared/protocol/drive.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { driveOfSchool, viewDrive } from './own-school.ts';
import { byCollege, namedVolunteers } from './read-drives.usecase.ts';

/** How long one student took, in steps of a minute; the last has no end. */
const stepSeconds = [60, 120, 180, 300] as const;

/**
 * What a drive came to: how long students took, what was sent back and why, which phones still hold something. Counts
 * alone, no student. Throws RefusalError `request.not-found`.
 */
export async function readReport(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<DriveReport> {
	const { services, actor, id } = call;
	const { drive, counts, taken } = await services.uow.run(actor, async (tx) => ({
		drive: await driveOfSchool(tx, actor, id),
		counts: await tx.driveEntries.countsOf(id),
		taken: await tx.driveEntries.secondsOf(id),
	}));
	const volunteers = await namedVolunteers(services, actor, id, counts);
	// A reviewer's words are not the school's to read: it is told how often which reason came.
	const returns = await services.uow.run({ kind: 'system' }, (tx) => tx.driveEntries.returnsOf(id));
	const secondsOf = (assignmentId: string) =>
		taken.filter((each) => each.assignmentId === assignmentId).map(({ seconds }) => seconds);
	return {
		drive: viewDrive(drive),
		colleges: byCollege(drive, counts),
		medianSeconds: medianOf(taken.map(({ seconds }) => seconds)),
		times: inSteps(taken.map(({ seconds }) => seconds)),
		volunteers: volunteers.map((each) => ({
			...each,
			medianSeconds: medianOf(secondsOf(each.assignmentId)),
		})),
		returns,
	};
}

function medianOf(seconds: number[]): number | null {
	if (seconds.length === 0) return null;
	const sorted = seconds.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}

function inSteps(seconds: number[]): DriveReport['times'] {
	return [...stepSeconds, null].map((to, i) => {
		const from = i === 0 ? 0 : stepSeconds[i - 1]!;
		return {
			upToSeconds: to,
			count: seconds.filter((each) => each >= from && (to === null || each < to)).length,
		};
	});
}
