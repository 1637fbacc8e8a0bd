import { getApp } from '#lib/app/app.ts';
import type { ClaimDesk } from '#lib/app/claim/ports.ts';

/** The claims' part of the app, loaded with the page. `value` is null until it is there. */
export function loadDesk(): { readonly value: ClaimDesk | null } {
	const app = getApp();
	let value = $state.raw<ClaimDesk | null>(null);
	$effect(() => app.watchClaims((desk) => (value = desk)));
	return {
		get value() {
			return value;
		},
	};
}
