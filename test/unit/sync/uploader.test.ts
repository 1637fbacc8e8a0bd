import { expect, it } from 'vitest';
import { Uploader } from '#lib/sync/uploader.ts';
import { uploadLimits } from '#lib/sync/upload-limits.ts';
import type { UploadAnswer, UploadFile, UploadPorts } from '#lib/sync/upload-ports.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

type Answer = Result<UploadAnswer, Refusal>;

interface LocalFile {
	size: number;
	state: 'waiting' | 'stored' | 'refused';
	code?: string;
	sentBytes: number;
	/** Its bytes are gone from the phone. */
	isGone?: boolean;
}

/** A phone with files, and a server that takes them, with a clock that jumps. */
class World {
	nowMs = 1_000_000;
	files = new Map<string, LocalFile>();
	held = new Map<string, number>();
	stored = new Set<string>();
	appends: { hash: string; offset: number; bytes: number }[] = [];
	states: string[] = [];
	released = 0;
	releases: number[] = [];
	bugs: unknown[] = [];
	progress: [string, number][] = [];
	timer: { delayMs: number; run: () => void } | null = null;
	mayUse = true;
	isFreshLine = true;
	mostUnderWay = 0;
	underWay = 0;
	/** What the next append does in place of being taken. */
	faults: ((file: UploadFile, offset: number, bytes: number) => Answer | null)[] = [];
	stateFaults: (() => Answer | null)[] = [];
	readonly uploader: Uploader;

	constructor() {
		this.uploader = new Uploader(this.#ports());
	}

	add(hash: string, size = 300_000, part: Partial<LocalFile> = {}): this {
		this.files.set(hash, { size, state: 'waiting', sentBytes: 0, ...part });
		return this;
	}

	async passTime(): Promise<void> {
		const timer = this.timer!;
		this.timer = null;
		this.nowMs += timer.delayMs;
		timer.run();
		await this.uploader.ask('work');
	}

	taken(hash: string, size: number, to: number): Answer {
		this.held.set(hash, to);
		if (to === size) this.stored.add(hash);
		return ok({ offset: to, isStored: to === size, isFreshLine: this.isFreshLine });
	}

	#ports(): UploadPorts {
		const bytes = (length: number) => new Uint8Array(length);
		return {
			clock: { nowMs: () => (this.nowMs += 100) },
			random: { bytes },
			lock: { exclusively: (work) => work() },
			timer: {
				after: (delayMs, run) => {
					this.timer = { delayMs, run };
					return () => (this.timer = null);
				},
			},
			mayUse: () => this.mayUse,
			onProgress: (hash, sentBytes) => this.progress.push([hash, sentBytes]),
			onReleased: () => (this.released += 1),
			isOut: () => false,
			onBug: (error) => this.bugs.push(error),
			store: {
				next: async (underWay) => {
					const found = [...this.files].find(
						([hash, { state }]) => state === 'waiting' && !underWay.has(hash),
					);
					return found ? { hash: found[0], size: found[1].size, sentBytes: found[1].sentBytes } : null;
				},
				read: async (hash, from, to) => {
					if (this.files.get(hash)!.isGone) throw new RefusalError({ code: 'device.document-missing' });
					return bytes(to - from);
				},
				sent: async (hash, sentBytes) => void (this.files.get(hash)!.sentBytes = sentBytes),
				stored: async (hash) => void (this.files.get(hash)!.state = 'stored'),
				refused: async (hash, code) => void Object.assign(this.files.get(hash)!, { state: 'refused', code }),
				release: async () => this.releases.shift() ?? 0,
			},
			wire: {
				state: async ({ hash }) => {
					this.states.push(hash);
					const fault = this.stateFaults.shift()?.();
					if (fault) return fault;
					const offset = this.held.get(hash) ?? 0;
					return ok({ offset, isStored: this.stored.has(hash), isFreshLine: this.isFreshLine });
				},
				append: async (file, offset, piece) => {
					this.mostUnderWay = Math.max(this.mostUnderWay, (this.underWay += 1));
					// A network takes its time: others begin meanwhile.
					for (let i = 0; i < 50; i++) await Promise.resolve();
					this.underWay -= 1;
					this.appends.push({ hash: file.hash, offset, bytes: piece.byteLength });
					const fault = this.faults.shift()?.(file, offset, piece.byteLength);
					if (fault) return fault;
					const held = this.held.get(file.hash) ?? 0;
					if (offset !== held) return err({ code: 'document.offset-differs', expected: held });
					return this.taken(file.hash, file.size, held + piece.byteLength);
				},
			},
		};
	}
}

