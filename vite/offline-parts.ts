import { isOfficePage, storageGroup, type BuiltPages } from './built-pages.ts';

/** What the service worker keeps, by when it fetches it. Addresses are absolute paths. */
export interface OfflineParts {
	/** The shell, the start page and the form: kept at install, and on the phone already by then. */
	first: string[];
	/** The rest of a student's app, in the background: what the form asks for first, the guide last. */
	later: string[];
	/** The desks: only for staff. */
	office: string[];
}

const formPages = ['+page.svelte', 'consent/+page.svelte', '[part]/[step]/+page.svelte'].map(
	(page) => `enrollment/[id]/(form)/${page}`,
);

/** What the first field takes, in the order it is wanted: the start page, the form. The chosen scheme comes on top. */
export function firstFieldFiles(built: Pick<BuiltPages, 'filesOf'>): Set<string> {
	const [start, ...form] = ['+page.svelte', ...formPages].map((page) => [...built.filesOf(page)]);
	return new Set([...start!, ...form.flat()]);
}

export function offlineParts(built: BuiltPages, named: { first: string[]; later: string[] }): OfflineParts {
	const urls = (files: Iterable<string>) => [...files].sort().map((file) => `/${file}`);
	// The storage last: of a cut first visit the most is here that the browser's cache has already.
	const first = new Set([
		...named.first,
		...urls(firstFieldFiles(built)),
		...urls(built.filesOfGroup(storageGroup)),
	]);
	const student = built.pages.filter((page) => !isOfficePage(page));
	const inOrder = [formPages, student.filter((page) => !page.startsWith('guide/')), student];
	const students = new Set(inOrder.flatMap((pages) => urls(built.reachableFrom(pages))));
	const desks = new Set(urls(built.reachableFrom(built.pages.filter(isOfficePage))));
	const office = urls(built.all).filter((url) => !students.has(url));
	const strays = office.filter((url) => !desks.has(url));
	// A page that needs one of them would not open without a network.
	if (strays.length > 0) throw new Error(`built for no page that is known: ${strays.join(' ')}`);
	return {
		first: [...first],
		later: [...students, ...named.later].filter((url) => !first.has(url)),
		office,
	};
}
