import { claimDocumentPath } from '#shared/protocol/document.ts';
import type { Refusal } from '#shared/errors/error-codes.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

const timeoutMs = 60_000;
const types = new Set(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']);

/** A file of a claim from the server. Whatever is not one counts as no answer of ours. */
export async function fetchDocument(claim: string, hash: string): Promise<Result<Blob, Refusal>> {
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		const answer = await fetch(claimDocumentPath(claim, hash), { redirect: 'manual', signal });
		if (answer.status === 401) return err({ code: 'auth.required' });
		if (answer.status === 404) return err({ code: 'request.not-found' });
		if (!answer.ok || !types.has(answer.headers.get('content-type') ?? '')) {
			return err({ code: answer.status >= 500 ? 'server.unavailable' : 'network.captive-portal' });
		}
		return ok(await answer.blob());
	} catch {
		return err({ code: 'network.offline' });
	}
}
