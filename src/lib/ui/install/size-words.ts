const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `0 B`, `812 B`, `1.3 MB`, `24 GB`: two digits are enough to know where one stands. */
export function sizeWords(bytes: number): string {
	let size = bytes;
	let unit = 0;
	while (size >= 1000 && unit < units.length - 1) {
		size /= 1024;
		unit++;
	}
	const shown = unit === 0 || size >= 10 ? Math.round(size) : Math.round(size * 10) / 10;
	return `${shown} ${units[unit]}`;
}
