import { loadScheme } from '#shared/policy/scheme-loading.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

interface LoadedScheme {
	/** Undefined until it is here; null: no such scheme, or it could not be had (`isMissing` tells). */
	readonly value: Scheme | null | undefined;
	/** Its file is not on this phone and could not be fetched. */
	readonly isMissing: boolean;
	/** Tries once more. */
	again(): void;
}

/** The scheme of this id. Call it while a component is made. */
export function loadedScheme(schemeId: () => string | undefined): LoadedScheme {
	let loaded = $state.raw<{ id: string; scheme: Scheme | null; isMissing: boolean } | null>(null);
	let tries = $state(0);
	const present = $derived(loaded && loaded.id === schemeId() ? loaded : null);
	$effect(() => {
		void tries;
		const id = schemeId();
		if (id === undefined) return;
		loadScheme(id).then(
			(scheme) => {
				if (id === schemeId()) loaded = { id, scheme, isMissing: false };
			},
			() => {
				if (id === schemeId()) loaded = { id, scheme: null, isMissing: true };
			},
		);
	});
	return {
		get value() {
			return present?.scheme;
		},
		get isMissing() {
			return present?.isMissing ?? false;
		},
		again() {
			loaded = null;
			tries += 1;
		},
	};
}
