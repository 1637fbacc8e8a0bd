import type { LateKind } from '#shared/domain/roster/student-list.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { SchoolConsole } from '#shared/protocol/outcome.ts';
import { daysBetween, type IsoDate } from '#shared/std/date.ts';
import type { OutcomeCount } from './ports.ts';

type Deadline = SchoolConsole['deadlines'][number];

interface Day {
	kind: LateKind;
	due: IsoDate | null;
	cites: string[];
	/** Enrolled here, and this step still lacks. */
	lacks: (count: OutcomeCount) => number;
}

/** The scheme's own days; null where its document gives none. */
function daysOf({ schoolWork, enrollment, payment }: Scheme): Day[] {
	const duty = schoolWork.duties.find(({ key }) => key === 'register');
	return [
		duty
			? { kind: 'not-registered', due: duty.due, cites: duty.cites, lacks: ({ notMarked }) => notMarked }
			: // Nothing is to be marked by the school: to be enrolled is all.
				{ kind: 'not-registered', due: enrollment.closes, cites: enrollment.cites, lacks: () => 0 },
		{
			kind: 'not-paid',
			due: payment.closes,
			cites: payment.closes === null ? payment.cites.late : payment.cites.opens,
			lacks: ({ notPaid }) => notPaid,
		},
	];
}

/** Who is not there yet at each of the scheme's days, as the business date has it. */
export function deadlinesOf(scheme: Scheme, counts: readonly OutcomeCount[], today: IsoDate): Deadline[] {
	const notReached = ({ outcome, count }: OutcomeCount) => (outcome === 'not-reached' ? count : 0);
	const sum = (rows: readonly OutcomeCount[], of: (count: OutcomeCount) => number) =>
		rows.reduce((all, row) => all + of(row), 0);
	const school = counts.filter(({ college }) => college === null);
	const ofColleges = Map.groupBy(
		counts.filter(({ college, className }) => college !== null && className === null),
		({ college }) => college!,
	);
	return daysOf(scheme).map(({ kind, due, cites, lacks }) => ({
		kind,
		due,
		cites,
		days: due === null ? null : daysBetween(today, due),
		notReached: sum(school, notReached),
		notDone: sum(school, lacks),
		colleges: [...ofColleges].map(([college, rows]) => ({
			college,
			notReached: sum(rows, notReached),
			notDone: sum(rows, lacks),
		})),
	}));
}
