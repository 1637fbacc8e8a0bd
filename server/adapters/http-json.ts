/** One call to an outside service: JSON both ways, a bearer secret, a time limit. */

/** The service was silent, slow, or said something unusable. Holds no body: it may quote a person. */
class ServiceError extends Error {
	override name = 'ServiceError';
}

export interface ServiceCall {
	baseUrl: string;
	path: string;
	secret: string;
	body: unknown;
	timeoutMs: number;
}

/** The reply's JSON, or null when it is empty. Throws ServiceError. */
export async function postJson({ baseUrl, path, secret, body, timeoutMs }: ServiceCall): Promise<unknown> {
	try {
		const reply = await fetch(new URL(path, baseUrl), {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(timeoutMs),
			redirect: 'error',
		});
		if (!reply.ok) throw new ServiceError(`status ${reply.status}`);
		const text = await reply.text();
		return text === '' ? null : JSON.parse(text);
	} catch (error) {
		if (error instanceof ServiceError) throw error;
		throw new ServiceError(error instanceof Error ? error.name : 'unknown');
	}
}
