import type { EnrollmentStore, LocalEnrollment, NewestEnrollments } from '#lib/device/types.ts';

/** One enrollment as the device holds it now. `value` is undefined until the device has answered, null when it has none. */
export interface WatchedEnrollment {
	readonly value: LocalEnrollment | null | undefined;
}

/** Follows the enrollment with the id that `id` gives, for as long as the calling component lives. */
export function watchEnrollment(store: EnrollmentStore, id: () => string): WatchedEnrollment {
	let value = $state.raw<LocalEnrollment | null | undefined>(undefined);
	$effect(() => {
		value = undefined;
		return store.watch(id(), (enrollment) => (value = enrollment));
	});
	return {
		get value() {
			return value;
		},
	};
}

/** Follows all enrollments of the present owner; undefined until the device has answered. */
export function watchEnrollments(store: EnrollmentStore): { readonly value: LocalEnrollment[] | undefined } {
	let value = $state.raw<LocalEnrollment[] | undefined>(undefined);
	$effect(() => store.watchList((enrollments) => (value = enrollments)));
	return {
		get value() {
			return value;
		},
	};
}

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
