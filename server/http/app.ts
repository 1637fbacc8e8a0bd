/** Everything that this server answers over HTTP. */
import { Hono, type MiddlewareHandler } from 'hono';
import { reportBug } from '#server/usecase/bug-report.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { OpenSheet } from '#server/usecase/sheet-file.ts';
import { addressReader } from './address.ts';
import { documentRoutes } from './documents.ts';
import { eventsHandler } from './events.ts';
import { freshLine, type HttpEnv } from './fresh-line.ts';
import { readyHandler, type Probes } from './health.ts';
import { paperRoutes } from './papers.ts';
import { recordRoutes } from './records.ts';
import type { PokeHub } from './poke-hub.ts';
import { refusalReply } from './refusal-reply.ts';
import { requestLog } from './request-log.ts';
import { rosterRoutes } from './rosters.ts';
import { securityHeaders } from './security-headers.ts';
import { statementRoutes } from './statements.ts';
import { createStaticFiles } from './static-files.ts';
import { handleTaxCallback } from './tax-callback.ts';
import { trpcHandler } from './trpc-handler.ts';

export interface HttpParts {
	services: Services;
	hub: PokeHub;
	probes: Probes;
	publicUrl: string;
	isProduction: boolean;
	trustedProxies: number;
	buildDir: string;
	gatewaySecret: string;
	openSheet: OpenSheet;
}

export function createHttpApp(parts: HttpParts): Hono<HttpEnv> {
	const { services, hub, probes, publicUrl, isProduction } = parts;
	const app = new Hono<HttpEnv>();
	const files = createStaticFiles(parts.buildDir);

	app.use(freshLine());
	app.use(requestLog(services.logger, services.clock));
	app.use(securityHeaders({ isProduction }));

	const named =
		(route: string): MiddlewareHandler<HttpEnv> =>
		(c, next) => {
			c.set('route', route);
			return next();
		};
	for (const route of ['/healthz', '/readyz', '/api/events', '/api/callbacks/tax']) {
		app.use(route, named(route));
	}
	app.get('/healthz', (c) => c.json({ alive: true }));
	app.get('/readyz', readyHandler(probes));
	app.get('/api/events', eventsHandler(services, hub));
	app.post('/api/callbacks/tax', (c) =>
		handleTaxCallback(c.req.raw, { services, secret: parts.gatewaySecret }),
	);
	const addressOf = addressReader(parts.trustedProxies);
	app.on(['GET', 'POST'], '/api/trpc/*', trpcHandler({ services, publicUrl, isProduction, addressOf }));
	documentRoutes(app, { services, publicUrl, trustedProxies: parts.trustedProxies });
	statementRoutes(app, { services, publicUrl, open: parts.openSheet });
	rosterRoutes(app, { services, publicUrl });
	paperRoutes(app, { services, publicUrl });
	recordRoutes(app, { services, publicUrl });
	// A share from another app, where no worker is at hand to take it: the page says so, and nothing of it is read.
	app.post('/share', named('/share'), (c) => c.redirect('/received?missed', 303));
	app.all('/api/*', () => refusalReply({ code: 'request.not-found' }));
	app.all('*', (c) => files.reply(c) ?? c.text('404', 404));

	app.onError((error, c) => {
		reportBug(services.logger, error, { requestId: c.get('requestId') });
		return refusalReply({ code: 'server.bug' });
	});
	return app;
}
