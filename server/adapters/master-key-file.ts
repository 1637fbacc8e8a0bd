import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** The demo's own master key: made at the first start and kept beside the data, as what is wrapped by it is kept. */
export async function keepMasterKey(path: string): Promise<string> {
	const kept = await readFile(path, 'utf8').catch(() => null);
	if (kept !== null) return kept.trim();
	const made = randomBytes(32).toString('base64url');
	await writeFile(path, made, { mode: 0o600, flag: 'wx' });
	return made;
}
