import { noOutcomes, sizeOf, type OutcomeCounts } from '#shared/domain/roster/outcome.ts';
import type { SchoolConsole } from '#shared/protocol/outcome.ts';
import { assert } from '#shared/std/assert.ts';
import type { OutcomeCount, OutcomeSums } from './ports.ts';

interface Part {
	counts: OutcomeCounts;
	progress: SchoolConsole['progress'];
}

/** The sums as a tree: school, colleges, classes. */
export type Summed = Pick<SchoolConsole, 'size' | 'counts' | 'progress' | 'colleges' | 'conflicts'>;

function partOf(rows: readonly OutcomeCount[]): Part {
	const counts = noOutcomes();
	const progress = { registered: 0, approved: 0, paid: 0 };
	for (const row of rows) {
		counts[row.outcome] += row.count;
		progress.registered += row.registered;
		progress.approved += row.approved;
		progress.paid += row.paid;
	}
	return { counts, progress };
}

/** Each level as it was added up by itself; nothing is added up again here, so that a difference shows. */
export function summedUp({ size, counts }: OutcomeSums): Summed {
	const school = counts.filter(({ college }) => college === null);
	const byCollege = Map.groupBy(
		counts.filter(({ college }) => college !== null),
		({ college }) => college!,
	);
	const colleges = [...byCollege].map(([college, rows]) => {
		const byClass = Map.groupBy(
			rows.filter(({ className }) => className !== null),
			({ className }) => className!,
		);
		return {
			college,
			...partOf(rows.filter(({ className }) => className === null)),
			classes: [...byClass].map(([className, ofClass]) => ({ className, ...partOf(ofClass) })),
		};
	});
	return {
		size,
		...partOf(school),
		colleges,
		conflicts: school.reduce((sum, row) => sum + row.conflicts, 0),
	};
}

/** The sums of classes are the college's, of colleges the school's, and the school's the roster: or this is a bug. */
export function assertSumsHold({ size, counts, colleges }: Summed): void {
	const added = (parts: readonly Pick<Part, 'counts'>[]) => {
		const sum = noOutcomes();
		for (const part of parts) {
			for (const outcome of Object.keys(sum) as (keyof OutcomeCounts)[]) sum[outcome] += part.counts[outcome];
		}
		return JSON.stringify(sum);
	};
	assert(sizeOf(counts) === size, 'the outcomes of a school are its roster');
	assert(added(colleges) === added([{ counts }]), 'the outcomes of the colleges are the school’s');
	for (const college of colleges) {
		assert(added(college.classes) === added([college]), 'the outcomes of the classes are the college’s');
	}
}
