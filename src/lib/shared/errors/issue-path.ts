const knownSegment = /^[\w.-]{1,64}$/;

/**
 * Where in a message something is wrong, `body.fields.name`. Ends before a part that is no name of ours: a key
 * may be anything that a caller typed, and a path is stored and shown.
 */
export function issuePath(segments: readonly PropertyKey[]): string {
	const names = segments.map(String);
	const foreign = names.findIndex((name) => !knownSegment.test(name));
	return (foreign === -1 ? names : names.slice(0, foreign)).join('.');
}
