export function isDialogOpen(): boolean {
	return document.querySelector('dialog[open]') !== null;
}

/** Whether a key press belongs to a field, a dialog or a shortcut of the browser, and not to the desk. */
export function isTyping(event: KeyboardEvent): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey) return true;
	if (isDialogOpen()) return true;
	return event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null;
}
