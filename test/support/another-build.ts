/**
 * The built app once more as a later deploy would be: another version name, and every hashed file under another
 * name, in every place that names it. Takes a moment, where building again takes half a minute.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readParts } from '../../src/service-worker/offline-parts.ts';

const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const inlineScript = /<script(?: data-next="[^"]*")?>([\s\S]*?)<\/script>/g;
const scriptsIn = (html: string) => [...html.matchAll(inlineScript)].map(([, script]) => script!);

/** What every hashed file's name ends with before its extension: tells which version a page runs. */
export const laterMark = '-later';

const renamed = (name: string) => name.replace(/(\.[a-z0-9]+)$/, `${laterMark}$1`);

function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

/** Answers with the new folder, which the caller removes. */
export function anotherBuild(from = 'build'): string {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-build-'));
	cpSync(from, folder, { recursive: true });
	for (const packed of filesOf(folder).filter((file) => /\.(br|gz)$/.test(file))) rmSync(packed);
	const version = (JSON.parse(readFileSync(join(folder, '_app/version.json'), 'utf8')) as { version: string })
		.version;
	const hashed = filesOf(folder).filter((file) => file.includes('/immutable/'));
	const names = new Set(hashed.map((file) => basename(file)));
	for (const file of filesOf(folder).filter((path) => /\.(js|css|html|json)$/.test(path))) {
		const text = readFileSync(file, 'utf8');
		let later = text
			.replace(/(?<=[/])[\w.~-]+\.[a-z0-9]+/g, (name) => (names.has(name) ? renamed(name) : name))
			.replaceAll(version, `${version}-later`);
		if (file.endsWith('.html')) {
			const after = scriptsIn(later);
			for (const [i, before] of scriptsIn(text).entries())
				later = later.replace(sha256(before), sha256(after[i]!));
		}
		writeFileSync(file, later);
	}
	for (const file of hashed) renameSync(file, join(file, '..', renamed(basename(file))));
	return folder;
}

/** The same, unfinished: a deploy caught in the middle, of which one file is not there yet, nor any pack. */
export function halfBuild(from: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-build-'));
	cpSync(from, folder, { recursive: true });
	const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
	const { packs } = readParts(/\/200\.html [^"'`]*/.exec(worker)![0]);
	rmSync(join(folder, packs.at(-1)!.files.at(-1)!));
	rmSync(join(folder, '_app/immutable/packs'), { recursive: true });
	return folder;
}
