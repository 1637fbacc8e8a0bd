import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftWriter } from '#lib/app/enrollment/draft-writer.svelte.ts';
import type { EnrollmentEdit, LocalEnrollment } from '#lib/device/types.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A device whose writes end when they are told to. */
function aDevice() {
	const edits: EnrollmentEdit[] = [];
	const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
	const edit = (_id: string, asked: EnrollmentEdit) => {
		edits.push(asked);
		return new Promise<LocalEnrollment>((resolve, reject) => {
			ends.push({ resolve: () => resolve({} as LocalEnrollment), reject });
		});
	};
	const writer = new DraftWriter('draft', { edit }, () => undefined);
	/** Lets promises run; no clock moves. */
	const settle = async () => {
		for (let i = 0; i < 10; i++) await Promise.resolve();
	};
	const end = async () => {
		ends.shift()!.resolve();
		await settle();
	};
	const refuse = async () => {
		ends.shift()!.reject(new RefusalError({ code: 'device.storage-full' }));
		await settle();
	};
	return { writer, edits, end, refuse, settle };
}

test('a change goes to the device without any wait: the page may go with the next tap', async () => {
	const { writer, edits, settle } = aDevice();
	writer.set('name', '李');
	await settle();
	expect(edits).toEqual([{ fields: { name: '李' } }]);
});

test('what is typed during a write follows right after it, as one; what was cleared meanwhile is cleared', async () => {
	const { writer, edits, end, settle } = aDevice();
	writer.set('name', '李');
	await settle();
	for (const name of ['李小', '李小明']) writer.set('name', name);
	writer.set('phone', '139');
	await settle();
	expect(edits).toHaveLength(1);
	await end();
	expect(edits.slice(1)).toEqual([{ fields: { name: '李小明', phone: '139' } }]);
	writer.set('name', '');
	await end();
	expect(edits.slice(2)).toEqual([{ fields: { name: null } }]);
	expect(writer.holdsUnsaved).toBe(true);
	await end();
	expect(writer.holdsUnsaved).toBe(false);
});

test('saved is said when the device has it and the typing has paused, not with each letter', async () => {
	const { writer, end, settle } = aDevice();
	writer.set('name', '李');
	await settle();
	await end();
	expect(writer.state).toBe('saving');
	await vi.advanceTimersByTimeAsync(250);
	expect(writer.state).toBe('saved');
	writer.set('name', '李小');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(writer.state).toBe('saving');
	await end();
	expect(writer.state).toBe('saved');
});

test('a full phone is said, asked again after a while and not with each letter, and loses nothing', async () => {
	const { writer, edits, end, refuse, settle } = aDevice();
	writer.set('name', '李');
	await settle();
	await refuse();
	expect(writer.state).toEqual({ failed: 'device.storage-full' });
	writer.set('name', '李小');
	writer.set('name', '李小明');
	await settle();
	expect(edits).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(250);
	expect(edits.at(-1)).toEqual({ fields: { name: '李小明' } });
	await refuse();
	await vi.advanceTimersByTimeAsync(3_000);
	await end();
	expect([writer.state, writer.holdsUnsaved]).toEqual(['saved', false]);
});
