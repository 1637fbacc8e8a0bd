import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/**
 * Each decision stores the version of the scheme that it was made under, so data must never change under an
 * old version. After a change of a scheme's data: raise its version and write the new hash here.
 */
const hashByVersion: Record<string, string> = {
	'yunnan-kunming-2023.1': '0ef2e718fe425091d0cf738d27895db26effb6c7c32ce089306797885d0fd30f',
	'changchun-2023.1': '4dc75ef9cfc6b5a95a6910f3f039c707f884ac28ed339c3d33889ea0423e34aa',
};

test.each(schemes)('the data of $id is the data of its version', (scheme) => {
	const hash = createHash('sha256').update(canonicalJson(scheme)).digest('hex');
	expect(hash).toBe(hashByVersion[scheme.version]);
});
