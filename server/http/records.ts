/** Everything that is held about the person who asks, as one file. */
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import { recordFilePath } from '#shared/protocol/record.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { exportRecord, type RecordExport } from '#server/usecase/record/export-record.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { createPace } from '#server/router/pace.ts';
import { downloadHeaders, sandboxed } from './download-headers.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';
import { requireSignedIn } from './signed-in.ts';
import { zipOf, type ZipPart } from './zip-stream.ts';

/** Of one account in five minutes: each reads every table. */
const maxExports = 5;

const endings = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'application/pdf': 'pdf',
} as const;

export function recordRoutes(app: Hono<HttpEnv>, { services }: { services: Services }): void {
	const pace = createPace(services.clock, maxExports);
	app.get(recordFilePath, async (c) => {
		c.set('route', recordFilePath);
		try {
			const actor = await requireSignedIn(services, c.req.raw, `GET ${recordFilePath}`);
			const retryAfterSeconds = pace.take(actor.accountId);
			if (retryAfterSeconds !== null) throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
			const made = await exportRecord({ services, actor });
			c.set('contentSecurityPolicy', sandboxed);
			const body = Readable.toWeb(Readable.from(zipOf(partsOf(made)))) as ReadableStream<Uint8Array>;
			return new Response(body, { headers: downloadHeaders('application/zip', 'record.zip') });
		} catch (error) {
			if (error instanceof RefusalError) return refusalReply(error.refusal);
			throw error;
		}
	});
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
