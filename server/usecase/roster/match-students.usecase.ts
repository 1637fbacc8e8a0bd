import { matchStudent } from '#shared/domain/roster/match.ts';
import type { Services } from '../ports.ts';
import type { RosterMatchTable } from './ports.ts';

const system = { kind: 'system' } as const;
const studentsAtOnce = 500;

type Results = Parameters<RosterMatchTable['settle']>[0];

/**
 * Finds the enrollments of students who are to be looked at: those of a new roster, and those whom a new enrollment may be
 * of. On behalf of the system: the fields of an enrollment are not the school's to read. What is not plain waits for a
 * person. Answers with how many were looked at; nobody is looked at twice, so a server that stops goes on behind it.
 */
export async function matchStudents({ services }: { services: Services }): Promise<number> {
	return services.uow.run(system, async (tx) => {
		const students = await tx.rosterMatches.due(studentsAtOnce);
		if (students.length === 0) return 0;
		const ids = students.map(({ id }) => id);
		const among = Map.groupBy(await tx.rosterMatches.enrollmentsFor(ids), ({ forStudentId }) => forStudentId);
		const results: Results = { students: ids, matched: [], asked: [], atMs: services.clock.nowMs() };
		/** Whose an enrollment became within this very look. */
		const taken = new Map<string, string>();
		// Whom the person's own document names comes before whom a number names.
		for (const student of students.toSorted(
			(a, b) => Number(b.personKey !== null) - Number(a.personKey !== null),
		)) {
			const enrollments = (among.get(student.id) ?? []).map((one) => ({
				...one,
				studentId: one.studentId ?? taken.get(one.id) ?? null,
			}));
			const outcome = matchStudent(student, enrollments);
			if (outcome.kind === 'matched') {
				taken.set(outcome.enrollmentId, student.id);
				results.matched.push({ studentId: student.id, enrollmentId: outcome.enrollmentId, by: outcome.by });
			} else if (outcome.kind === 'asked') {
				const { id: studentId, schoolCode } = student;
				results.asked.push(...outcome.candidates.map((one) => ({ ...one, studentId, schoolCode })));
			}
		}
		await tx.rosterMatches.settle(results);
		return students.length;
	});
}
