import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.1': '4add1e909921f5f8ecd1fcf981d47064e6d31403e85fd9512b5e7a18afe614f4',
	'changchun-2023.1': '95cc76716ccf80e7c54b99c3ba23e7148c70cfe58e8db9a3b4099c7db6e53c44',
};

test.each(schemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
