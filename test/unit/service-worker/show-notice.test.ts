import { expect, test, vi } from 'vitest';
import { noticeKinds } from '#shared/domain/notice/notice-kind.ts';
import { openInbox, showNotice } from '../../../src/service-worker/show-notice.ts';

async function shown(data: unknown, language: 'zh-CN' | 'en' = 'zh-CN') {
	const showNotification = vi.fn(async (_title: string, _options: NotificationOptions) => {});
	const json = () => {
		if (data === undefined) throw new SyntaxError('no JSON');
		return data;
	};
	await showNotice(
		{ showNotification } as unknown as ServiceWorkerRegistration,
		{ json } as unknown as PushMessageData,
		language,
	);
	return showNotification.mock.calls[0]!;
}

test('every kind has words of its own in both languages', async () => {
	for (const language of ['zh-CN', 'en'] as const) {
		const titles = await Promise.all(noticeKinds.map(async (kind) => (await shown({ kind }, language))[0]));
		expect(new Set(titles).size).toBe(noticeKinds.length);
	}
	expect((await shown({ kind: 'returned' }))[0]).toBe('登记被退回，请补正');
	expect((await shown({ kind: 'returned' }, 'en'))[0]).toBe('Sent back: please correct it');
});

test.each([
	[{ kind: 'of tomorrow' }],
	[{ kind: 'constructor' }],
	[{ kind: 7 }],
	[null],
	[undefined],
	[{ title: '伪造', body: '伪造' }],
])('what came with a push is never shown: %j', async (data) => {
	const [title, { body }] = await shown(data);
	expect([title, body]).toEqual(['您的参保登记有新进展', '请打开查看。']);
});

test('a tap opens the inbox: in the page that is there, else in a new one', async () => {
	const focus = vi.fn();
	const navigate = vi.fn(async () => ({ focus }));
	const openWindow = vi.fn();
	const withPages = (pages: object[]) => ({ matchAll: async () => pages, openWindow }) as unknown as Clients;
	await openInbox(withPages([{ navigate }]));
	expect([navigate.mock.calls, focus.mock.calls.length, openWindow.mock.calls]).toEqual([
		[['/inbox']],
		1,
		[],
	]);
	await openInbox(withPages([]));
	// A page that the worker does not control cannot be moved.
	await openInbox(withPages([{ navigate: () => Promise.reject(new TypeError('not controlled')) }]));
	expect(openWindow.mock.calls).toEqual([['/inbox'], ['/inbox']]);
});
