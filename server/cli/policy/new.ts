/** `policy new`: a commented folder for a new place or year, sound from the first moment, with its holes marked. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyFolder, SchemeFolderError, shown } from './scheme-folder.ts';

/** A scheme of its own, `place-2000`, checked like every other; place and years are put in when it is copied. */
const skeleton = path.join(import.meta.dirname, 'skeleton');

/** Writes the folder and answers with what to do next. Throws SchemeFolderError for a bad id or a folder that exists. */
export function newScheme(id: string, into: string = policyFolder): string[] {
	const [, place, year] = /^([a-z0-9]+(?:-[a-z0-9]+)*)-(\d{4})$/.exec(id) ?? [];
	if (!place || !year) {
		throw new SchemeFolderError(
			`${id}: expected place-year in small letters, digits and hyphens, such as kunming-2024`,
		);
	}
	const folder = path.join(into, id);
	if (existsSync(folder)) {
		throw new SchemeFolderError(
			`${shown(folder)} exists, and nothing was written: choose another id, or remove it first`,
		);
	}
	mkdirSync(folder, { recursive: true });
	const names = readdirSync(skeleton);
	for (const name of names) {
		const text = readFileSync(path.join(skeleton, name), 'utf8')
			.replaceAll('place-2000', id)
			.replaceAll("'place'", `'${place}'`)
			.replaceAll('2000', year)
			.replaceAll('1999', String(Number(year) - 1).padStart(4, '0'));
		writeFileSync(path.join(folder, name), text, { flag: 'wx' });
	}
	return [
		...names.map((name) => `wrote ${shown(path.join(folder, name))}`),
		'next: put the document’s text into source.txt, write its facts, fill in the holes; see docs/adding-a-scheme.md',
		`try it: npm run -s policy -- check ${shown(folder)}`,
	];
}
