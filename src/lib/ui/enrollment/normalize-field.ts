import { normalizeIdNumber } from '#shared/domain/identity/id-number.ts';
import { normalizeName } from '#shared/domain/identity/name.ts';
import { normalizePhone } from '#shared/domain/identity/phone.ts';
import { withoutUnseen } from '#shared/std/text.ts';

/** What is kept of what was typed, once the person leaves the field: full-width, blanks and lower case put right. */
export function normalizeField(field: { key: string; control: string }, typed: string): string {
	if (field.control === 'id-number') return normalizeIdNumber(typed);
	if (field.control === 'phone') return normalizePhone(typed);
	if (field.key === 'name') return normalizeName(typed);
	if (field.key === 'accountNumber' || field.key === 'studentNumber') {
		return typed.normalize('NFKC').replace(/\s+/g, '');
	}
	return withoutUnseen(typed).trim();
}
