import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstMomentToAsk } from '#lib/boot/first-contact.ts';

class Field extends EventTarget {
	readonly type: string;
	constructor(type: string) {
		super();
		this.type = type;
	}
}
const page = new EventTarget();
/** As `dispatchEvent` on a field in a page: its target is the field. */
function type(kind: string): void {
	const event = new Event('input');
	Object.defineProperty(event, 'target', { value: new Field(kind) });
	page.dispatchEvent(event);
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('HTMLInputElement', Field);
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

interface Place {
	pathname: string;
	onLine: boolean;
	isControlled: boolean;
	state: 'signed-out' | 'signed-in';
	businessDate: string | null;
	isSignOutPending: () => Promise<boolean>;
}
const usual: Place = {
	pathname: '/',
	onLine: true,
	isControlled: true,
	state: 'signed-out',
	businessDate: '2022-10-15',
	isSignOutPending: async () => false,
};

/** Whether it has asked by now. */
function begin(changed: Partial<Place> = {}) {
	const { pathname, onLine, isControlled, state, businessDate, isSignOutPending } = { ...usual, ...changed };
	vi.stubGlobal('location', { pathname });
	vi.stubGlobal('navigator', { onLine, serviceWorker: { controller: isControlled ? {} : null } });
	const quiet = Promise.withResolvers<void>();
	const seen = { hasAsked: false, isQuiet: quiet.resolve };
	void firstMomentToAsk({
		session: { state },
		moment: { businessDate },
		present: { isSignOutPending },
		whenQuiet: quiet.promise,
	}).then(() => (seen.hasAsked = true));
	return seen;
}
const aWhile = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a phone that has the app and a date asks nothing until it is quiet', async () => {
	const seen = begin();
	await aWhile(600_000);
	expect(seen.hasAsked).toBe(false);
	seen.isQuiet();
	await aWhile(0);
	expect(seen.hasAsked).toBe(true);
});

test('it asks a moment after the first letter, not after a tick', async () => {
	const seen = begin();
	await aWhile(0);
	type('checkbox');
	await aWhile(60_000);
	expect(seen.hasAsked).toBe(false);
	type('text');
	await aWhile(999);
	expect(seen.hasAsked).toBe(false);
	await aWhile(1);
	expect(seen.hasAsked).toBe(true);
});

test.each([
	['another page than the first', { pathname: '/drafts' }],
	['the phone knows of no network', { onLine: false }],
	['no worker answers: a first visit', { isControlled: false }],
	['somebody is signed in', { state: 'signed-in' }],
	['no date is known', { businessDate: null }],
	['the server has to hear of a sign-out', { isSignOutPending: async () => true }],
	['the storage does not say', { isSignOutPending: () => Promise.reject(new Error('closed')) }],
] satisfies [string, Partial<Place>][])('it asks at once where %s', async (_, changed) => {
	const seen = begin(changed);
	await aWhile(0);
	expect(seen.hasAsked).toBe(true);
});
