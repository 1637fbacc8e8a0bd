import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskName } from '#shared/domain/identity/name.ts';
import { signsApart } from '#shared/domain/roster/match.ts';
import type { Candidate, Candidates, DecideMatchInput } from '#shared/protocol/roster.ts';
import type { AccountActor } from '../actor.ts';
import { writeDown } from '../office/look-written-down.ts';
import type { Services } from '../ports.ts';
import { ownRoster } from './place.ts';
import type { CandidateRow } from './ports.ts';

const openLimit = 50;
const decidedLimit = 20;
const system = { kind: 'system' } as const;

/**
 * Enrollments that may be a student's, and what was said of them. Read on behalf of the system, since an enrollment's
 * fields are not the school's to read: both sides are masked here. Written down. Throws `request.not-found`.
 */
export async function readCandidates(call: { services: Services; actor: AccountActor }): Promise<Candidates> {
	const { services, actor } = call;
	const { schoolCode } = ownRoster(services, actor);
	return services.uow.run(system, async (tx) => {
		const { rows, total } = await tx.rosterMatches.candidates(schoolCode, 'open', openLimit);
		const { rows: decided } = await tx.rosterMatches.candidates(schoolCode, 'decided', decidedLimit);
		const seen = rows.length + decided.length;
		await writeDown(tx, services, { actor, act: 'roster.candidates', subject: null, rows: seen });
		return { open: rows.map(masked), total, decided: decided.map(masked) };
	});
}

function masked({ student, enrollment, ...row }: CandidateRow): Candidate {
	const side = (of: CandidateRow['enrollment']) => ({
		studentNumber: of.studentNumber,
		nameMasked: of.name && maskName(of.name),
		idNumberMasked: of.idNumber && maskIdNumber(of.idNumber),
	});
	const { college, className } = student;
	const apart = (a: string | null, b: string | null) => (a && b ? signsApart(a, b) : null);
	return {
		...row,
		student: { ...side(student), college, className },
		enrollment: side(enrollment),
		nameApart: apart(student.name, enrollment.name),
		idNumberApart: apart(student.idNumber, enrollment.idNumber),
	};
}

/**
 * 同一人 or 不是, or taken back. False where somebody decided meanwhile, the enrollment is another student's, or there is no
 * such question for this school: each alike. Throws `request.not-found`.
 */
export async function decideMatch(call: {
	services: Services;
	actor: AccountActor;
	input: DecideMatchInput;
}): Promise<{ isDone: boolean }> {
	const { services, actor, input } = call;
	const { schoolCode } = ownRoster(services, actor);
	const atMs = services.clock.nowMs();
	return services.uow.run(actor, async (tx) => {
		const isDone = await tx.rosterMatches.decide({ ...input, schoolCode, accountId: actor.accountId, atMs });
		if (isDone) {
			const detail = { word: input.word, enrollment: input.enrollmentId };
			const audit = {
				atMs,
				actor: actor.accountId,
				act: 'roster.decide-match' as const,
				subject: input.studentId,
			};
			await tx.audit.append({ ...audit, detail });
		}
		return { isDone };
	});
}
