/** The pretended tax gateway, as a process of its own: for the demo and for tests. */
import path from 'node:path';
import { serve } from '@hono/node-server';
import { createGatewayApp } from './app.ts';
import { openOrders } from './orders-file.ts';

const port = Number(process.env.GATEWAY_PORT || 3001);
const secret = process.env.GATEWAY_SECRET || 'demo-gateway-secret';
const folder = process.env.GATEWAY_DATA_DIR || path.join(process.env.DATA_DIR || './data', 'gateway');
const callbackUrl =
	process.env.GATEWAY_CALLBACK_URL || `http://127.0.0.1:${process.env.PORT || 3000}/api/callbacks/tax`;

const app = createGatewayApp({ orders: openOrders(path.resolve(folder)), secret, callbackUrl });
const server = serve({ fetch: app.fetch, port });
server.on('error', (error) => {
	console.error(`the tax gateway cannot listen on port ${port}: ${error.message}`);
	process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		server.close(() => process.exit(0));
		if ('closeAllConnections' in server) server.closeAllConnections();
	});
}