const states = (world: World) => [...world.files.values()].map(({ state, code }) => code ?? state);

it('sends every file, several at a time, and ends idle', async () => {
	const world = new World();
	for (const name of ['a', 'b', 'c', 'd', 'e']) world.add(name);
	await world.uploader.ask('work');
	expect(states(world)).toEqual(Array(5).fill('stored'));
	expect(world.mostUnderWay).toBe(uploadLimits.lanes);
	expect(world.uploader.status).toEqual({ phase: 'idle', nextTryAtMs: null, underWay: [] });
	expect(world.progress.filter(([name]) => name === 'a').at(-1)).toEqual(['a', 300_000]);
});

it('a line cut in the middle: goes on at once, from the byte where the server is', async () => {
	const world = new World().add('a', 500_000);
	world.faults.push((file, offset) => {
		world.held.set(file.hash, offset + 77_777);
		return err({ code: 'network.offline' });
	});
	await world.uploader.ask('work');
	expect(states(world)).toEqual(['stored']);
	expect(world.appends.map(({ offset }) => offset).slice(0, 2)).toEqual([0, 77_777]);
	expect(world.timer).toBeNull();
});

it('a line that is cut again and again without any byte is given a pause, and nothing is dropped', async () => {
	const world = new World().add('a');
	world.faults = Array(9).fill(() => err({ code: 'network.offline' }));
	await world.uploader.ask('work');
	expect(world.appends).toHaveLength(2);
	expect(world.uploader.status.phase).toBe('offline');
	expect(world.timer!.delayMs).toBeGreaterThan(0);
	world.faults = [];
	await world.passTime();
	expect(states(world)).toEqual(['stored']);
});

it('waits longer with each failure, up to five minutes, and no longer than a moment after progress', async () => {
	const world = new World().add('a');
	const waits: number[] = [];
	for (let i = 0; i < 14; i++) {
		world.stateFaults = [() => err({ code: 'server.unavailable' })];
		await (i === 0 ? world.uploader.ask('work') : world.passTime());
		waits.push(world.timer!.delayMs);
	}
	expect(waits[0]).toBeLessThanOrEqual(2_000);
	expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
	expect(waits.at(-1)).toBeGreaterThanOrEqual(150_000);
	world.faults.push(
		() => null,
		() => err({ code: 'server.unavailable' }),
	);
	await world.passTime();
	expect(world.timer!.delayMs).toBeLessThanOrEqual(2_000);
});

it('what the server asks to wait is waited, also when the page is looked at', async () => {
	const world = new World().add('a');
	world.stateFaults = [() => err({ code: 'request.too-many', retryAfterSeconds: 40 })];
	await world.uploader.ask('work');
	expect(world.timer!.delayMs).toBeGreaterThanOrEqual(40_000);
	await world.uploader.ask('signal');
	expect(world.appends).toEqual([]);
	await world.uploader.ask('person');
	expect(states(world)).toEqual(['stored']);
});

it('another offset than it thought: goes on from the server’s', async () => {
	const world = new World().add('a', 300_000);
	world.faults.push((file) => {
		world.held.set(file.hash, 200_000);
		return err({ code: 'document.offset-differs', expected: 200_000 });
	});
	await world.uploader.ask('work');
	expect(world.appends.map(({ offset }) => offset)).toEqual([0, 200_000]);
	expect(states(world)).toEqual(['stored']);
});

it('two uploaders that hinder each other without end: this one pauses', async () => {
	const world = new World().add('a');
	world.faults = Array(100).fill(() => err({ code: 'document.offset-differs', expected: 0 }));
	await world.uploader.ask('work');
	expect(world.appends.length).toBe(uploadLimits.heals + 1);
	expect(world.uploader.status.phase).toBe('failing');
});

