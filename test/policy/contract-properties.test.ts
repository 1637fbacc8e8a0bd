/**
 * What holds for every case, whatever its facts: read independently from the contract of `policy decide` ("How they
 * combine", "What is not known") and not from the rules' code.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';
import { coverageFacts, enrollmentFacts, feeFacts } from './generated-facts.ts';

interface Finding {
	rule: string;
	severity: 'block' | 'return' | 'manual' | 'advice';
	cites: string[];
	field?: string;
}
interface Enrollment {
	outcome: string;
	findings: Finding[];
	cites: string[];
}
interface Facts {
	date: string;
	student?: Record<string, unknown>;
	hardship?: { certifiedIn: string; chooses: string } | null;
	letterSigned?: boolean;
	insured?: string;
	lumpSumThrough?: number;
	form?: Record<string, string>;
}

const enroll = (scheme: string, facts: unknown) =>
	decide(scheme, 'enrollment', facts) as unknown as Enrollment;
const scheme = fc.constantFrom(yunnan, changchun);

/** The sentences of the contract, one by one: what must be said of these facts, as `severity cite` apart from the form's. */
function expected(schemeId: string, facts: Facts): { outcome: string; said: string[] } {
	const isYunnan = schemeId === yunnan;
	const { student = {}, hardship } = facts;
	const covered = isYunnan && facts.insured === 'lump-sum' && facts.lumpSumThrough! >= 2023;
	const leaves = hardship?.chooses === 'identity-place';
	const said: string[] = [];
	if (covered) said.push('advice Y2');
	if (!isYunnan) {
		if (student.registered === false) said.push('block C5');
		if (student.registered === undefined) said.push('manual C4');
		if (student.graduated === true) said.push('block C10');
		if (student.fullTime === false) said.push('advice C4');
	}
	if (hardship === undefined) said.push(isYunnan ? 'manual Y8' : 'manual C6');
	const atHome = hardship?.certifiedIn === (isYunnan ? 'yunnan' : 'jilin');
	const identity = isYunnan ? 'Y8' : atHome ? 'C6' : 'C7';
	if (hardship && isYunnan && !atHome) said.push('manual Y8');
	if (leaves) said.push(`advice ${identity}`);
	const isRejected = said.some((words) => words.startsWith('block'));
	const runsOn = !covered && (isRejected || !leaves);
	if (runsOn && isYunnan) {
		if (hardship?.chooses === 'college' && facts.letterSigned !== true) said.push('return Y5,Y9');
		if (student.schoolConfirmed !== true) said.push('return Y7');
		if (facts.insured === undefined) said.push('manual Y11');
		if (facts.insured === 'active-elsewhere') said.push('return Y11');
		if (facts.date < '2022-09-01') said.push('return Y3');
	}
	if (runsOn && !isYunnan && facts.date > '2022-12-31') said.push('advice C3');
	const has = (severity: string) => said.some((words) => words.startsWith(severity));
	const outcome = covered
		? 'nothing-due'
		: isRejected
			? 'reject'
			: leaves
				? 'redirect'
				: has('return')
					? 'return'
					: has('manual')
						? 'manual'
						: 'ready';
	if (outcome === 'ready' && hardship) said.push(`advice ${identity}`);
	return { outcome, said: said.sort() };
}

const wordsOf = (findings: Finding[]) =>
	findings.map(({ severity, cites }) => `${severity} ${cites.join()}`).sort();

