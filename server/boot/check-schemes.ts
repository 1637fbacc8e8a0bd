import { schemeProblems } from '#shared/policy/check-scheme.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { assert } from '#shared/std/assert.ts';

/** Throws when a scheme's data is not sound: a server must not decide by it. */
export function checkSchemes(): void {
	for (const scheme of citedSchemes) {
		const [problem] = schemeProblems(scheme);
		assert(problem === undefined, `scheme ${scheme.id}: ${problem}`);
	}
}