it('bytes that arrived damaged are sent anew from the beginning some times, then refused', async () => {
	const world = new World().add('a', 100_000);
	const damaged = () => {
		world.held.set('a', 0);
		return err({ code: 'document.hash-differs' as const });
	};
	const times = uploadLimits.restarts + 1;
	world.faults = Array(times).fill(damaged);
	await world.uploader.ask('work');
	expect(world.appends.map(({ offset }) => offset)).toEqual(Array(times).fill(0));
	expect(states(world)).toEqual(['document.hash-differs']);
});

it('a file that is refused, and one whose bytes are gone, hold up no other', async () => {
	const world = new World().add('bad').add('gone', 5, { isGone: true }).add('good');
	world.faults.push((file) => (file.hash === 'bad' ? err({ code: 'document.encrypted' }) : null));
	await world.uploader.ask('work');
	expect(states(world)).toEqual(['document.encrypted', 'device.document-missing', 'stored']);
	expect(world.uploader.status.phase).toBe('idle');
});

it('on a connection that was used before only small pieces go out', async () => {
	const world = new World().add('a', 100_000);
	world.isFreshLine = false;
	await world.uploader.ask('work');
	expect(Math.max(...world.appends.map(({ bytes }) => bytes))).toBe(uploadLimits.usedLineBytes);
	expect(states(world)).toEqual(['stored']);
});

it('on a fresh one pieces grow with the speed, within the bounds', async () => {
	const world = new World().add('a', 10_000_000);
	await world.uploader.ask('work');
	const sizes = world.appends.map(({ bytes }) => bytes);
	expect(sizes[0]).toBe(uploadLimits.firstBytes);
	expect(Math.max(...sizes)).toBe(uploadLimits.mostBytes);
	expect(sizes.length).toBeLessThan(20);
});

it('all bytes sent but not stored, since the server could not: asked again with nothing more', async () => {
	const world = new World().add('a', 100_000);
	world.held.set('a', 100_000);
	await world.uploader.ask('work');
	expect(world.appends).toEqual([{ hash: 'a', offset: 100_000, bytes: 0 }]);
	expect(states(world)).toEqual(['stored']);
});

it('a server that takes pieces and comes no further is not called in a hot loop', async () => {
	const world = new World().add('a');
	world.faults = Array(50).fill(() => ok({ offset: 0, isStored: false, isFreshLine: true }));
	await world.uploader.ask('work');
	expect(world.appends).toHaveLength(1);
	expect(world.uploader.status.phase).toBe('failing');
});

it('a network that may not be used: pauses before the next piece, and goes on when asked', async () => {
	const world = new World().add('a');
	world.mayUse = false;
	await world.uploader.ask('work');
	expect(world.uploader.status.phase).toBe('paused');
	expect(world.states).toEqual([]);
	expect(world.timer).toBeNull();
	world.mayUse = true;
	await world.uploader.ask('signal');
	expect(states(world)).toEqual(['stored']);
});

it('a session that ended: waits for the person', async () => {
	const world = new World().add('a');
	world.stateFaults = [() => err({ code: 'auth.required' })];
	await world.uploader.ask('work');
	expect(world.uploader.status.phase).toBe('signed-out');
	await world.uploader.ask('work');
	expect(world.states).toEqual(['a']);
});

it('tells when records were sent off, at the start too: a page may have ended between the two', async () => {
	const world = new World().add('a');
	world.releases = [1, 1];
	await world.uploader.ask('work');
	expect(world.released).toBe(2);
});

it('no piece is sent after it was stopped', async () => {
	const world = new World().add('a', 10_000_000);
	world.faults.push(() => {
		void world.uploader.stop();
		return null;
	});
	await world.uploader.ask('work');
	await world.uploader.stop();
	expect(world.appends).toHaveLength(1);
	await world.uploader.ask('person');
	expect(world.appends).toHaveLength(1);
});

it('a bug in storage is reported and waited for', async () => {
	const world = new World().add('a');
	world.faults.push(() => {
		throw new Error('bug');
	});
	await world.uploader.ask('work');
	expect(world.bugs).toHaveLength(1);
	expect(world.uploader.status.phase).toBe('failing');
	await world.passTime();
	expect(states(world)).toEqual(['stored']);
});
