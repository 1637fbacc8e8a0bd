import { describe, expect, test } from 'vitest';
import { adviceDifferences } from '#lib/app/enrollment/advice-differences.ts';
import type { EnrollmentView } from '#lib/app/views.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { decideEnrollment, factsFromFields } from '#shared/rules/index.ts';
import type { UsedFact } from '#shared/domain/decision/decision.ts';
import { aServerView } from '../../ui/status/local-enrollment.ts';

const yunnan = schemeById('yunnan-kunming-2023')!;
const changchun = schemeById('changchun-2023')!;
const fields = { entryYear: '2022', hardshipKind: 'none', insured: 'none' };

/** What the server says of these fields, with what the registers told it. */
function judged(
	scheme: typeof yunnan,
	state: EnrollmentView['state'],
	told: { registered?: boolean; insured?: 'none' | 'active-elsewhere' },
): EnrollmentView {
	const { facts } = factsFromFields(scheme, {
		fields,
		date: '2022-10-15',
		schoolConfirmed: true,
		letterSigned: true,
		known:
			told.registered === undefined
				? []
				: [{ key: 'student.registered', value: told.registered, provenance: 'register' }],
	});
	const known = { ...facts, ...(told.insured ? { insured: told.insured } : {}) };
	const { decision } = decideEnrollment(scheme, known);
	const used: UsedFact[] = [
		...(told.registered === undefined
			? []
			: [
					{
						key: 'student.registered',
						value: told.registered,
						provenance: 'register' as const,
						atMs: 1,
					},
				]),
		{
			key: 'insured',
			value: known.insured ?? null,
			provenance: told.insured ? 'register' : 'declared',
			atMs: 1,
		},
	];
	return {
		...aServerView(state),
		schemeId: scheme.id,
		fields,
		evaluation: { ...decision, schemeVersion: scheme.version, facts: used },
	};
}

describe('where the office judged otherwise than this phone', () => {
	test('a register that says otherwise than the person is named with both words', () => {
		const server = judged(yunnan, 'returned', { insured: 'active-elsewhere' });
		expect(adviceDifferences(yunnan, { server, fields })).toMatchObject([
			{ key: 'insured', advised: 'none', decided: { value: 'active-elsewhere', provenance: 'register' } },
		]);
	});

	test('what the phone could not know is told as such', () => {
		const server = judged(changchun, 'rejected', { registered: false });
		const [difference] = adviceDifferences(changchun, { server, fields });
		expect(difference).toMatchObject({ key: 'student.registered', decided: { value: false } });
		expect(difference?.advised).toBeUndefined();
	});

	test('nothing is told where a register says what the person said, or before it is judged', () => {
		const same = judged(yunnan, 'approved', { insured: 'none' });
		expect(adviceDifferences(yunnan, { server: same, fields })).toEqual([]);
		const waiting = judged(yunnan, 'declared', { insured: 'active-elsewhere' });
		expect(adviceDifferences(yunnan, { server: waiting, fields })).toEqual([]);
	});
});
