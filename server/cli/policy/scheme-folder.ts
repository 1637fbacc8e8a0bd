/** Schemes as folders on disk: what `policy check`, `new` and `diff` work on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CitedScheme, Scheme } from '#shared/policy/scheme.ts';

export const policyFolder = path.resolve(import.meta.dirname, '../../../src/lib/shared/policy');

/** A folder that cannot be read as a scheme; the message says what was expected. */
export class SchemeFolderError extends Error {}

export interface SchemeFolder {
	folder: string;
	/** Not yet checked: whatever the folder's scheme.ts and facts.ts export. */
	scheme: CitedScheme;
}

/** The shipped folders, in order of name. */
export function schemeFolders(within: string = policyFolder): string[] {
	return readdirSync(within, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(path.join(within, entry.name, 'scheme.ts')))
		.map((entry) => path.join(within, entry.name))
		.sort();
}

/** By the id of a shipped scheme, or by the path of any folder that holds a scheme.ts. */
export async function openScheme(idOrFolder: string): Promise<SchemeFolder> {
	const shipped = path.join(policyFolder, idOrFolder);
	const isId = /^[a-z0-9-]+$/.test(idOrFolder) && existsSync(path.join(shipped, 'scheme.ts'));
	const folder = isId ? shipped : path.resolve(idOrFolder);
	const file = path.join(folder, 'scheme.ts');
	if (!existsSync(file)) {
		throw new SchemeFolderError(
			`${idOrFolder}: expected the id of a scheme or a folder with a scheme.ts; the ids are ${schemeFolders()
				.map((each) => path.basename(each))
				.join(', ')}`,
		);
	}
	const schemes = Object.values(await exportsOf(file)).filter(looksLikeScheme);
	if (schemes.length !== 1) {
		throw new SchemeFolderError(
			`${shown(file)}: expected to export one scheme, but it exports ${schemes.length}`,
		);
	}
	const { facts } = await exportsOf(path.join(folder, 'facts.ts'));
	return { folder, scheme: { ...schemes[0]!, facts: facts as CitedScheme['facts'] } };
}

async function exportsOf(file: string): Promise<Record<string, unknown>> {
	try {
		return await import(pathToFileURL(file).href);
	} catch (error) {
		throw new SchemeFolderError(`${shown(file)}: cannot be read: ${String(error)}`);
	}
}

function looksLikeScheme(value: unknown): value is Scheme {
	return typeof value === 'object' && value !== null && 'insuranceYear' in value && 'id' in value;
}

/** The source's text, or null where the folder has none. */
export function sourceOf({ folder, scheme }: SchemeFolder): string | null {
	const name = scheme.document?.sourceFile;
	const file = path.join(folder, String(name));
	return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The file and line where a member most likely stands, so that an error can be followed: data has no source map. */
export function placeOf(folder: string, dataPath: string): string {
	const [top = '', second = ''] = dataPath.split('.');
	const wanted =
		top === 'facts'
			? [new RegExp(`^\\s*'?${escaped(second)}'?: \\{`)]
			: [new RegExp(`^export const ${escaped(top)}\\b`), new RegExp(`^\\t'?${escaped(top)}'?\\b`)];
	const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
	for (const pattern of wanted) {
		for (const name of files.sort()) {
			const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
			const index = lines.findIndex((line) => pattern.test(line));
			if (index >= 0) return `${shown(path.join(folder, name))}:${index + 1}`;
		}
	}
	return shown(path.join(folder, 'scheme.ts'));
}

function escaped(text: string): string {
	return text.replace(/[^\w]/g, '\\$&');
}

/** Relative to where the command runs, as an editor opens it. */
export function shown(file: string): string {
	return path.relative(process.cwd(), file) || '.';
}
