import { isOfficePage, type BuiltPages } from './built-pages.ts';

/** What the service worker keeps, by when it fetches it. Addresses are absolute paths. */
export interface OfflineParts {
	/** The shell, the start page and the form: kept at install, and on the phone already by then. */
	first: string[];
	/** The rest of a student's app, in the background. */
	later: string[];
	/** The desks: only for staff. */
	office: string[];
}

export const formPages = ['+page.svelte', 'consent/+page.svelte', '[part]/[step]/+page.svelte'].map(
	(page) => `enrollment/[id]/(form)/${page}`,
);

export function offlineParts(built: BuiltPages, named: { first: string[]; later: string[] }): OfflineParts {
	const first = new Set(['+page.svelte', ...formPages].flatMap((page) => [...built.filesOf(page)]));
	const students = built.reachableFrom(built.pages.filter((page) => !isOfficePage(page)));
	const urls = (files: Iterable<string>) => [...files].sort().map((file) => `/${file}`);
	return {
		first: [...named.first, ...urls(first)],
		later: [...named.later, ...urls([...students].filter((file) => !first.has(file)))],
		office: urls([...built.all].filter((file) => !students.has(file))),
	};
}

/** For the worker's script, in signs that need no quoting; read back by service-worker/offline-parts.ts. */
export function partsInLine({ first, later, office }: OfflineParts): string {
	return [first, later, office].map((urls) => urls.join(' ')).join('|');
}
