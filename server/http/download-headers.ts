/** For what holds bytes of somebody's own: its origin can do nothing, whatever the bytes are. */
export const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * Kept by no cache, taken for nothing else than its type, and saved under this name where somebody goes to it: a page of
 * ours shows a picture in place all the same.
 */
export function downloadHeaders(type: string, savedAs: string): Record<string, string> {
	return {
		'content-type': type,
		'content-disposition': `attachment; filename="${savedAs}"`,
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff',
	};
}
