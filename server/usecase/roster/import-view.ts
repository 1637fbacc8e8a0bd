import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskPhone } from '#shared/domain/identity/phone.ts';
import type { ImportSummary, ShownStudent } from '#shared/protocol/roster.ts';
import type { RosterStudent } from '#shared/domain/roster/student.ts';
import type { Tx } from '../ports.ts';
import type { RosterImport } from './ports.ts';

export async function summaryOf(tx: Tx, row: RosterImport): Promise<ImportSummary> {
	const { id, state, failure, counts, createdAtMs, appliedAtMs, undoneAtMs } = row;
	const canUndo = state === 'applied' && (await tx.rosterImports.canUndo(row));
	return { id, state, failure, counts, createdAtMs, appliedAtMs, undoneAtMs, canUndo };
}

/** The school's own words of its student: the name whole, to be found by it; numbers masked. */
export function shownStudent(student: Omit<RosterStudent, 'idType' | 'personKey'>): ShownStudent {
	const { studentNumber, name, idNumber, college, className, phone, isLeaving } = student;
	return {
		studentNumber,
		name,
		idNumberMasked: idNumber && maskIdNumber(idNumber),
		college,
		className,
		phoneMasked: phone && maskPhone(phone),
		isLeaving,
	};
}
