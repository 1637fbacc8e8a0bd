import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.1': '8973c8826a04411618965c14c29445ef6899877395fa6b6ca9ee646b1a25f862',
	'changchun-2023.1': 'b78559b7373e351a9fddc109c5544f2eea46f68bf03cc17ec6f0958fbfc08b1d',
};

test.each(schemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
