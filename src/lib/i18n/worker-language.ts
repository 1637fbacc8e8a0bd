/** Where the page leaves the chosen language for the service worker. */
export const workerSettings = { cache: 'campuscover-settings', languageUrl: '/settings/language' } as const;

/** As the page last said; Chinese where it never did. */
export async function languageForWorker(): Promise<'zh-CN' | 'en'> {
	const kept = await (await caches.open(workerSettings.cache)).match(workerSettings.languageUrl);
	return (await kept?.text()) === 'en' ? 'en' : 'zh-CN';
}
