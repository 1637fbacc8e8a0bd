const keptMs = 60_000;

/** Hands the browser a file to save under this name. */
export function saveFile(name: string, file: Blob): void {
	const href = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = href;
	link.download = name;
	link.click();
	// The download has begun by then; taking the address away at once stops it in some browsers.
	setTimeout(() => URL.revokeObjectURL(href), keptMs);
}
