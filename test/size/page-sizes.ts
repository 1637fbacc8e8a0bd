/** What each page costs on the line, against its budget; and that no phone gets the desks. */
import { isOfficePage, storageGroup, type BuiltPages } from '../../vite/built-pages.ts';
import { firstFieldFiles, type OfflineParts } from '../../vite/offline-parts.ts';

/** Packed bytes of script and styles, by page. A line for all pages that have none of their own. */
export interface Budgets {
	other: number;
	[page: string]: number;
}

export interface PageSize {
	page: string;
	bytes: number;
	budget: number;
	files: number;
}

/** The line for everything on the way from the address to the first field. */
const firstField = 'first field';

/** `schemes`: the names of their groups; of these the first field takes one, the biggest. A first visit takes no storage until then; of all other visits every page waits for it. */
export function pageSizes(
	built: BuiltPages,
	budgets: Budgets,
	{ schemes, sizeOf }: { schemes: string[]; sizeOf: (file: string) => number },
): PageSize[] {
	const sum = (files: Iterable<string>) => [...files].reduce((bytes, file) => bytes + sizeOf(file), 0);
	const row = (page: string, files: Set<string>): PageSize => {
		return { page, bytes: sum(files), files: files.size, budget: budgets[page] ?? budgets.other };
	};
	const storage = built.filesOfGroup(storageGroup);
	const biggest = schemes.map((name) => built.filesOfGroup(name)).sort((a, b) => sum(b) - sum(a))[0] ?? [];
	return [
		row(firstField, new Set([...firstFieldFiles(built), ...biggest])),
		...built.pages.map((page) => {
			const files = built.filesOf(page);
			return row(page, page === '+page.svelte' ? files : new Set([...files, ...storage]));
		}),
	];
}

/** Budgets that are broken, or that stand for no page; empty: all is well. */
export function budgetProblems(sizes: PageSize[], budgets: Budgets): string[] {
	const over = sizes
		.filter(({ bytes, budget }) => bytes > budget)
		.map(({ page, bytes, budget }) => `${page} needs ${bytes} bytes, and may need ${budget}`);
	const pages = new Set(sizes.map(({ page }) => page));
	const idle = Object.keys(budgets)
		.filter((page) => page !== 'other' && !pages.has(page))
		.map((page) => `the budget of ${page} stands for no page`);
	return [...over, ...idle];
}

const deskSource = /^src\/(routes\/office|lib\/app\/(office|review))\//;

/** Files that hold code of the desks and that a student's phone loads or keeps; empty: all is well. */
export function deskProblems(
	built: BuiltPages,
	sourcesByFile: Record<string, string[]>,
	parts: OfflineParts,
): string[] {
	const isDesk = (file: string) => sourcesByFile[file]?.some((source) => deskSource.test(source)) ?? false;
	const loaded = [...built.reachableFrom(built.pages.filter((page) => !isOfficePage(page)))];
	const kept = [...parts.first, ...parts.later].map((url) => url.slice(1));
	const desks = [...built.all].filter(isDesk);
	if (desks.length === 0) return ['no file holds the desks: this check looks in the wrong place'];
	return [
		...loaded.filter(isDesk).map((file) => `${file} holds a desk and is loaded by a student's page`),
		...kept.filter(isDesk).map((file) => `${file} holds a desk and is kept on students' phones`),
	];
}
