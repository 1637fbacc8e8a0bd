/** A `Screen` over the few things that every driver of a browser can do. */
import { isDeepStrictEqual } from 'node:util';
import { boxInPage, fillInPage, findInPage, isReachable, type Query } from './find-in-page.ts';
import type { Found, Name, RoleOptions, Screen, Scope } from './screen.ts';

const waitLimitMs = 30_000;
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

export interface Remote<Handle> {
	goto(url: string): Promise<unknown>;
	evaluate: Screen['evaluate'];
	find(inPage: (path: Query[]) => Element | null, path: Query[]): Promise<Handle | null>;
	run<Result>(
		inPage: (element: Element, argument: string) => Result,
		on: Handle,
		argument: string,
	): Promise<Result>;
	click(on: Handle): Promise<void>;
	mouse: Screen['mouse'];
}

function query(by: Query['by'], kind: string, name: Name | undefined, options: RoleOptions = {}): Query {
	const asked =
		name === undefined
			? null
			: typeof name === 'string'
				? { text: name, flags: null }
				: { text: name.source, flags: name.flags };
	return {
		by,
		kind,
		name: asked,
		exact: options.exact ?? false,
		level: options.level ?? null,
		which: 'first',
	};
}

/** Tries until the deed answers with something; a page that changes under our hands only means another try. */
async function patiently<Result>(what: string, deed: () => Promise<Result | null>): Promise<Result> {
	const until = performance.now() + waitLimitMs;
	let trouble: unknown = 'it did not appear';
	while (performance.now() < until) {
		const result = await deed().catch((error: unknown) => {
			trouble = error;
			return null;
		});
		if (result !== null) return result;
		await pause();
	}
	throw new Error(`waited ${waitLimitMs / 1000} s for ${what}`, { cause: trouble });
}

function describe(path: Query[]): string {
	return path.map(({ by, kind, name }) => `${by} ${kind} ${name?.text ?? ''}`).join(' › ');
}

function scope<Handle>(remote: Remote<Handle>, path: Query[]): Scope {
	const inside = (next: Query) => found(remote, [...path, next]);
	return {
		getByRole: (role, options) => inside(query('role', role, options?.name, options)),
		getByLabel: (label, options) => inside(query('label', '', label, options)),
		getByText: (text, options) => inside(query('text', '', text, options)),
		locator: (selector) => inside(query('css', selector, undefined)),
	};
}

function found<Handle>(remote: Remote<Handle>, path: Query[]): Found {
	const which = (which: Query['which']) =>
		found(remote, [...path.slice(0, -1), { ...path[path.length - 1]!, which }]);
	const onIt = <Result>(deed: (handle: Handle) => Promise<Result | null>) =>
		patiently(describe(path), async () => {
			const handle = await remote.find(findInPage, path);
			return handle === null ? null : deed(handle);
		});
	const read = <Result>(inPage: (element: Element, argument: string) => Result) =>
		onIt((handle) => remote.run(inPage, handle, ''));
	const click = async () => {
		await onIt(async (handle) => {
			if (!(await remote.run(isReachable, handle, ''))) return null;
			const before = await remote.run(boxInPage, handle, '');
			await pause();
			// What still moves would slip from under the finger.
			if (!isDeepStrictEqual(await remote.run(boxInPage, handle, ''), before)) return null;
			await remote.click(handle);
			return true;
		});
	};
	return {
		...scope(remote, path),
		first: () => which('first'),
		last: () => which('last'),
		waitFor: async () => void (await onIt(async () => true)),
		click,
		check: async () => {
			if (!(await read((element) => (element as HTMLInputElement).checked))) await click();
		},
		fill: async (text) => {
			await onIt(async (handle) => {
				await remote.run(fillInPage, handle, text);
				return true;
			});
		},
		inputValue: () => read((element) => (element as HTMLInputElement).value),
		scrollIntoViewIfNeeded: async () => void (await read(isReachable)),
		boundingBox: () => read(boxInPage),
	};
}

export function remoteScreen<Handle>(remote: Remote<Handle>): Screen {
	return { ...scope(remote, []), goto: remote.goto, evaluate: remote.evaluate, mouse: remote.mouse };
}
