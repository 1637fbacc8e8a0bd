import type { AfterNavigate } from '@sveltejs/kit';

let stop = () => {};

/**
 * After going to another page the keyboard and the screen reader begin at what it is about, not above the bar that
 * stands on every page. Left alone: the first page of a visit, a link to a place on the page, and a page that has
 * taken the focus to its own place already.
 */
export function focusHeading({ type, to }: Pick<AfterNavigate, 'type' | 'to'>): void {
	stop();
	if (type === 'enter' || to?.url.hash) return;
	const focus = () => {
		if (document.activeElement !== document.body) return;
		document.querySelector('h1')?.focus({ preventScroll: true });
	};
	focus();
	// What is read a moment later takes the place of the first heading, and would take the focus with it.
	const observer = new MutationObserver(focus);
	observer.observe(document.body, { childList: true, subtree: true });
	stop = () => observer.disconnect();
	for (const act of ['keydown', 'pointerdown'] as const) addEventListener(act, stop, { once: true });
}
