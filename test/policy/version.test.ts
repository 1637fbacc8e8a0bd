import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.2': '18da9f2d691379500336b45124d0e73f2761ecbdf6acd0343090e79352120ec0',
	'changchun-2023.2': '1729e703433f83fcf11abff1eb6ec4b3e9a1b24a98c0a3ab13737c18cd1602e8',
};

test.each(citedSchemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
