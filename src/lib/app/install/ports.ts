import type { BrowserKind } from './browser-kind.ts';

/** This browser's side of being on the home screen; boot implements it. */
export interface BrowserInstallPort {
	kind(): BrowserKind;
	/** This page runs from the home screen. */
	isInstalled(): boolean;
	/** The browser has said that it can ask by itself. */
	canPrompt(): boolean;
	/** The browser's own question. It can be asked once for each time that the browser offers it. Never rejects. */
	prompt(): Promise<'accepted' | 'dismissed'>;
	/** Whether the offer was put off on this phone: it is not made again. */
	isPutOff(): boolean;
	putOff(): void;
}
