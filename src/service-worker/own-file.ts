export const shell = '/200.html';

/** Every hashed file that a page names. */
const namedFiles = (html: string) => html.match(/\/_app\/immutable\/[\w./~-]+/g) ?? [];

/**
 * Whether this answer is the file that was asked for, of this very version: a network's login page says 200, too, and
 * a server that has just been deployed hands out the next version's shell. `own` holds this version's paths.
 */
export async function isOwnFile(path: string, answer: Response, own: ReadonlySet<string>): Promise<boolean> {
	if (!answer.ok) return false;
	if (path !== shell) return !answer.headers.get('content-type')?.startsWith('text/html');
	const named = namedFiles(await answer.clone().text());
	return named.length > 0 && named.every((file) => own.has(file));
}
