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

type Watched<T> = { readonly value: T | undefined };

function watched<T>(watch: (onChange: (value: T) => void) => () => void): Watched<T> {
	let value = $state.raw<T | undefined>(undefined);
	$effect(() => watch((found) => (value = found)));
	return {
		get value() {
			return value;
		},
	};
}

/** Follows those with an order; undefined until the device has answered. */
export const watchOrdered = (store: EnrollmentStore): Watched<LocalEnrollment[]> =>
	watched((onChange) => store.watchOrdered(onChange));

/** Follows those with the ids that `ids` gives; of ids that stay the same nothing is asked anew. */
export function watchSome(store: EnrollmentStore, ids: () => string[]): Watched<LocalEnrollment[]> {
	const asked = $derived(
		ids()
			.filter((id, i, all) => all.indexOf(id) === i)
			.join(' '),
	);
	return watched((onChange) => store.watchSome(asked === '' ? [] : asked.split(' '), onChange));
}

/** Follows those changed last, as many as `most` gives; undefined until the device has answered. */
export const watchNewest = (
	store: EnrollmentStore,
	most: () => number,
	also?: { alsoRefused?: boolean },
): Watched<NewestEnrollments> => watched((onChange) => store.watchNewest(most(), onChange, also));

/** As `watchNewest`, of what the server does not hold as it is here. */
export const watchUnsent = (store: EnrollmentStore, most: number): Watched<NewestEnrollments> =>
	watched((onChange) => store.watchUnsent(most, onChange));
