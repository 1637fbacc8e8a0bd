/**
 * What the phone had unsent, beside its database: where the browser empties that one alone, this says how much was in it.
 * Numbers, times and the owners' ids; nothing that a person wrote. Loaded when there is something to write or to read.
 */
import type { EmptiedStorage } from '#lib/app/app.ts';
import type { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import type { OutboxCounts } from '#lib/device/outbox-counts.ts';
import type { FormerStorage } from '#lib/sync/ports.ts';
import { systemClock } from '#shared/std/clock.ts';
import { marksName } from './storage-marks.ts';

type Mark = Omit<EmptiedStorage, 'toldBy' | 'settle'>;

interface Marks {
	/** By owner. */
	unsent?: Record<string, Mark>;
	/** An open page saw the storage go: the database that is there now is another one. */
	isLost?: boolean;
	/** `isSettled`: the person has read it. */
	emptied?: Mark & { toldBy: EmptiedStorage['toldBy']; isSettled: boolean };
}

const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isMark = (mark: Mark | null | undefined): mark is Mark =>
	isCount(mark?.records) && isCount(mark?.files) && isCount(mark?.atMs);

/** Empty where there is nothing, where it is none of ours, and where the browser keeps nothing. */
function read(): Marks {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(marksName) ?? '{}');
		return typeof value === 'object' && value !== null ? value : {};
	} catch {
		return {};
	}
}

function change(part: Partial<Marks>): void {
	try {
		localStorage.setItem(marksName, JSON.stringify({ ...read(), ...part }));
	} catch {
		// Then it is not known, and said to be.
	}
}

/** One owner's numbers of now; none of a storage that the page alone holds, or that is gone. */
export function markUnsent(storage: PhoneStorage, { owner, unsent, refused, files }: OutboxCounts): void {
	const marks = read().unsent ?? {};
	const isNothing = unsent + refused + files === 0;
	// Somebody who came to read, and wrote nothing, has nothing to be told.
	if (!storage.isKept || storage.isLost || (owner === 'device' && isNothing && !marks[owner])) return;
	const mark = { records: unsent + refused, files, atMs: systemClock.nowMs() };
	change({ unsent: { ...marks, [owner]: mark } });
}

/** The storage went under the open page: the next one tells what was in it. */
export function noteLost(): void {
	change({ isLost: true });
}

function show(storage: PhoneStorage, emptied: NonNullable<Marks['emptied']>): void {
	change({ emptied });
	if (emptied.isSettled) return;
	const settle = () => {
		storage.emptied = null;
		change({ emptied: { ...emptied, isSettled: true } });
	};
	storage.emptied = { ...emptied, settle };
}

/**
 * There is no database, or an open page saw it go, and there was one that told its numbers; or an earlier page found so,
 * and nobody has read it yet.
 */
export function lookForEmptied(storage: PhoneStorage, isAbsent: boolean): void {
	const { unsent, isLost, emptied } = read();
	const marks = Object.values(unsent ?? {}).filter(isMark);
	if ((isAbsent || isLost) && marks.length > 0) {
		const sum = (of: 'records' | 'files') => marks.reduce((total, mark) => total + mark[of], 0);
		const atMs = Math.max(...marks.map((mark) => mark.atMs));
		change({ unsent: {}, isLost: false });
		show(storage, { records: sum('records'), files: sum('files'), atMs, toldBy: 'phone', isSettled: false });
	} else if (isMark(emptied)) show(storage, emptied);
}

/** The server knew another storage in this browser. What the phone has counted itself is newer. */
export function hearOfFormer(storage: PhoneStorage, { heardAtMs, ...counts }: FormerStorage): void {
	const { emptied } = read();
	if (isMark(emptied) && (emptied.toldBy === 'phone' || emptied.atMs >= heardAtMs)) return;
	show(storage, { ...counts, atMs: heardAtMs, toldBy: 'server', isSettled: false });
}
