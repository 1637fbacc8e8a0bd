import type { PaperPort } from '#lib/app/app.ts';
import { PaperVerdict } from '#shared/protocol/paper.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** Checking a paper that somebody holds: online only, loaded with its page. */
export function paperWire(): PaperPort {
	const { paper } = createClient();
	return { verify: (code) => checked(PaperVerdict, () => paper.verify.query({ code })) };
}
