import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.1': '174d9e50e6f5485c38bf9490004e4dc494f1b07eb7a44261e34e49138f8e1f95',
	'changchun-2023.1': '04d2dcea09f597d8df8f7af3ee302cd73e759fbb9bf65b1fd44bd89094bba783',
};

test.each(schemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
