/** What the registers said of a person, and as what facts it counts. */
import {
	registers,
	triesUntilSilent,
	type Register,
	type RegisterCheck,
} from '#shared/domain/decision/register-check.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { IsoDate } from '#shared/std/date.ts';
import type { RegisterPort } from '../account/ports.ts';
import type { KnownFact } from './evaluate.ts';
import type { RegisterAnswers } from './ports.ts';

/** Asks every register that has not answered yet, each by itself: a silent one holds up no other. */
export async function askRegisters(
	register: RegisterPort,
	idNumber: string,
	{ known, atMs }: { known: RegisterAnswers; atMs: number },
): Promise<RegisterAnswers> {
	const asked: Record<Register, () => Promise<unknown>> = {
		school: () => register.schoolRegister(idNumber),
		insurance: () => register.insuranceStatus(idNumber),
		identity: () => register.specialIdentities(idNumber),
	};
	const answers = await Promise.all(
		registers
			.filter((name) => !known[name])
			.map(async (name) => {
				try {
					return [name, { atMs, said: await asked[name]() }] as const;
				} catch (error) {
					if (!(error instanceof RefusalError)) throw error;
					return null;
				}
			}),
	);
	return { ...known, ...Object.fromEntries(answers.filter((answer) => answer !== null)) };
}

export function checksOf(answers: RegisterAnswers, attempts: number): RegisterCheck[] {
	return registers.map((register) => {
		const answer = answers[register];
		if (!answer) {
			return { register, result: attempts < triesUntilSilent ? 'waiting' : 'silent', atMs: null };
		}
		return { register, result: answer.said === 'not-known' ? 'no-record' : 'answered', atMs: answer.atMs };
	});
}

/** `today` is the business date: whether somebody who left has graduated. */
export function knownFacts(answers: RegisterAnswers, today: IsoDate): KnownFact[] {
	const { school, insurance, identity } = answers;
	const facts: KnownFact[] = [];
	const add = (key: string, value: unknown, { atMs }: { atMs: number }, source?: string | null) =>
		facts.push({ key, value, provenance: 'register', atMs, ...(source ? { source } : {}) });
	if (school && school.said !== 'not-known') {
		const { enrolled, graduatesOn } = school.said;
		add('student.registered', enrolled, school);
		add('student.graduated', !enrolled && graduatesOn !== null && graduatesOn <= today, school);
	}
	if (insurance && insurance.said !== 'not-known') {
		const { insured, lumpSumThrough, place } = insurance.said;
		const year = Number(lumpSumThrough?.slice(0, 4));
		const isWhole = insured !== 'lump-sum' || Number.isInteger(year);
		if (isWhole) add('insured', insured, insurance, place);
		if (isWhole && insured === 'lump-sum') add('lumpSumThrough', year, insurance, place);
	}
	if (identity && identity.said !== 'not-known') {
		const [first] = identity.said;
		const value = first ? { kind: first.kind, certifiedIn: first.certifiedIn } : null;
		add('hardship', value, identity, first?.authority);
	}
	return facts;
}
