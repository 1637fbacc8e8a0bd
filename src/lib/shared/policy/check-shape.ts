import type * as z from 'zod/mini';
import type { SchemeProblem } from './check-scheme.ts';

/** What the schema expected, in words that need no knowledge of it. */
export function shapeProblems(error: z.core.$ZodError): SchemeProblem[] {
	return error.issues.map((issue) => ({
		path: issue.path.map(String).join('.') || '(the whole scheme)',
		expected: expectedOf(issue),
		mend: 'see src/lib/shared/policy/scheme.ts for what stands here, and a shipped scheme for how',
	}));
}

function expectedOf(issue: z.core.$ZodIssue): string {
	switch (issue.code) {
		case 'invalid_type':
			return `${issue.expected === 'int' ? 'a whole number' : issue.expected}, but it is ${kindOf(issue.input)}`;
		case 'invalid_value':
			return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
		case 'too_small':
			return issue.origin === 'array' ? issue.message : `at least ${issue.minimum}`;
		case 'too_big':
			return `at most ${issue.maximum}`;
		default:
			return issue.message;
	}
}

function kindOf(value: unknown): string {
	if (value === undefined) return 'missing or of another kind';
	return value === null ? 'null' : typeof value;
}
