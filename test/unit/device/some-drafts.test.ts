/** A page that shows a few of many records opens those alone. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { LocalEnrollment, NewestEnrollments } from '#lib/device/types.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import { anAccount, aPhone, aReply, aView, wholeOutbox } from './phone.ts';

const many = 40;
/** The owner's key, with its spare wrap. */
const ofKeys = 3;
const patience = { timeout: 15_000 };

const anOrder = (id: string, enrollmentId: string) =>
	({ id, enrollmentId, state: 'created', createdAtMs: 1 }) as unknown as OrderView;

/** The others were changed after it. */
const viewOf = (id: string, refused: string) =>
	aView(id, id === refused ? {} : { updatedAtMs: Date.UTC(2026, 10, 15) });

/** Two of many have an order, one was refused long ago, one waits. Nothing is open in memory. */
async function aFullPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const store = await phone.device.syncStore('account-a');
	const ids = Array.from({ length: many }, () => crypto.randomUUID());
	const [refused, waiting, ...rest] = ids as [string, string, ...string[]];
	const ordered = rest.slice(0, 2);
	await store.apply(
		aReply({ changes: ids.map((id) => ({ kind: 'enrollment' as const, id, view: viewOf(id, refused) })) }),
	);
	await store.apply(
		aReply({
			changes: ordered.map((of, i) => {
				const id = crypto.randomUUID();
				return { kind: 'order' as const, id, view: anOrder(`${id}${i}`, of) };
			}),
		}),
	);
	await phone.device.enrollments.edit(refused, { fields: { name: '张三' } });
	const { firstSequence } = await store.freeze(wholeOutbox);
	const result = { sequence: firstSequence, status: 'refused', code: 'request.malformed' } as const;
	await store.apply(aReply({ results: [result] }));
	await phone.device.enrollments.edit(waiting, { fields: { name: '李四' } });
	phone.restart();
	return { phone, enrollments: phone.device.enrollments, refused, waiting, ordered, rest };
}

/** The first that a watch tells, and how many rows were opened for it. */
async function firstOf<T>(watch: (onChange: (value: T) => void) => () => void) {
	const opening = vi.spyOn(crypto.subtle, 'decrypt');
	let found: T | undefined;
	const stop = watch((value) => (found ??= value));
	await vi.waitFor(() => expect(found).toBeDefined(), patience);
	stop();
	const opened = opening.mock.calls.length;
	opening.mockRestore();
	return { found: found!, opened };
}

afterEach(() => vi.restoreAllMocks());

const idsOf = (found: LocalEnrollment[]) => found.map(({ id }) => id).sort();

test('those that are named are opened, with their orders; an id of no enrollment leads to none', async () => {
	const { enrollments, ordered } = await aFullPhone();
	const wanted = [...ordered, 'of-no-record'];
	const { found, opened } = await firstOf<LocalEnrollment[]>((tell) => enrollments.watchSome(wanted, tell));
	expect(idsOf(found)).toEqual([...ordered].sort());
	expect(found.every(({ order }) => order !== null)).toBe(true);
	expect(opened).toBeLessThanOrEqual(ofKeys + 4);
});

test('those with an order are opened, and none of the others; a new order is heard of', async () => {
	const { phone, enrollments, ordered, rest } = await aFullPhone();
	const { found, opened } = await firstOf<LocalEnrollment[]>((tell) => enrollments.watchOrdered(tell));
	expect(idsOf(found)).toEqual([...ordered].sort());
	expect(opened).toBeLessThanOrEqual(ofKeys + 4);
	const heard: LocalEnrollment[][] = [];
	const stop = enrollments.watchOrdered((value) => heard.push(value));
	await vi.waitFor(() => expect(heard).not.toHaveLength(0), patience);
	const store = await phone.device.syncStore('account-a');
	const view = anOrder('order-of-another', rest[7]!);
	await store.apply(aReply({ changes: [{ kind: 'order', id: view.id, view }] }));
	await vi.waitFor(() => expect(idsOf(heard.at(-1)!)).toEqual([...ordered, rest[7]!].sort()), patience);
	stop();
});

test('what was refused is among the newest where it is asked for, however long ago', async () => {
	const { enrollments, refused } = await aFullPhone();
	const newest = (also?: { alsoRefused: boolean }) =>
		firstOf<NewestEnrollments>((tell) => enrollments.watchNewest(3, tell, also));
	const without = await newest();
	expect(idsOf(without.found.enrollments)).not.toContain(refused);
	const { found } = await newest({ alsoRefused: true });
	expect(idsOf(found.enrollments)).toContain(refused);
	expect(found).toMatchObject({ total: many });
	expect(found.enrollments).toHaveLength(4);
	expect(without.opened).toBeLessThanOrEqual(ofKeys + 5);
});

test('what the server has not is opened; the phone’s own drafts are all of that kind', async () => {
	const { phone, enrollments, waiting } = await aFullPhone();
	const { found, opened } = await firstOf<NewestEnrollments>((tell) => enrollments.watchUnsent(20, tell));
	expect(found).toMatchObject({ total: 1, enrollments: [{ id: waiting, progress: 'waiting' }] });
	expect(opened).toBeLessThanOrEqual(ofKeys + 3);
	await phone.device.present.signOut();
	const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: {} };
	for (let i = 0; i < 4; i++) await enrollments.create(draft);
	const own = await firstOf<NewestEnrollments>((tell) => enrollments.watchUnsent(3, tell));
	expect(own.found).toMatchObject({ total: 4 });
	expect(own.found.enrollments).toHaveLength(3);
});

test('a page that watched the whole list would be seen', async () => {
	const { enrollments } = await aFullPhone();
	const { opened } = await firstOf<LocalEnrollment[]>((tell) => enrollments.watchList(tell));
	expect(opened).toBeGreaterThanOrEqual(many);
});
