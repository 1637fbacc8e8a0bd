import type { RosterChoice } from '#shared/protocol/drive-roster.ts';

/** A college of a school's roster, with its classes. */
export interface CollegeRow {
	college: string;
	count: number;
	classes: { className: string; count: number }[];
}

export function collegesOf(classes: RosterChoice['classes']): CollegeRow[] {
	return [...new Set(classes.map(({ college }) => college))].map((college) => {
		const own = classes.filter((each) => each.college === college);
		return {
			college,
			count: own.reduce((sum, { count }) => sum + count, 0),
			classes: own.map(({ className, count }) => ({ className, count })),
		};
	});
}
