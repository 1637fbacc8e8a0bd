import type { Provenance } from '#shared/domain/decision/decision.ts';
import type { Register } from '#shared/domain/decision/register-check.ts';
import { m } from './paraglide/messages.js';

const registerWordsByName: Record<Register, () => string> = {
	school: m.office_register_school,
	insurance: m.office_register_insurance,
	identity: m.office_register_identity,
};

export function registerWords(register: Register): string {
	return registerWordsByName[register]();
}

/** Which register tells a fact. */
function registerOf(key: string): Register {
	if (key.startsWith('student.')) return 'school';
	return key === 'hardship' ? 'identity' : 'insurance';
}

/** Where a fact comes from, as people say it: 本人填报, 学籍登记, 医保登记, 审核人员. */
export function provenanceWords(key: string, provenance: Provenance): string {
	switch (provenance) {
		case 'declared':
			return m.office_provenance_declared();
		case 'roster':
			return m.office_provenance_roster();
		case 'reviewer':
			return m.office_provenance_reviewer();
		case 'register':
			return registerWords(registerOf(key));
	}
}
