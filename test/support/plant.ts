import type { Phone } from './open-phone.ts';

/** Writes a text into IndexedDB in clear, as a careless app would: the raw search must find this one. */
export async function plant(phone: Phone, url: string, text: string): Promise<void> {
	await phone.page.goto(url);
	await phone.page.evaluate(
		(planted) =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('planted', 1);
				opening.onupgradeneeded = () => opening.result.createObjectStore('note');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const writing = opening.result.transaction('note', 'readwrite');
					writing.objectStore('note').put({ planted }, 1);
					writing.oncomplete = () => {
						opening.result.close();
						resolve();
					};
				};
			}),
		text,
	);
}
