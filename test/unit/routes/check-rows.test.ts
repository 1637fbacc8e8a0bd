import { describe, expect, it } from 'vitest';
import type { UsedFact } from '#shared/domain/decision/decision.ts';
import type { RegisterCheck } from '#shared/domain/decision/register-check.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { checkRows } from '../../../src/routes/check-rows.ts';

const scheme = schemeById('yunnan-kunming-2023');
const silent: RegisterCheck = { register: 'insurance', result: 'silent', atMs: null };
const rowFor = (reader: 'owner' | 'reviewer', fact: UsedFact, check: RegisterCheck = silent) =>
	checkRows(scheme, reader, { facts: [fact], checks: [check] })[0]!;
const own: UsedFact = { key: 'insured', value: 'none', provenance: 'declared', atMs: 1 };

describe('what each register told', () => {
	it('asks a reviewer to check what it did not tell, and the owner for nothing', () => {
		expect(rowFor('owner', own).next).toContain('不用您操作');
		const { next } = rowFor('reviewer', own);
		expect(next).toContain('请人工核对');
		expect(next).not.toContain('不用您操作');
	});

	it('waits for nobody once a reviewer has set it, and says what that rests on, not as a conflict', () => {
		const row = rowFor('owner', { ...own, provenance: 'reviewer', reason: '电话问过' });
		expect(row).toMatchObject({ next: null, note: { text: '依据：电话问过', differs: false } });
	});

	it('marks where the register and the person differ', () => {
		const fact: UsedFact = {
			...own,
			value: 'active-elsewhere',
			provenance: 'register',
			other: { value: 'none', provenance: 'declared' },
		};
		const row = rowFor('owner', fact, { register: 'insurance', result: 'answered', atMs: 1 });
		expect(row).toMatchObject({ next: null, note: { differs: true } });
	});
});
