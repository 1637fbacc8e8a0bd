/** `policy check`: is the data of the schemes sound, and does every quote stand in its source? */
import path from 'node:path';
import { eraProblems, schemeProblems, type SchemeProblem } from '#shared/policy/check-scheme.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { CitedScheme } from '#shared/policy/scheme.ts';
import { holesOf } from './holes.ts';
import {
	openScheme,
	placeOf,
	policyFolder,
	schemeFolders,
	shown,
	sourceOf,
	SchemeFolderError,
} from './scheme-folder.ts';
import { sourceProblems } from './source-problems.ts';

interface Report {
	lines: string[];
	isSound: boolean;
}

/** Checks these folders or ids; without any, every folder of the policy room and the registry. */
export async function checkSchemes(named: readonly string[]): Promise<Report> {
	const reports: Report[] = [];
	const read: CitedScheme[] = [];
	for (const name of named.length > 0 ? named : schemeFolders()) {
		try {
			const { report, scheme } = await checkFolder(name);
			reports.push(report);
			if (report.isSound) read.push(scheme);
		} catch (error) {
			if (!(error instanceof SchemeFolderError)) throw error;
			reports.push({ lines: [`✗ ${error.message}`], isSound: false });
		}
	}
	// A scheme that is tried must get on with those that are shipped.
	const all = [...citedSchemes.filter(({ id }) => !read.some((scheme) => scheme.id === id)), ...read];
	const registry = shown(path.join(policyFolder, 'registry.ts'));
	const eras = eraProblems(all).map((problem) => lineOf(registry, problem));
	return {
		lines: [...reports.flatMap(({ lines }) => lines), ...eras],
		isSound: eras.length === 0 && reports.every(({ isSound }) => isSound),
	};
}

async function checkFolder(name: string): Promise<{ report: Report; scheme: CitedScheme }> {
	const opened = await openScheme(name);
	const { folder, scheme } = opened;
	const shape = schemeProblems(scheme);
	// Without its shape nothing can be looked up in it.
	const isShaped = CitedScheme.safeParse(scheme).success;
	const problems = isShaped ? [...shape, ...sourceProblems(scheme, sourceOf(opened))] : shape;
	const holes = isShaped ? holesOf(scheme) : [];
	const isShipped = citedSchemes.some(({ id }) => id === scheme.id);
	const lines = problems.map((problem) => lineOf(placeOf(folder, problem.path), problem));
	if (isShipped && holes.length > 0) {
		lines.push(
			`✗ ${shown(folder)}: expected no holes in a scheme of the registry; fill them in or take it out`,
		);
	}
	const isSound = lines.length === 0;
	const facts = Object.keys(scheme.facts ?? {}).length;
	const where = isShipped ? '' : ', not in the registry';
	if (isSound) lines.push(`✓ ${scheme.id}: ${facts} facts${where}`);
	return {
		report: { lines: [...lines, ...holes.map((hole) => `  ○ to be filled in: ${hole}`)], isSound },
		scheme,
	};
}

function lineOf(place: string, { path: dataPath, expected, mend }: SchemeProblem): string {
	return `✗ ${place} ${dataPath}: expected ${expected}\n    to mend: ${mend}`;
}
