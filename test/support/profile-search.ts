import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function filesUnder(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesUnder(path);
		return entry.isFile() ? [path] : [];
	});
}

/** A browser at work makes files and takes them away. */
function readIfThere(file: string): Buffer | null {
	try {
		return readFileSync(file);
	} catch (error) {
		if ((error as { code?: unknown }).code === 'ENOENT') return null;
		throw error;
	}
}

export interface Hit {
	needle: string;
	encoding: 'utf8' | 'utf16le';
	file: string;
}

/**
 * Where the needles lie in the raw bytes of a folder. Chromium writes Chinese text as UTF-16LE into its
 * database, so a search in UTF-8 alone passes falsely.
 */
export function searchRawBytes(folder: string, needles: string[]): Hit[] {
	const hits: Hit[] = [];
	for (const file of filesUnder(folder)) {
		const bytes = readIfThere(file);
		if (!bytes) continue;
		for (const needle of needles) {
			for (const encoding of ['utf8', 'utf16le'] as const) {
				if (bytes.includes(Buffer.from(needle, encoding))) hits.push({ needle, encoding, file });
			}
		}
	}
	return hits;
}