describe('enrollment', () => {
	test('says exactly what the contract says of these facts, with its outcome', () => {
		const seen = new Set<string>();
		fc.assert(
			fc.property(scheme, enrollmentFacts, (id, facts) => {
				const { form: _, ...rest } = facts;
				const decision = enroll(id, rest);
				seen.add(`${id} ${decision.outcome}`);
				expect({ outcome: decision.outcome, said: wordsOf(decision.findings) }).toEqual(
					expected(id, rest as unknown as Facts),
				);
			}),
			{ numRuns: 1500, seed: 1 },
		);
		// The generator would be worth nothing if it never got there.
		expect([...seen].sort()).toEqual([
			...['manual', 'ready', 'redirect', 'reject'].map((outcome) => `${changchun} ${outcome}`),
			...['manual', 'nothing-due', 'ready', 'redirect', 'return'].map((outcome) => `${yunnan} ${outcome}`),
		]);
	});

	test('a form adds returns on its fields, each citing the scheme’s fact, and takes no other finding away', () => {
		fc.assert(
			fc.property(scheme, enrollmentFacts, (id, { form = {}, ...rest }) => {
				const without = enroll(id, rest);
				const { outcome, findings } = enroll(id, { ...rest, form });
				const ofForm = findings.filter(({ field }) => field !== undefined);
				for (const { severity, cites } of ofForm) {
					expect({ severity, cites }).toEqual({ severity: 'return', cites: [id === yunnan ? 'Y6' : 'C8'] });
				}
				const passes = ofForm.length === 0 || !['ready', 'manual'].includes(without.outcome);
				expect(outcome).toBe(passes ? without.outcome : 'return');
				const others = wordsOf(findings.filter(({ field }) => field === undefined));
				// The advice on a special identity is given to who is ready, and a wrong form is not.
				if (without.outcome !== 'ready') expect(others).toEqual(wordsOf(without.findings));
			}),
			{ numRuns: 800, seed: 2 },
		);
	});

	test('the cites are those of the findings, first seen first, and never empty beside a finding', () => {
		fc.assert(
			fc.property(scheme, enrollmentFacts, (id, facts) => {
				const { findings, cites } = enroll(id, facts);
				expect(cites).toEqual([...new Set(findings.flatMap((finding) => finding.cites))]);
				for (const finding of findings) expect(finding.cites.length).toBeGreaterThan(0);
			}),
			{ numRuns: 300, seed: 3 },
		);
	});

	test('facts that a scheme does not ask for change nothing', () => {
		fc.assert(
			fc.property(scheme, enrollmentFacts, fc.boolean(), (id, facts, flag) => {
				const student = (facts.student ?? {}) as Record<string, unknown>;
				const unrelated =
					id === yunnan
						? { student: { ...student, registered: flag, graduated: flag, fullTime: flag, entryYear: 2019 } }
						: {
								student: { ...student, schoolConfirmed: flag, entryYear: 2019 },
								letterSigned: flag,
								insured: 'active-elsewhere',
							};
				expect(enroll(id, { ...facts, ...unrelated })).toEqual(enroll(id, facts));
			}),
			{ numRuns: 300, seed: 4 },
		);
	});

	test('a letter is worth nothing to somebody without a special identity', () => {
		fc.assert(
			fc.property(scheme, enrollmentFacts, (id, facts) => {
				const plain = { ...facts, hardship: null };
				expect(enroll(id, { ...plain, letterSigned: true })).toEqual(
					enroll(id, { ...plain, letterSigned: false }),
				);
			}),
			{ numRuns: 100, seed: 5 },
		);
	});
});

