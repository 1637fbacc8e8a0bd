/** One case of `policy decide`: a line of JSON in, an answer out. Pure; the same rules as the app and the server. */
import type * as z from 'zod/mini';
import {
	BenefitFacts,
	ClaimFacts,
	CoverageFacts,
	EnrollmentFacts,
	FeeFacts,
} from '#shared/domain/decision/facts.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import {
	decideBenefit,
	decideClaim,
	decideCoverage,
	decideEnrollment,
	decideFee,
} from '#shared/rules/index.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

interface BadCase {
	code: 'bad-case';
	message: string;
	path: (string | number)[];
}

type Answer = { id: unknown; error: BadCase } | { id: unknown; [member: string]: unknown };
type Decide = (scheme: Scheme, facts: unknown) => Result<object, BadCase>;

function badCase(message: string, path: (string | number)[]): BadCase {
	return { code: 'bad-case', message, path };
}

/** Checks the facts by their strict schema, then decides. */
function question<T>(schema: z.ZodMiniType<T>, decide: (scheme: Scheme, facts: T) => object): Decide {
	return (scheme, facts) => {
		const checked = schema.safeParse(facts);
		return checked.success ? ok(decide(scheme, checked.data)) : err(firstIssue(checked.error));
	};
}

const decideByQuestion = new Map<unknown, Decide>([
	['enrollment', question(EnrollmentFacts, (scheme, facts) => decideEnrollment(scheme, facts).decision)],
	['fee', question(FeeFacts, decideFee)],
	['coverage', question(CoverageFacts, decideCoverage)],
	['claim', question(ClaimFacts, decideClaim)],
	['benefit', question(BenefitFacts, decideBenefit)],
]);

/** The first issue; an unknown fact is named in the path too. */
function firstIssue(error: z.core.$ZodError): BadCase {
	const issue = error.issues[0]!;
	const path = ['facts', ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
	if (issue.code === 'unrecognized_keys') return badCase('unknown fact', [...path, issue.keys[0] ?? '']);
	return badCase(issue.message || 'invalid fact', path);
}

function decideCase(given: Record<string, unknown>): Result<object, BadCase> {
	const scheme = typeof given.scheme === 'string' ? schemeById(given.scheme) : null;
	if (!scheme) return err(badCase('unknown scheme', ['scheme']));
	const decide = decideByQuestion.get(given.question);
	if (!decide) return err(badCase('unknown question', ['question']));
	return decide(scheme, given.facts);
}

function parseObject(line: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(line);
		return isRecord(value) ? value : null;
	} catch {
		return null;
	}
}

/** False for a value nested so deeply that it can be read but not written again. */
function canBeWritten(value: unknown): boolean {
	try {
		JSON.stringify({ value });
		return true;
	} catch {
		return false;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer to one line, or null for a blank one. Never throws for anything that a line may hold. */
export function answerLine(line: string): Answer | null {
	if (line.trim() === '') return null;
	const given = parseObject(line);
	if (!given) return { id: null, error: badCase('the line is not a JSON object', []) };
	const id = Object.hasOwn(given, 'id') ? given.id : null;
	if (!canBeWritten(id)) return { id: null, error: badCase('nested too deeply', ['id']) };
	const decided = decideCase(given);
	return decided.ok ? { id, ...decided.value } : { id, error: decided.error };
}
