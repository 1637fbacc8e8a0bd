import { isErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';

/**
 * One whole file as the body of a POST, telling how much of it has gone: `fetch` cannot. The answer's JSON; rejects
 * with RefusalError only.
 */
export function uploadFile(
	path: string,
	file: Blob,
	{ timeoutMs, onSent }: { timeoutMs: number; onSent: (part: number) => void },
): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const refuse = (refusal: Refusal) => reject(new RefusalError(refusal));
		const request = new XMLHttpRequest();
		request.open('POST', path);
		request.timeout = timeoutMs;
		request.setRequestHeader('content-type', 'application/octet-stream');
		request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
		request.onerror = () => refuse({ code: 'network.offline' });
		request.ontimeout = () => refuse({ code: 'network.timeout' });
		request.onload = () => {
			const value = parsed(request.responseText);
			if (request.status === 200 && value !== null) resolve(value);
			else refuse(refusalIn(value, request.status));
		};
		request.send(file);
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** Whatever is not our server's own refusal is somebody's in between. */
function refusalIn(value: unknown, status: number): Refusal {
	const { error } = (value ?? {}) as { error?: { data?: { code?: unknown; path?: unknown } } };
	const { code, path } = error?.data ?? {};
	if (!isErrorCode(code)) return { code: status >= 500 ? 'server.unavailable' : 'network.captive-portal' };
	return { code, ...(typeof path === 'string' ? { path } : {}) };
}
