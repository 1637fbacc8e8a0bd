/** Statements of the tax side; `docs/ports.md` says what one holds. */
import type { Hono } from 'hono';
import type { Services } from '#server/usecase/ports.ts';
import type { OpenSheet } from '#server/usecase/sheet-file.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import type { HttpEnv } from './fresh-line.ts';
import { sheetUpload } from './sheet-upload.ts';

export function statementRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl, open }: { services: Services; publicUrl: string; open: OpenSheet },
): void {
	sheetUpload(app, {
		services,
		publicUrl,
		door: 'POST /api/statements',
		// Reading one is work, and there is one a day.
		mostAtOnce: 1,
		take: (actor, bytes) => takeStatement({ services, actor, bytes, open }),
	});
}
