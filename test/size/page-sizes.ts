/** What each page costs on the line, against its budget; and that no phone gets the desks. */
import { isOfficePage, type BuiltPages } from '../../vite/built-pages.ts';
import type { OfflineParts } from '../../vite/offline-parts.ts';

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

export function pageSizes(built: BuiltPages, budgets: Budgets, sizeOf: (file: string) => number): PageSize[] {
	return built.pages.map((page) => {
		const files = [...built.filesOf(page)];
		const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
		return { page, bytes, files: files.length, budget: budgets[page] ?? budgets.other };
	});
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
