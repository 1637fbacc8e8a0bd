import { m } from '#lib/i18n/paraglide/messages.js';
import { provenanceWords, registerWords } from '#lib/i18n/provenance-words.ts';
import type { UsedFact } from '#shared/domain/decision/decision.ts';
import type { Register, RegisterCheck } from '#shared/domain/decision/register-check.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { factName, factValue } from './fact-words.ts';

export interface CheckRow {
	key: string;
	label: string;
	value: string;
	/** Where it comes from; null while it is not known. */
	source: string | null;
	/** What somebody else says, or what a reviewer's word rests on. */
	note: { text: string; differs: boolean } | null;
	/** What happens next while a register has not told it. */
	next: string | null;
}

const keyByRegister: Record<Register, string> = {
	school: 'student.registered',
	insurance: 'insured',
	identity: 'hardship',
};

/** Who reads it: the person, who has nothing to do about it, or the reviewer, who has. */
type Reader = 'owner' | 'reviewer';

const nextWords: Record<Reader, Record<Exclude<RegisterCheck['result'], 'answered'>, () => string>> = {
	owner: {
		waiting: m.payment_check_waiting,
		silent: m.payment_check_silent,
		'no-record': m.payment_check_no_record,
	},
	reviewer: {
		waiting: m.payment_check_waiting,
		silent: m.office_check_silent,
		'no-record': m.office_check_no_record,
	},
};

/** 核实情况: one row for each register, with the fact that it tells, from whomever it is known so far. */
export function checkRows(
	scheme: Scheme | null,
	reader: Reader,
	{ facts, checks }: { facts?: UsedFact[] | undefined; checks?: RegisterCheck[] | undefined },
): CheckRow[] {
	return (checks ?? []).map(({ register, result }) => {
		const key = keyByRegister[register];
		const fact = facts?.find((one) => one.key === key);
		return {
			key,
			label: factName(scheme, key),
			value: fact ? factValue(scheme, key, fact.value) : m.payment_check_unknown(),
			source: fact ? sourceWords(fact) : null,
			note: fact ? noteOf(scheme, fact) : null,
			next:
				// What a reviewer has looked into waits for nobody.
				result === 'answered' || fact?.provenance === 'reviewer'
					? null
					: m.payment_check_next({ register: registerWords(register), next: nextWords[reader][result]() }),
		};
	});
}

/** `医保登记 · 昆明市医保` */
export function sourceWords({ key, provenance, source }: UsedFact): string {
	const words = provenanceWords(key, provenance);
	return source ? `${words} · ${source}` : words;
}

function noteOf(scheme: Scheme | null, fact: UsedFact): CheckRow['note'] {
	const text = noteWords(scheme, fact);
	return text === null ? null : { text, differs: fact.other !== undefined };
}

export function noteWords(scheme: Scheme | null, { key, other, reason }: UsedFact): string | null {
	if (!other) return reason ? m.office_fact_rests_on({ words: reason }) : null;
	const value = factValue(scheme, key, other.value);
	return m.office_fact_other({ source: provenanceWords(key, other.provenance), value });
}
