/** One case of `policy decide`: a line of JSON in, an answer out. Pure; the same rules as the app and the server. */
import type * as z from 'zod/mini';
import type { TraceStep } from '#shared/domain/decision/decision.ts';
import { factSchemas } from '#shared/domain/decision/facts.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import {
	decideEnrollment,
	explainBenefit,
	explainClaim,
	explainCoverage,
	explainFee,
	vocabularyOf,
} from '#shared/rules/index.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

interface BadCase {
	code: 'bad-case';
	message: string;
	path: (string | number)[];
}

export interface DecideOptions {
	/** Adds what each rule said: held, failed, could not be judged, did not run. */
	trace?: boolean;
	/** Finds the scheme of a case; absent: the schemes that the product ships. */
	find?: (id: string) => Scheme | null;
}

type Answer = { id: unknown; error: BadCase } | { id: unknown; [member: string]: unknown };
type Explained = { decision: object; trace: TraceStep[] };
type Decide = (facts: unknown) => Result<Explained, BadCase>;

function badCase(message: string, path: (string | number)[]): BadCase {
	return { code: 'bad-case', message, path };
}

/** Checks the facts by their strict schema, then decides. */
function question<T>(schema: z.ZodMiniType<T>, decide: (facts: T) => Explained): Decide {
	return (facts) => {
		const checked = schema.safeParse(facts);
		return checked.success ? ok(decide(checked.data)) : err(firstIssue(checked.error));
	};
}

type Questions = Map<unknown, Decide>;
const questionsByScheme = new WeakMap<Scheme, Questions>();

/** Each scheme asks in its own words; what is built for one is kept for the next line. */
function questionsOf(scheme: Scheme): Questions {
	const known = questionsByScheme.get(scheme);
	if (known) return known;
	const schemas = factSchemas(vocabularyOf(scheme));
	const built: Questions = new Map([
		['enrollment', question(schemas.enrollment, (facts) => decideEnrollment(scheme, facts))],
		['fee', question(schemas.fee, (facts) => explainFee(scheme, facts))],
		['coverage', question(schemas.coverage, (facts) => explainCoverage(scheme, facts))],
		['claim', question(schemas.claim, (facts) => explainClaim(scheme, facts))],
		['benefit', question(schemas.benefit, (facts) => explainBenefit(scheme, facts))],
	]);
	questionsByScheme.set(scheme, built);
	return built;
}

/** The first issue; an unknown fact is named in the path too. */
function firstIssue(error: z.core.$ZodError): BadCase {
	const issue = error.issues[0]!;
	const path = ['facts', ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
	if (issue.code === 'unrecognized_keys') return badCase('unknown fact', [...path, issue.keys[0] ?? '']);
	return badCase(issue.message || 'invalid fact', path);
}

function decideCase(given: Record<string, unknown>, options: DecideOptions): Result<Explained, BadCase> {
	const find = options.find ?? schemeById;
	const scheme = typeof given.scheme === 'string' ? find(given.scheme) : null;
	if (!scheme) return err(badCase('unknown scheme', ['scheme']));
	const decide = questionsOf(scheme).get(given.question);
	if (!decide) return err(badCase('unknown question', ['question']));
	return decide(given.facts);
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
export function answerLine(line: string, options: DecideOptions = {}): Answer | null {
	if (line.trim() === '') return null;
	const given = parseObject(line);
	if (!given) return { id: null, error: badCase('the line is not a JSON object', []) };
	const id = Object.hasOwn(given, 'id') ? given.id : null;
	if (!canBeWritten(id)) return { id: null, error: badCase('nested too deeply', ['id']) };
	const decided = decideCase(given, options);
	if (!decided.ok) return { id, error: decided.error };
	const { decision, trace } = decided.value;
	return { id, ...decision, ...(options.trace ? { trace } : {}) };
}
