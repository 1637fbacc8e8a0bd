import type { AccountView } from '#shared/protocol/account.ts';
import type { AccountRow, PersonRow } from './ports.ts';

/** 13812345678 → 138****5678 */
export function maskPhone(phone: string): string {
	return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The first six and the last four stay, as on official forms; a short number keeps less. */
function maskIdNumber(idNumber: string): string {
	if (idNumber.length < 12) return `${idNumber.slice(0, 2)}****${idNumber.slice(-2)}`;
	return `${idNumber.slice(0, 6)}${'*'.repeat(idNumber.length - 10)}${idNumber.slice(-4)}`;
}

/** An account as its own owner sees it. */
export function accountToView(
	account: AccountRow,
	person: PersonRow | null,
	needsSecondFactor = false,
): AccountView {
	return {
		id: account.id,
		role: account.role,
		phoneMasked: maskPhone(account.phone),
		hasPassword: account.passwordHash !== null,
		person: person && { name: person.name, idNumberMasked: maskIdNumber(person.idNumber) },
		schoolCode: account.schoolCode,
		unlockKey: account.unlockKey,
		...(needsSecondFactor ? { needsSecondFactor } : {}),
	};
}
