import { clausesOf, type Clauses } from '#shared/policy/clauses.ts';

/** The clauses of the scheme on the screen; null until they are here. Call it while a component is made. */
export function loadedClauses(schemeId: () => string | undefined): { readonly value: Clauses | null } {
	let clauses = $state.raw<Clauses | null>(null);
	$effect(() => {
		const id = schemeId();
		clauses = null;
		// A phone that has not loaded them yet shows its own words, which are most of them.
		if (id)
			clausesOf(id).then(
				(loaded) => {
					if (id === schemeId()) clauses = loaded;
				},
				() => undefined,
			);
	});
	return {
		get value() {
			return clauses;
		},
	};
}
