interface BuiltApp {
	/** Kit's own output: every name under `immutable` carries a hash of its content. */
	build: string[];
	/** The static folder. */
	files: string[];
	shell: string;
	version: string;
}

/**
 * What the worker fetches at install. A hashed name never changes its content (revision null); everything
 * else is fetched anew with each version of the app.
 */
export function precacheEntries(app: BuiltApp): { url: string; revision: string | null }[] {
	const hashed = app.build.map((url) => ({
		url,
		revision: url.includes('/immutable/') ? null : app.version,
	}));
	// Hidden files and those for search engines are nothing that an offline page asks for.
	const files = app.files.filter((url) => !/\/(\.|robots\.txt$)/.test(url));
	const named = [...new Set([...files, app.shell])];
	return [...hashed, ...named.map((url) => ({ url, revision: app.version }))];
}
