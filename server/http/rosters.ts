/** Rosters of schools; `docs/roster.md` says what one holds. */
import type { Hono } from 'hono';
import { rosterPath } from '#shared/protocol/roster.ts';
import type { Services } from '#server/usecase/ports.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import type { HttpEnv } from './fresh-line.ts';
import { sheetUpload } from './sheet-upload.ts';

export function rosterRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl }: { services: Services; publicUrl: string },
): void {
	sheetUpload(app, {
		services,
		publicUrl,
		door: `POST ${rosterPath}`,
		// Schools bring theirs in the same weeks, over slow lines.
		mostAtOnce: 3,
		take: (actor, bytes) => takeRoster({ services, actor, bytes }),
	});
}
