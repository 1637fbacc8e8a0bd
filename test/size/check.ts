/** The `size` check: prints what each page costs, and fails when one is over its budget or a phone gets a desk. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { readBuiltPages, schemeGroups } from '../../vite/built-pages.ts';
import { modulesFile } from '../../vite/record-modules.ts';
import { readParts } from '../../src/service-worker/offline-parts.ts';
import { budgetProblems, deskProblems, pageSizes, type Budgets } from './page-sizes.ts';

const client = '.svelte-kit/output/client';
const built = readBuiltPages(client);
const budgets = JSON.parse(readFileSync(path.join(import.meta.dirname, 'budgets.json'), 'utf8')) as Budgets;
const sources = JSON.parse(readFileSync(path.join(client, modulesFile), 'utf8')) as Record<string, string[]>;

const packed = new Map<string, number>();
/** Most files belong to many pages, and packing is slow. */
function sizeOf(file: string): number {
	const known = packed.get(file);
	if (known !== undefined) return known;
	const size = brotliCompressSync(readFileSync(path.join(client, file))).length;
	packed.set(file, size);
	return size;
}
const sizes = pageSizes(built, budgets, { schemes: schemeGroups(), sizeOf });
for (const { page, bytes, files, budget } of sizes) {
	const cells = [page.padEnd(52), `${bytes}`.padStart(7), 'of', `${budget}`.padStart(7), `${files} files`];
	console.log(cells.join(' '));
}
const list = /\/[\w./~-]+(?: \/[\w./~-]+)*\|[^|"'`]*\|[^|"'`]*/.exec(
	readFileSync('build/service-worker.js', 'utf8'),
);
if (!list) throw new Error('the built worker holds no list of files');
const problems = [...budgetProblems(sizes, budgets), ...deskProblems(built, sources, readParts(list[0]))];
for (const problem of problems) console.error(`✗ ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
