import { error } from '@sveltejs/kit';
import { clausesOf } from '#shared/policy/clauses.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ params }): Promise<{ scheme: CitedScheme }> => {
	const scheme = schemeById(params.scheme);
	if (!scheme) error(404);
	return { scheme: { ...scheme, facts: await clausesOf(scheme.id) } };
};
