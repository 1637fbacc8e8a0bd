import { claimDocumentPath, feedbackPicturePath, outcomeScanPath } from '#shared/protocol/document.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

const timeoutMs = 60_000;
const types = new Set(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']);

/** A file of a claim from the server. */
export const fetchDocument = (claim: string, hash: string) => fetchFile(claimDocumentPath(claim, hash));

/** A picture of feedback from the server. */
export const fetchFeedbackPicture = (feedback: string, hash: string) =>
	fetchFile(feedbackPicturePath(feedback, hash));

/** The scan of what a school says of a student. */
export const fetchOutcomeScan = (student: string, hash: string) => fetchFile(outcomeScanPath(student, hash));

/** Whatever is not a file of ours counts as no answer of ours. */
async function fetchFile(path: string): Promise<Result<Blob, Refusal>> {
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		const answer = await fetch(path, { redirect: 'manual', signal });
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
