import type { EnrollmentStore, NewestEnrollments } from '#lib/device/types.ts';

/** Follows those changed last, as many as `most` gives; undefined until the device has answered. */
export function watchNewest(
	store: EnrollmentStore,
	most: () => number,
): { readonly value: NewestEnrollments | undefined } {
	let value = $state.raw<NewestEnrollments | undefined>(undefined);
	$effect(() => store.watchNewest(most(), (newest) => (value = newest)));
	return {
		get value() {
			return value;
		},
	};
}
