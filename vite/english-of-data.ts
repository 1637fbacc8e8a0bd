/** The English beside the Chinese of policy data and code lists (`{ zh, en }`), found in their source text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folders = ['src/lib/shared/policy', 'src/lib/shared/domain/code-lists'].map((folder) =>
	path.resolve(folder),
);
const text = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const pair = new RegExp(String.raw`\{\s*zh:\s*(${text}),\s*en:\s*(${text}),?\s*\}`, 'g');

export const isData = (id: string) =>
	folders.some((folder) => id.startsWith(`${folder}/`)) && id.endsWith('.ts');

/** English by its Chinese, both as literals of the source; null where one Chinese text has two English ones. */
export function englishIn(sources: string[]): Map<string, string | null> {
	const found = new Map<string, string | null>();
	for (const [, zh, en] of sources.flatMap((source) => [...source.matchAll(pair)])) {
		const key = literal(zh!);
		const known = found.get(key);
		found.set(key, known === undefined || known === literal(en!) ? literal(en!) : null);
	}
	return found;
}

/** The same data in Chinese alone; what has no single English keeps it in place. */
export function chineseOnly(code: string, english: ReadonlyMap<string, string | null>): string {
	return code.replaceAll(pair, (whole, zh: string) => (english.get(literal(zh)) ? `{ zh: ${zh} }` : whole));
}

/** What a quoted text of the source says. */
function literal(quoted: string): string {
	return quoted.slice(1, -1).replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

export function readData(): string[] {
	return folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
			.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')),
	);
}
