import { expect, test } from 'vitest';
import type { EnrollmentFacts } from '#shared/domain/decision/facts.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { decideEnrollment, decisionDifferences, factsFromFields } from '#shared/rules/index.ts';

const yunnan = schemeById('yunnan-kunming-2023')!;
const changchun = schemeById('changchun-2023')!;
const date = '2022-10-15';
const atMs = 1_665_800_000_000;

type Sourced = ReturnType<typeof factsFromFields>['sourced'];

function side(scheme: typeof yunnan, facts: EnrollmentFacts, sourced: Sourced, ms?: number) {
	const { decision, trace } = decideEnrollment(scheme, facts);
	const stamped = sourced.map((fact) => (ms === undefined ? fact : { ...fact, atMs: ms }));
	return { ...decision, trace, facts: stamped };
}

/** What the phone advises on a draft, and what the server decides on it with what the registers say. */
function both(
	scheme: typeof yunnan,
	fields: Record<string, string>,
	register: { student?: { registered?: boolean; graduated?: boolean }; insured?: EnrollmentFacts['insured'] },
) {
	const draft = { fields, date, schoolConfirmed: true, letterSigned: false };
	const phone = factsFromFields(scheme, draft);
	const known = Object.entries(register.student ?? {}).map(([key, value]) => ({
		key: `student.${key}` as 'student.registered',
		value,
		provenance: 'register' as const,
	}));
	const server = factsFromFields(scheme, { ...draft, known });
	const { insured } = register;
	const facts = insured ? { ...server.facts, insured } : server.facts;
	const sourced = insured
		? [
				...server.sourced.filter(({ key }) => key !== 'insured'),
				{ key: 'insured', value: insured, provenance: 'register' as const },
			]
		: server.sourced;
	return [side(scheme, phone.facts, phone.sourced), side(scheme, facts, sourced, atMs)] as const;
}

const none = { hardshipKind: 'none', insured: 'none' };

test('the same facts differ in nothing', () => {
	expect(decisionDifferences(...both(yunnan, none, {}))).toEqual({ outcome: null, fields: [] });
});

test('a register that contradicts the person: the field, both values with where they come from, and what came of it', () => {
	const [advised, decided] = both(yunnan, none, { insured: 'active-elsewhere' });
	const { outcome, fields } = decisionDifferences(advised, decided);
	// Both go back for the empty form: what differs is the remark.
	expect(outcome).toBeNull();
	expect(fields).toEqual([
		{
			field: 'insured',
			advised: { key: 'insured', value: 'none', provenance: 'declared' },
			decided: { key: 'insured', value: 'active-elsewhere', provenance: 'register', atMs },
			remarks: [{ rule: 'not-insured-elsewhere', cites: ['Y11'], advised: null, decided: 'return' }],
		},
	]);
});

test('what the phone could not know: null on its side, and the outcome of both', () => {
	const [advised, decided] = both(changchun, none, { student: { registered: false, graduated: true } });
	const { outcome, fields } = decisionDifferences(advised, decided);
	expect(outcome).toEqual({ advised: 'return', decided: 'reject' });
	expect(fields.map(({ field, advised, remarks }) => [field, advised, remarks])).toEqual([
		[
			'student.registered',
			null,
			[{ rule: 'student-register-held', cites: ['C5'], advised: 'manual', decided: 'block' }],
		],
		['student.graduated', null, [{ rule: 'not-graduated', cites: ['C10'], advised: null, decided: 'block' }]],
	]);
});

test('a fact that differs without consequence comes last, without remarks', () => {
	const [advised, decided] = both(yunnan, none, {
		student: { registered: true },
		insured: 'active-elsewhere',
	});
	const { fields } = decisionDifferences(advised, decided);
	expect(fields.map(({ field, remarks }) => [field, remarks.length])).toEqual([
		['insured', 1],
		['student.registered', 0],
	]);
});

test('the order of an object’s members is no difference, another choice within it is', () => {
	const funded = {
		...none,
		hardshipKind: 'disabled',
		hardshipCertifiedIn: 'yunnan',
		hardshipChooses: 'college',
	};
	const [advised] = both(yunnan, funded, {});
	const turned = { chooses: 'college', certifiedIn: 'yunnan', kind: 'disabled' };
	const same = {
		...advised,
		facts: advised.facts.map((f) => (f.key === 'hardship' ? { ...f, value: turned } : f)),
	};
	expect(decisionDifferences(advised, same).fields).toEqual([]);
	const [, elsewhere] = both(yunnan, { ...funded, hardshipChooses: 'identity-place' }, {});
	const { outcome, fields } = decisionDifferences(advised, elsewhere);
	expect(outcome).toEqual({ advised: 'return', decided: 'redirect' });
	expect(fields[0]).toMatchObject({ field: 'hardship' });
	expect(fields[0]!.remarks.map(({ rule }) => rule)).toContain('chose-identity-place');
});

test('a form field is named by the remark on it', () => {
	const [advised, decided] = both(yunnan, { ...none, phone: '13900000000' }, {});
	const wrong = both(yunnan, { ...none, phone: '12' }, {})[1];
	expect(decisionDifferences(advised, decided).fields).toEqual([]);
	expect(decisionDifferences(advised, wrong).fields).toMatchObject([
		{
			field: 'form.phone',
			advised: { value: '13900000000' },
			decided: { value: '12' },
			remarks: [{ rule: 'phone-sound', advised: null, decided: 'return' }],
		},
	]);
});

test('equal facts and another remark: the day or the scheme is the reason, and no field is blamed', () => {
	const [advised] = both(yunnan, none, {});
	const facts = {
		...factsFromFields(yunnan, { fields: none, date, schoolConfirmed: true, letterSigned: false }).facts,
	};
	const early = side(yunnan, { ...facts, date: '2022-08-31' }, advised.facts);
	expect(decisionDifferences(advised, early).fields).toEqual([
		{
			field: null,
			advised: null,
			decided: null,
			remarks: [{ rule: 'enrollment-open', cites: ['Y3'], advised: null, decided: 'return' }],
		},
	]);
});
