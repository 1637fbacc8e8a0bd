/** The desk's single keys: whose a press is, and whether this device uses them at all. */
const name = 'campuscover.desk-keys';

function readSwitch(): boolean {
	try {
		return globalThis.localStorage?.getItem(name) !== 'off';
	} catch {
		return true;
	}
}

class KeySwitch {
	isOn = $state(readSwitch());

	set(isOn: boolean): void {
		this.isOn = isOn;
		try {
			localStorage.setItem(name, isOn ? 'on' : 'off');
		} catch {
			// Storage closed by the browser: the choice holds for this visit.
		}
	}
}

export const deskKeys = new KeySwitch();

export function isDialogOpen(): boolean {
	return document.querySelector('dialog[open]') !== null;
}

/** Whether a key press belongs to a field, a dialog or a shortcut of the browser, and not to the desk. */
export function isTyping(event: KeyboardEvent): boolean {
	if (!deskKeys.isOn) return true;
	if (event.ctrlKey || event.metaKey || event.altKey) return true;
	if (isDialogOpen()) return true;
	return event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null;
}