describe('fee', () => {
	const fee = (id: string, facts: unknown) =>
		decide(id, 'fee', facts) as unknown as {
			due: boolean;
			personalFen: number;
			subsidyFen: number | null;
			components: { key: string; fen: number }[];
			payNow: boolean;
			findings: Finding[];
			cites: string[];
		};

	test('is the scheme’s amount or nothing at all, and is paid now only when every condition is met', () => {
		const seen = new Set<string>();
		fc.assert(
			fc.property(scheme, feeFacts, (id, given) => {
				const facts = given as unknown as Facts & { reviewed?: boolean };
				const isYunnan = id === yunnan;
				const covered = isYunnan && facts.insured === 'lump-sum' && facts.lumpSumThrough! >= 2023;
				const due = !covered && facts.hardship?.chooses !== 'identity-place';
				const { age, schoolRegistered } = (facts.student ?? {}) as {
					age?: number;
					schoolRegistered?: boolean;
				};
				const isStudentCharge = (age !== undefined && age < 18) || schoolRegistered === true;
				const payNow =
					due &&
					(isYunnan
						? facts.reviewed === true && facts.date >= '2022-09-01'
						: isStudentCharge && facts.date >= '2022-10-01');
				const answer = fee(id, given);
				seen.add(`${id} ${due} ${payNow}`);
				expect(answer).toMatchObject({
					due,
					payNow,
					personalFen: due ? (isYunnan ? 35_000 : 32_000) : 0,
					subsidyFen: due && isYunnan ? 61_000 : null,
					components: due && !isYunnan ? [{ key: 'long-term-care', fen: 1_000 }] : [],
				});
				const isLate = !isYunnan && due && facts.date > '2022-12-31';
				expect(answer.findings.some(({ cites }) => cites.includes('C3'))).toBe(isLate);
				expect(answer.cites.length).toBeGreaterThan(0);
			}),
			{ numRuns: 1000, seed: 6 },
		);
		expect(seen.size).toBe(6);
	});

	test('a part is never more than the whole, and whatever keeps one from paying is named and cited', () => {
		fc.assert(
			fc.property(scheme, feeFacts, (id, facts) => {
				const { personalFen, components, payNow, findings, cites } = fee(id, facts);
				const parts = components.reduce((sum, { fen }) => sum + fen, 0);
				expect(personalFen).toBeGreaterThanOrEqual(parts);
				if (!payNow) expect(findings.length).toBeGreaterThan(0);
				for (const cite of findings.flatMap((finding) => finding.cites)) expect(cites).toContain(cite);
			}),
			{ numRuns: 300, seed: 7 },
		);
	});
});

describe('coverage', () => {
	const coverage = (id: string, facts: unknown) =>
		decide(id, 'coverage', facts) as { from: string | null; to: string | null; waitingDays: number | null };
	const plusDays = (date: string, days: number) =>
		new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

	test('in Changchun runs from the year’s start, or from the 91st day after a payment outside the window', () => {
		fc.assert(
			fc.property(coverageFacts, (facts) => {
				const paidOn = String(facts.paidOn);
				const answer = coverage(changchun, facts);
				if ('2022-10-01' <= paidOn && paidOn <= '2022-12-31') {
					expect(answer).toMatchObject({ from: '2023-01-01', to: '2023-12-31', waitingDays: 0 });
					return;
				}
				const start = [plusDays(paidOn, 90), '2023-01-01'].sort().at(-1)!;
				const isTooLate = start > '2023-12-31';
				expect(answer).toMatchObject({
					from: isTooLate ? null : start,
					to: isTooLate ? null : '2023-12-31',
					waitingDays: 90,
				});
			}),
			{ numRuns: 500, seed: 8 },
		);
	});

	test('in Yunnan says only what the document says, whenever it is paid', () => {
		fc.assert(
			fc.property(coverageFacts, (facts) => {
				const { entryYear } = (facts.student ?? {}) as { entryYear?: number };
				expect(coverage(yunnan, facts)).toMatchObject({
					from: entryYear === 2022 ? '2023-01-01' : null,
					to: null,
					waitingDays: null,
				});
			}),
			{ numRuns: 200, seed: 9 },
		);
	});
});

test('a fact that the contract does not name is refused wherever it stands, and named', () => {
	const cases = fc.oneof(
		enrollmentFacts.map((facts) => ['enrollment', facts] as const),
		feeFacts.map((facts) => ['fee', facts] as const),
		coverageFacts.map((facts) => ['coverage', facts] as const),
	);
	const strange = fc.stringMatching(/^[a-z]{1,12}$/).map((key) => `${key}Unknown`);
	fc.assert(
		fc.property(scheme, cases, strange, fc.boolean(), (id, [question, facts], key, inside) => {
			const student = (facts.student ?? {}) as object;
			const changed = inside ? { ...facts, student: { ...student, [key]: true } } : { ...facts, [key]: true };
			expect(decide(id, question, changed)).toMatchObject({
				error: { code: 'bad-case', path: ['facts', ...(inside ? ['student'] : []), key] },
			});
		}),
		{ numRuns: 300, seed: 10 },
	);
});
