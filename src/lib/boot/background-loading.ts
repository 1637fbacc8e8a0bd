/*
 * What is loaded after the first field, and when. On a gym's network a byte that nobody waits for is a byte that
 * somebody waits behind.
 */
import { preloadCode } from '$app/navigation';

/** Nobody touched the screen for so long: the person reads, or has put the phone away. */
const quietMs = 3_000;

/** Between the form's code and the worker: what is drawn and tapped in that moment has the processor to itself. */
const drawingMs = 1_000;

/** Resolves a moment later, or at once when the page goes to the back. */
function drawn(): Promise<unknown> {
	return new Promise((resolve) => {
		setTimeout(resolve, drawingMs);
		document.addEventListener('visibilitychange', resolve, { once: true });
	});
}

/** Resolves when nothing was touched for a while, or at once when the page goes to the back: a visit may be short. */
function quiet(): Promise<void> {
	return new Promise((resolve) => {
		let timer: ReturnType<typeof setTimeout>;
		const touches = ['pointerdown', 'keydown', 'scroll'] as const;
		const end = () => {
			clearTimeout(timer);
			for (const touch of touches) removeEventListener(touch, again, true);
			document.removeEventListener('visibilitychange', onHidden);
			resolve();
		};
		const again = () => {
			clearTimeout(timer);
			timer = setTimeout(end, quietMs);
		};
		const onHidden = () => document.visibilityState === 'hidden' && end();
		for (const touch of touches) addEventListener(touch, again, { capture: true, passive: true });
		document.addEventListener('visibilitychange', onHidden);
		again();
	});
}

/** The form's pages: the next thing that a student wants. */
function preloadForm(): Promise<unknown> {
	const pages = ['', '/consent', '/part/step'].map((page) => `/enrollment/id${page}`);
	return Promise.all(pages.map((page) => preloadCode(page).catch(() => undefined)));
}

let tellForm: () => void;
/** The form's code is here: the browser's cache holds nearly all that the first install of the worker takes. */
export const formAtHand = new Promise<void>((resolve) => {
	tellForm = resolve;
});

let tellQuiet: () => void;
/** The form's code is here, and nobody has touched the screen for a while. */
export const quietAtLast = new Promise<void>((resolve) => {
	tellQuiet = resolve;
});

let tell: () => void;
/** Nothing that is loaded from now on holds up the way to the first field. */
export const firstFieldAtHand = new Promise<void>((resolve) => {
	tell = resolve;
});

/**
 * Call it when the first page is drawn: the form's code at once, since it is the way to the first field, then whoever
 * waits for `formAtHand`; when it is quiet, what a first visit's storage takes, the client of all calls, and whoever
 * waits for `firstFieldAtHand`.
 */
export async function loadInBackground(isStaff: boolean): Promise<void> {
	if (!isStaff) {
		await preloadForm();
		void drawn().then(tellForm);
	}
	await quiet();
	tellQuiet();
	await import('#lib/transport/wires.ts').catch(() => undefined);
	tellForm();
	tell();
}
