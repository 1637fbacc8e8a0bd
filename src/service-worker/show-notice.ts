import { noticeWords } from '#lib/i18n/notice-words.ts';

const inboxUrl = '/inbox';

/** What a push of ours says: the kind alone. Anything else is news of a kind that this version does not know. */
function kindOf(data: PushMessageData | null): string {
	try {
		const { kind } = data?.json() as { kind?: unknown };
		return typeof kind === 'string' ? kind : '';
	} catch {
		return '';
	}
}

/** Shows a notice in words of its kind. The words are the app's own: nothing that came with the push is shown. */
export async function showNotice(
	registration: ServiceWorkerRegistration,
	data: PushMessageData | null,
	language: 'zh-CN' | 'en',
): Promise<void> {
	const kind = kindOf(data);
	const { title, text } = noticeWords(kind, language);
	await registration.showNotification(title, {
		body: text,
		lang: language,
		icon: '/icon-192.png',
		badge: '/icon-192.png',
		// The same news again takes the place of the first.
		tag: `campuscover-${kind}`,
	});
	// How many are unread only the page can tell: until it is opened, a dot.
	await navigator.setAppBadge?.().catch(() => undefined);
}

/** Opens the inbox, in a page that is there or in a new one. */
export async function openInbox(clients: Clients): Promise<void> {
	const [page] = await clients.matchAll({ type: 'window' });
	const moved = await page?.navigate(inboxUrl).catch(() => null);
	if (moved) await moved.focus();
	else await clients.openWindow(inboxUrl);
}
