import { readFile, writeFile } from 'node:fs/promises';
import webPush from 'web-push';

interface PushKeys {
	publicKey: string;
	privateKey: string;
}

/** The demo's own VAPID keys: made at the first start and kept, since browsers subscribe for one key. */
export async function keepPushKeys(path: string): Promise<PushKeys> {
	const kept = await readFile(path, 'utf8').catch(() => null);
	if (kept !== null) return JSON.parse(kept) as PushKeys;
	const made = webPush.generateVAPIDKeys();
	await writeFile(path, JSON.stringify(made), { mode: 0o600 });
	return made;
}
