/** What a screen must be for people who cannot see it, read small type, or hit small targets: measured in the page. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { heading } from './enrollment-flow.ts';

interface AxNode {
	role?: { value?: string };
	name?: { value?: string };
	ignored?: boolean;
	backendDOMNodeId?: number;
	properties?: { name: string; value: { value?: unknown } }[];
}

const controls = [
	'button',
	'link',
	'textbox',
	'searchbox',
	'checkbox',
	'radio',
	'combobox',
	'dialog',
	'alertdialog',
];

/** Controls without a name, and headings out of order, as a screen reader gets them. */
export async function heardFaults(page: Page): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
	const htmlOf = async ({ backendDOMNodeId: backendNodeId }: AxNode) =>
		(await session.send('DOM.getOuterHTML', { backendNodeId })).outerHTML.slice(0, 160);
	const seen = nodes.filter(({ ignored }) => !ignored);
	const roleOf = (node: AxNode) => node.role?.value ?? '';
	const nameless: string[] = [];
	for (const node of seen) {
		if (!controls.includes(roleOf(node)) || node.name?.value?.trim()) continue;
		nameless.push(`${roleOf(node)} without a name: ${await htmlOf(node)}`);
	}
	await session.detach();
	const levels = seen
		.filter((node) => roleOf(node) === 'heading')
		.map((node) => Number(node.properties?.find(({ name }) => name === 'level')?.value.value));
	const leaps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
	return [
		...nameless,
		...leaps.map((level) => `a heading of level ${level} after none above it`),
		...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one first heading']),
	];
}

/** Text that is cut off, and what reaches beyond the screen's edge. */
export function cutText(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		const { scrollWidth } = document.documentElement;
		if (scrollWidth > window.innerWidth) found.push(`the page is ${scrollWidth} px wide`);
		for (const element of document.querySelectorAll<HTMLElement>('body *')) {
			const box = element.getBoundingClientRect();
			const style = getComputedStyle(element);
			// Nothing to see: words for screen readers alone.
			if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') continue;
			const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent!.trim());
			const isCut =
				element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 6;
			const hides = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
			const name = `${element.tagName.toLowerCase()} “${element.textContent!.trim().slice(0, 30)}”`;
			if (hides && isCut && element.textContent!.trim()) found.push(`${name} is cut`);
			if (words.length > 0 && (box.right > window.innerWidth + 1 || box.left < -1)) {
				if (!element.closest('[tabindex="0"][role="region"], .skip'))
					found.push(`${name} is beyond the edge`);
			}
		}
		return found;
	});
}

/** Things to tap that are lower or narrower than `least` CSS pixels; a link within a sentence may be. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
	return page.evaluate((least) => {
		const targets = 'a[href], button, input, select, textarea, summary, [role="button"]';
		const found: string[] = [];
		for (const element of document.querySelectorAll<HTMLElement>(targets)) {
			// A label takes the tap for its tick or radio button.
			const label = element.matches('input[type=radio], input[type=checkbox]') && element.closest('label');
			const box = (label || element).getBoundingClientRect();
			const style = getComputedStyle(element);
			if (box.width === 0 || style.visibility === 'hidden' || element.matches('.skip')) continue;
			const isInSentence =
				style.display === 'inline' &&
				[...element.parentElement!.childNodes].some(
					(node) => node.nodeType === 3 && node.textContent!.trim(),
				);
			if (isInSentence) continue;
			if (box.width < least - 0.5 || box.height < least - 0.5) {
				const name = element.getAttribute('aria-label') ?? element.textContent!.trim();
				found.push(
					`${element.tagName.toLowerCase()} “${name.slice(0, 30)}” ${Math.round(box.width)}×${Math.round(box.height)}`,
				);
			}
		}
		return found;
	}, least);
}

/** Animations and transitions of the page, as styled, that move for longer than a millisecond or without end. */
export function movingParts(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const seconds = (list: string) =>
			Math.max(...list.split(',').map((part) => parseFloat(part) * (part.includes('ms') ? 0.001 : 1)));
		return [...document.querySelectorAll('body, body *')].flatMap((element) =>
			[undefined, '::before', '::after'].flatMap((pseudo) => {
				const style = getComputedStyle(element, pseudo);
				const isAnimated = style.animationName !== 'none';
				const moves =
					(isAnimated &&
						(seconds(style.animationDuration) > 0.001 ||
							style.animationIterationCount.includes('infinite'))) ||
					seconds(style.transitionDuration) > 0.001;
				return moves ? [`${element.tagName.toLowerCase()}${pseudo ?? ''} ${style.animationName}`] : [];
			}),
		);
	});
}

/** Where the keyboard is: the name, and whether it can be seen there, ringed, and under nothing. */
export function focusNow(
	page: Page,
): Promise<{ tag: string; name: string; isVisible: boolean; isInDialog: boolean }> {
	return page.evaluate(async () => {
		// As painted: a style's change may take its first frame.
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		const element = document.activeElement as HTMLElement;
		const ringed = element.closest('label') ?? element;
		const rings = [element, ringed].map((one) => getComputedStyle(one));
		const box = ringed.getBoundingClientRect();
		const middle = document.elementFromPoint(
			box.left + box.width / 2,
			box.top + Math.min(box.height / 2, 20),
		);
		const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) =>
			label.textContent!.trim(),
		);
		return {
			tag: element.tagName,
			name: (element.getAttribute('aria-label') ?? (labels.join(' ') || element.textContent!))
				.trim()
				.replaceAll(/\s+/g, ' '),
			isVisible:
				rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px') &&
				middle !== null &&
				(ringed.contains(middle) || middle.contains(ringed)),
			isInDialog: element.closest('dialog[open]') !== null,
		};
	});
}

/** Tab by Tab to a control; the keyboard is seen wherever it comes by. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
	const passed: string[] = [];
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press('Tab');
		const now = await focusNow(page);
		// Past the last control the browser's own bar comes.
		if (now.tag === 'BODY') continue;
		expect(now.isVisible, `seen at “${now.name}”`).toBe(true);
		passed.push(now.name);
		if (name.test(now.name)) return;
	}
	throw new Error(`Tab does not reach ${name}, only: ${passed.join(' | ')}`);
}

/** On a page gone to by keyboard: its heading has the focus. */
export async function arriveAt(page: Page, title: string): Promise<void> {
	await heading(page, title);
	await expect.poll(() => focusNow(page).then(({ tag, name }) => `${tag} ${name}`)).toBe(`H1 ${title}`);
}
