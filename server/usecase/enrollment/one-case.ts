/* One active enrollment a person and scheme. The index decides; here the person is told which, and may choose. */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';
import type { EnrollmentRow } from './ports.ts';
import { withdrawEnrollment } from './withdraw-enrollment.usecase.ts';

/** The person's own other case, in the refusal: nobody else has one in the way, since a person has one account. */
function duplicateOf(other: EnrollmentRow | null): RefusalError {
	if (!other) return new RefusalError({ code: 'enrollment.duplicate' });
	const { id, caseNumber, state } = other;
	return new RefusalError({ code: 'enrollment.duplicate', other: { id, caseNumber, state } });
}

/** Writes what is submitted. Throws RefusalError `enrollment.duplicate` that names the owner's other case. */
export async function writeSubmitted(tx: Tx, row: EnrollmentRow): Promise<void> {
	try {
		await tx.savepoint(async () => {
			if ((await tx.enrollments.update(row)) === 'person-taken') throw duplicateOf(null);
		});
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		const other = row.personId && (await tx.enrollments.activeOf(row.personId, row.schemeId));
		throw duplicateOf(other || null);
	}
}

/**
 * 用这一份替换: takes the other submission back, while nobody has judged it. One that is a draft or was not passed
 * stands in nobody's way. Throws RefusalError `request.not-found`, `request.malformed` (another scheme's),
 * `enrollment.duplicate` (it is judged: it stays).
 */
export async function takeBackOther(call: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	row: EnrollmentRow;
	otherId: string;
}): Promise<void> {
	const { tx, services, actor, row, otherId } = call;
	const other = await lockOwnEnrollment(tx, actor.accountId, otherId);
	if (other.id === row.id || other.schemeId !== row.schemeId) {
		throw new RefusalError({ code: 'request.malformed', path: 'body.replaces' });
	}
	if (other.state === 'returned' || other.state === 'approved') throw duplicateOf(other);
	if (other.state === 'declared') {
		await withdrawEnrollment({ tx, services, actor, id: otherId, replacedBy: row.id });
	}
}
