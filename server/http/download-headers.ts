/** For what holds bytes of somebody's own: its origin can do nothing, whatever the bytes are. */
export const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Kept by no cache and taken for nothing else than its type; `savedAs`: saved under this name instead of shown. */
export function downloadHeaders(type: string, savedAs: string | null): Record<string, string> {
	return {
		'content-type': type,
		'content-disposition': savedAs === null ? 'inline' : `attachment; filename="${savedAs}"`,
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff',
	};
}
