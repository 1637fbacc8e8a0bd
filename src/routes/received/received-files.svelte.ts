import { getApp, type Received } from '#lib/app/app.ts';

/** What other apps shared, followed while the component is there. `value` is null until it can be told. */
export function watchReceived(): { readonly value: Received | null } {
	const app = getApp();
	let value = $state.raw<Received | null>(null);
	$effect(() => {
		let stop = () => {};
		let isGone = false;
		void app.received().then(
			(found) => {
				if (isGone) return;
				value = found;
				stop = found.start();
			},
			() => undefined,
		);
		return () => {
			isGone = true;
			stop();
		};
	});
	return {
		get value() {
			return value;
		},
	};
}
