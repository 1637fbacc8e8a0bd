import type { HandleClientError } from '@sveltejs/kit';

/** Errors of a page's files that could not be loaded, often several at once: Vite tells them apart from every other. */
const missing = new WeakSet();
addEventListener('vite:preloadError', (event) => {
	const { payload } = event as Event & { payload?: unknown };
	if (payload instanceof Error) missing.add(payload);
});

/** An error's own words may quote what a person typed: its name goes on, its message stays here. */
export const handleError: HandleClientError = ({ error, status }) => {
	if (error instanceof Error && missing.has(error)) return { message: 'missing-part' };
	if (status !== 404) reportError(new Error(`unexpected error: ${(error as Error | null)?.name}`));
	return { message: 'unexpected' };
};
