import type { PaperPort } from '#lib/app/paper/ports.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { PaperVerdict, paperPath } from '#shared/protocol/paper.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { refusalOfReply } from './reply-refusal.ts';

/** Drawing one may take its time where many are asked for. */
const timeoutMs = 60_000;

/** Checking a paper that somebody holds: online only, loaded with its page. */
export const verifyPaper: PaperPort['verify'] = (code) =>
	checked(PaperVerdict, () => createClient().paper.verify.query({ code }));

/** A paper of the account's own as PDF. Whatever is not one counts as no answer of ours. */
export async function fetchPaper(paper: {
	kind: 'receipt' | 'letter' | 'decision';
	id: string;
}): Promise<Result<Uint8Array<ArrayBuffer>, Refusal>> {
	try {
		const signal = AbortSignal.timeout(timeoutMs);
		const answer = await fetch(paperPath(paper.kind, paper.id), { redirect: 'manual', signal });
		if (answer.ok && answer.headers.get('content-type') === 'application/pdf') {
			return ok(new Uint8Array(await answer.arrayBuffer()));
		}
		return err(await refusalOfReply(answer));
	} catch {
		return err({ code: 'network.offline' });
	}
}
