/** Where a file that is in memory can be seen or saved from, for as long as it and the calling component are there; null without one. */
export function blobAddress(file: () => Blob | null | undefined): { readonly value: string | null } {
	let value = $state<string | null>(null);
	$effect(() => {
		const blob = file();
		if (!blob) return;
		const made = URL.createObjectURL(blob);
		value = made;
		return () => {
			value = null;
			URL.revokeObjectURL(made);
		};
	});
	return {
		get value() {
			return value;
		},
	};
}
