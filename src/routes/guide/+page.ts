import { clausesOf } from '#shared/policy/clauses.ts';
import { schemes } from '#shared/policy/registry.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (): Promise<{ schemes: CitedScheme[] }> => ({
	schemes: await Promise.all(
		schemes.map(async (scheme) => ({ ...scheme, facts: await clausesOf(scheme.id) })),
	),
});
