import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factSchemas } from '#shared/domain/decision/facts.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { formKeys } from '#shared/domain/enrollment/form-keys.ts';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import { yunnanKunming2023 } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { decideEnrollment, factsFromFields, vocabularyOf } from '#shared/rules/index.ts';

const date = '2022-10-15';
const complete: DraftFields = {
	name: '李明',
	idType: 'resident-id',
	idNumber: '11010519491231002X',
	ethnicity: '汉族',
	maritalStatus: '未婚',
	address: '昆明',
	entryYear: '2022',
	hardshipKind: 'none',
	insured: 'none',
};

test('a complete draft is ready to be submitted', () => {
	const { facts } = factsFromFields(yunnanKunming2023, {
		fields: complete,
		date,
		schoolConfirmed: true,
		letterSigned: false,
	});
	expect(decideEnrollment(yunnanKunming2023, facts).decision).toEqual({
		outcome: 'ready',
		findings: [],
		cites: [],
	});
});

test('the kind of insurance that the form fixes need not stand in the draft', () => {
	const { facts } = factsFromFields(yunnanKunming2023, { fields: complete, date, letterSigned: false });
	expect(facts.form?.insuranceKind).toBe('城乡居民基本医疗保险');
});

test('a half-answered identity is not known, none is null', () => {
	const hardship = (fields: DraftFields) =>
		factsFromFields(yunnanKunming2023, { fields, date, letterSigned: false }).facts.hardship;
	expect(hardship({ hardshipKind: 'disabled' })).toBeUndefined();
	expect(hardship({ hardshipKind: 'none' })).toBeNull();
	expect(
		hardship({ hardshipKind: 'disabled', hardshipCertifiedIn: 'yunnan', hardshipChooses: 'college' }),
	).toEqual({ kind: 'disabled', certifiedIn: 'yunnan', chooses: 'college' });
});

test('a lump sum without its year is not known', () => {
	const { facts } = factsFromFields(yunnanKunming2023, {
		fields: { insured: 'lump-sum' },
		date,
		letterSigned: false,
	});
	expect(facts.insured).toBeUndefined();
});

test('what register or roster say wins over what was declared, and keeps its provenance', () => {
	const { facts, sourced } = factsFromFields(changchun2023, {
		fields: complete,
		date,
		letterSigned: false,
		known: [
			{ key: 'student.registered', value: true, provenance: 'register' },
			{ key: 'student.entryYear', value: 2021, provenance: 'roster' },
		],
	});
	expect(facts.student).toEqual({ entryYear: 2021, registered: true });
	const provenances = Object.fromEntries(sourced.map(({ key, provenance }) => [key, provenance]));
	expect(provenances).toMatchObject({
		'student.registered': 'register',
		'student.entryYear': 'roster',
		'form.name': 'declared',
		insured: 'declared',
	});
});

test('facts of any draft have the shape that rules take', () => {
	const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null));
	const known = fc.constantFrom('lump-sum', 'none', 'disabled', 'college', '2022', 'resident-id');
	const asked = [yunnanKunming2023, changchun2023].flatMap(({ form }) =>
		form.parts.flatMap((part) => part.steps.flatMap((step) => step.fields.map(({ key }) => key))),
	);
	const fields = fc.dictionary(fc.constantFrom(...formKeys, ...asked), fc.oneof(value, known));
	fc.assert(
		fc.property(fields, fc.constantFrom(yunnanKunming2023, changchun2023), (draft, scheme) => {
			const { facts } = factsFromFields(scheme, { fields: draft, date, letterSigned: false });
			expect(factSchemas(vocabularyOf(scheme)).enrollment.safeParse(facts).success).toBe(true);
		}),
	);
});
