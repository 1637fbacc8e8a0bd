import type { UsedFact, Evaluation } from '#shared/protocol/review.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { EnrollmentFacts } from '#shared/domain/decision/facts.ts';
import { decideEnrollment, factsFromFields } from '#shared/rules/index.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { Services } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

/** What the registers said of a person; absent: not asked yet, or they have no record. */
export interface RegisterFacts {
	registered?: boolean;
	graduated?: boolean;
	insured?: NonNullable<EnrollmentFacts['insured']>;
	lumpSumThrough?: number;
	/** Real time of their answer, ms. */
	atMs: number;
}

/**
 * The scheme's rules on an enrollment as it was submitted: the decision with the scheme's version, its
 * citations, its trace, and every fact used with where it comes from. A register's word wins over the person's.
 */
export function evaluate(call: {
	services: Services;
	scheme: Scheme;
	row: EnrollmentRow;
	date: IsoDate;
	letterSigned: boolean;
	register: RegisterFacts | null;
}): Evaluation {
	const { services, scheme, row, register } = call;
	const atMs = services.clock.nowMs();
	const known = register ? studentFacts(register) : [];
	const { facts, sourced } = factsFromFields(scheme, {
		fields: row.fields,
		date: call.date,
		schoolConfirmed: row.schoolConfirmed,
		letterSigned: call.letterSigned,
		known,
	});
	const insurance = register?.insured === undefined ? null : insuranceFacts(register);
	const { lumpSumThrough: _, ...rest } = facts;
	const { decision, trace } = decideEnrollment(scheme, insurance ? { ...rest, ...insurance } : facts);
	const used: UsedFact[] = sourced
		.filter(({ key }) => !insurance || (key !== 'insured' && key !== 'lumpSumThrough'))
		.map((fact) => ({
			...fact,
			atMs: fact.provenance === 'register' && register ? register.atMs : (row.submittedAtMs ?? atMs),
		}));
	for (const [key, value] of Object.entries(insurance ?? {})) {
		used.push({ key, value, provenance: 'register', atMs: register?.atMs ?? atMs });
	}
	return {
		id: newId(services.clock, services.random),
		schemeVersion: scheme.version,
		outcome: decision.outcome,
		findings: decision.findings,
		facts: used,
		trace,
		cites: decision.cites,
		atMs,
	};
}

function studentFacts({ registered, graduated }: RegisterFacts) {
	return [
		{ key: 'student.registered' as const, value: registered, provenance: 'register' as const },
		{ key: 'student.graduated' as const, value: graduated, provenance: 'register' as const },
	].filter(({ value }) => value !== undefined);
}

function insuranceFacts({ insured, lumpSumThrough }: RegisterFacts) {
	return { insured, ...(lumpSumThrough === undefined ? {} : { lumpSumThrough }) };
}
