import { eraProblems, schemeProblems } from '#shared/policy/check-scheme.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';

/** Where the data of a scheme stands, for whoever must mend it. */
const folder = 'src/lib/shared/policy';

/**
 * Throws when the data of a scheme is not sound: a server must not decide by it. The error names folder, path, what
 * was expected and how to mend it, for every problem found.
 */
export function checkSchemes(shipped: readonly CitedScheme[] = citedSchemes): void {
	const sound = shipped.map((scheme) => {
		const place = `${folder}/${scheme.id ?? '?'}/`;
		return schemeProblems(scheme).map((problem) => ({ place, ...problem }));
	});
	const problems = sound.flat();
	if (problems.length === 0) {
		problems.push(...eraProblems(shipped).map((problem) => ({ place: `${folder}/registry.ts`, ...problem })));
	}
	if (problems.length === 0) return;
	const lines = problems.map(
		({ place, path, expected, mend }) => `${place} ${path}: expected ${expected}; ${mend}`,
	);
	throw new Error(`the scheme data is not sound, so nothing is decided by it:\n${lines.join('\n')}`);
}
