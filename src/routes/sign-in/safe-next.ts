/** Where to go after signing in: a path of this app. Anything else (another site, a scheme) becomes `fallback`. */
export function safeNext(next: string | null, fallback: string): string {
	if (next === null || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return fallback;
	return next;
}
