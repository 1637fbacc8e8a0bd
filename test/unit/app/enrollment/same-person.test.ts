import { describe, expect, it } from 'vitest';
import { samePerson } from '#lib/app/enrollment/same-person.ts';
import { aLocalEnrollment, aServerView } from '../../ui/status/local-enrollment.ts';

const fields = { idType: 'resident-id', idNumber: '53011220040507048X' };
const draft = aLocalEnrollment({ id: 'this', fields });
const other = (patch: Parameters<typeof aLocalEnrollment>[0] = {}) =>
	aLocalEnrollment({ id: 'other', fields, ...patch });

describe('another record about the same person', () => {
	it('is found by kind and number of the document, however it is typed', () => {
		const typed = { idType: 'resident-id', idNumber: '５３０１１２ 20040507048x' };
		expect(samePerson([draft, other()], draft, typed)?.id).toBe('other');
		expect(samePerson([draft, other()], draft, { ...typed, idType: 'passport' })).toBeNull();
		expect(samePerson([draft, other()], draft, { ...typed, idNumber: '53011220040507047X' })).toBeNull();
		expect(samePerson([draft, other()], draft, {})).toBeNull();
	});

	it('is of the same scheme and owner, still matters, and is not kept apart on purpose', () => {
		const none = [
			other({ schemeId: 'changchun-2023' }),
			other({ owner: 'somebody' }),
			other({ server: aServerView('rejected') }),
			other({ server: aServerView('superseded') }),
		];
		for (const one of none) expect(samePerson([one], draft, fields)).toBeNull();
		expect(samePerson([other()], { ...draft, keptBeside: ['other'] }, fields)).toBeNull();
		expect(samePerson([draft], draft, fields)).toBeNull();
	});

	it('is the one that went further, then the newer', () => {
		const old = other({ id: 'old', updatedAtMs: 1 });
		const young = other({ id: 'young', updatedAtMs: 2 });
		const submitted = other({ id: 'submitted', updatedAtMs: 0, server: aServerView('declared') });
		expect(samePerson([old, young], draft, fields)?.id).toBe('young');
		expect(samePerson([old, submitted, young], draft, fields)?.id).toBe('submitted');
	});
});
