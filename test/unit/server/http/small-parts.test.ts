import { describe, expect, it, vi } from 'vitest';
import { isNestedDeeperThan } from '#server/http/json-nesting.ts';
import { createPokeHub } from '#server/http/poke-hub.ts';
import { sameSiteRefusal } from '#server/http/same-site.ts';

describe('nesting', () => {
	it('counts lists and objects, and none that stand in a text', () => {
		expect(isNestedDeeperThan('[[{"a":[]}]]', 4)).toBe(false);
		expect(isNestedDeeperThan('[[{"a":[]}]]', 3)).toBe(true);
		expect(isNestedDeeperThan('["[[[[[[", "\\"[[[["]', 1)).toBe(false);
		expect(isNestedDeeperThan('[],[],[],{}', 1)).toBe(false);
	});
});

describe('a call that changes something', () => {
	const refusal = (headers: Record<string, string>) =>
		sameSiteRefusal(
			new Request('http://127.0.0.1:3000/api/trpc/x', { method: 'POST', headers }),
			'https://campus.example',
		)?.code;

	it('is taken from our own pages and from what is no browser', () => {
		expect(refusal({ 'sec-fetch-site': 'same-origin' })).toBeUndefined();
		expect(refusal({ origin: 'https://campus.example' })).toBeUndefined();
		expect(refusal({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBeUndefined();
		expect(refusal({})).toBeUndefined();
	});

	it('is refused from pages of other sites, also of a neighbour', () => {
		expect(refusal({ 'sec-fetch-site': 'cross-site' })).toBe('request.cross-site');
		expect(refusal({ 'sec-fetch-site': 'same-site' })).toBe('request.cross-site');
		expect(refusal({ origin: 'https://campus.example.evil.example' })).toBe('request.cross-site');
		expect(refusal({ origin: 'null' })).toBe('request.cross-site');
	});
});

describe('the hub of pokes', () => {
	it('pokes soon, once for many wishes, and nobody who does not listen', () => {
		vi.useFakeTimers();
		const hub = createPokeHub();
		const heard: string[] = [];
		const onPoke = () => heard.push('a');
		const stop = hub.subscribe({ accountId: 'a', deviceId: 'a1', onPoke, onDrop: () => {} });
		for (const account of ['a', 'a', 'nobody']) hub.pokeSoon(account);
		expect([heard, vi.getTimerCount()]).toEqual([[], 1]);
		vi.advanceTimersByTime(2_000);
		expect(heard).toEqual(['a']);
		hub.pokeSoon('a');
		stop();
		vi.advanceTimersByTime(2_000);
		expect(heard).toEqual(['a']);
		vi.useRealTimers();
	});

	const listener = (accountId: string, deviceId: string, heard: string[]) => ({
		accountId,
		deviceId,
		onPoke: () => heard.push(deviceId),
		onDrop: () => heard.push(`drop ${deviceId}`),
	});

	it('tells an account’s devices but the one that made the change', () => {
		const hub = createPokeHub();
		const heard: string[] = [];
		const stop = hub.subscribe(listener('a', 'a1', heard));
		hub.subscribe(listener('a', 'a2', heard));
		hub.subscribe(listener('b', 'b1', heard));
		hub.poke('a', 'a2');
		hub.poke('nobody');
		expect(heard).toEqual(['a1']);
		stop();
		hub.poke('a');
		expect(heard).toEqual(['a1', 'a2']);
		hub.pokeAll();
		expect(heard).toEqual(['a1', 'a2', 'a2', 'b1']);
	});

	it('holds eight streams of an account and drops the oldest for a ninth', () => {
		const hub = createPokeHub();
		const heard: string[] = [];
		for (let i = 1; i <= 9; i++) hub.subscribe(listener('a', `d${i}`, heard));
		expect(heard).toEqual(['drop d1']);
		expect(hub.size()).toBe(8);
		hub.close();
		expect(hub.size()).toBe(0);
	});
});
