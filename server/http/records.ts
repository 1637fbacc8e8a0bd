/** Everything that is held about the person who asks, or who asked the office, as one file. */
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import { recordFilePath, requestedRecordPath } from '#shared/protocol/record.ts';
import { RequestedRecordInput } from '#shared/protocol/requested-record.ts';
import { utf8 } from '#shared/std/bytes.ts';
import {
	exportRecord,
	exportRequestedRecord,
	type RecordExport,
} from '#server/usecase/record/export-record.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { createPace } from '#server/router/pace.ts';
import { downloadHeaders, sandboxed } from './download-headers.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';
import { readJsonText } from './request-body.ts';
import { contentTypeRefusal, sameSiteRefusal } from './same-site.ts';
import { requireSignedIn } from './signed-in.ts';
import { zipOf, type ZipPart } from './zip-stream.ts';

/** Of one account in five minutes: each reads every table. */
const maxExports = 5;
/** A name, a number, two lines about the request. */
const maxRequestBytes = 8_000;

const endings = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'application/pdf': 'pdf',
} as const;

interface RecordDoors {
	services: Services;
	publicUrl: string;
}

export function recordRoutes(app: Hono<HttpEnv>, { services, publicUrl }: RecordDoors): void {
	const pace = createPace(services.clock, maxExports);
	const answer = async (c: Context<HttpEnv>, route: string, make: () => Promise<RecordExport>) => {
		c.set('route', route);
		try {
			const made = await make();
			c.set('contentSecurityPolicy', sandboxed);
			const body = Readable.toWeb(Readable.from(zipOf(partsOf(made)))) as ReadableStream<Uint8Array>;
			return new Response(body, { headers: downloadHeaders('application/zip', 'record.zip') });
		} catch (error) {
			if (error instanceof RefusalError) return refusalReply(error.refusal);
			throw error;
		}
	};
	app.get(recordFilePath, (c) =>
		answer(c, recordFilePath, async () => {
			const actor = await requireSignedIn(services, c.req.raw, `GET ${recordFilePath}`);
			const retryAfterSeconds = pace.take(actor.accountId);
			if (retryAfterSeconds !== null) throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
			return exportRecord({ services, actor });
		}),
	);
	app.post(requestedRecordPath, (c) =>
		answer(c, requestedRecordPath, async () => {
			const actor = await requireSignedIn(services, c.req.raw, `POST ${requestedRecordPath}`);
			const refusal = sameSiteRefusal(c.req.raw, publicUrl) ?? contentTypeRefusal(c.req.raw);
			if (refusal) throw new RefusalError(refusal);
			return exportRequestedRecord({ services, actor, input: await requestIn(c.req.raw) });
		}),
	);
}

/** Throws RefusalError `request.malformed`: what was typed is personal, so nothing of it is told. */
async function requestIn(request: Request): Promise<RequestedRecordInput> {
	const text = await readJsonText(request, maxRequestBytes);
	try {
		return RequestedRecordInput.parse(JSON.parse(text));
	} catch {
		throw new RefusalError({ code: 'request.malformed' });
	}
}

function* partsOf({ madeAtMs, parts, files }: RecordExport): Iterable<ZipPart> {
	const content = { madeAt: new Date(madeAtMs).toISOString(), parts };
	const text = JSON.stringify(content, null, '\t');
	yield { name: 'record.json', isPacked: false, open: async () => pieces(text) };
	for (const { hash, type, read } of files) {
		yield { name: `files/${hash}.${endings[type]}`, isPacked: true, open: read };
	}
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
	yield utf8(text);
}
