import type { AfterNavigate } from '@sveltejs/kit';

/**
 * After going to another page the keyboard and the screen reader begin at what it is about, not above the bar that
 * stands on every page. Left alone: the first page of a visit, a link to a place on the page, and a page that has
 * taken the focus to its own place already.
 */
export function focusHeading({ type, to }: Pick<AfterNavigate, 'type' | 'to'>): void {
	if (type === 'enter' || to?.url.hash || document.activeElement !== document.body) return;
	document.querySelector('h1')?.focus({ preventScroll: true });
}
