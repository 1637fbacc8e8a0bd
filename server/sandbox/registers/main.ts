/** The pretended SMS service and registers, as a process of their own: for the demo and for tests. */
import { serve } from '@hono/node-server';
import { createRegistersApp } from './app.ts';

const port = Number(process.env.REGISTER_PORT || 3002);
const secret = process.env.REGISTER_SECRET || 'demo-register-secret';
const smsSecret = process.env.SMS_SECRET || 'demo-sms-secret';

const server = serve({ fetch: createRegistersApp({ register: secret, sms: smsSecret }).fetch, port });
server.on('error', (error) => {
	console.error(`the registers cannot listen on port ${port}: ${error.message}`);
	process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		server.close(() => process.exit(0));
		if ('closeAllConnections' in server) server.closeAllConnections();
	});
}
