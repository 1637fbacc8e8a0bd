/** Stays on in production: a broken invariant must stop the work, not go on with it. */
export function assert(condition: unknown, message: string): asserts condition {
	if (!condition) throw new Error(`assertion failed: ${message}`);
}
