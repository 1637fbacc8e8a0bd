import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.1': 'e1dfc00223c504f440f2bb15d1cd84c8f45f60524626ccf63cc9054a439b6378',
	'changchun-2023.1': 'bb1631f4c7dd6fa8e95cd064994a4b7ee5dd43102d9002a6b1de63459f76c01d',
};

test.each(schemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
