import { browserKindOf } from '#lib/app/install/browser-kind.ts';
import type { BrowserInstallPort } from '#lib/app/install/ports.ts';

interface InstallPromptEvent extends Event {
	prompt(): Promise<void>;
	userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** `static/theme.js` keeps the event: it may come before any module has run. */
const kept = globalThis as { campuscoverInstall?: InstallPromptEvent | null };
const putOffName = 'campuscover.install-put-off';

export function isInstalled(): boolean {
	const isStandalone = (navigator as { standalone?: boolean }).standalone === true;
	return isStandalone || matchMedia('(display-mode: standalone)').matches;
}

export const browserInstall: BrowserInstallPort = {
	kind: () => browserKindOf(navigator),
	isInstalled,
	canPrompt: () => Boolean(kept.campuscoverInstall),
	async prompt() {
		const event = kept.campuscoverInstall;
		kept.campuscoverInstall = null;
		try {
			await event!.prompt();
			return (await event!.userChoice).outcome;
		} catch {
			return 'dismissed';
		}
	},
	isPutOff() {
		try {
			return localStorage.getItem(putOffName) !== null;
		} catch {
			return false;
		}
	},
	putOff() {
		try {
			localStorage.setItem(putOffName, 'yes');
		} catch {
			// Storage closed by the browser: put off for this visit.
		}
	},
};
