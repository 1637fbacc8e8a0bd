import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.4': '4fd8acbf1aa01a1312ee9f3b772d5bcf85e68260ac053e676833defb41a5a18a',
	'changchun-2023.6': 'a7c769597be85a5d72517a2951b51655916908a071bcc119e61ff4862bb1ff9c',
};

test.each(citedSchemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
