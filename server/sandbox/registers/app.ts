import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { Inbox, inboxPage, type Sending } from './inbox.ts';
import { Records, type Claim, type Seed, type StopRequest } from './records.ts';

interface Behaviour {
	delayMs: number;
	/** 0 … 1: the share of calls that are answered with 503. */
	failRate: number;
	/** Paths that answer with 503. */
	silent: string[];
}

/** The pretended SMS service and registers. They stand for other people's systems and know nothing of ours. */
export function createRegistersApp(secrets: { register: string; sms: string }): Hono {
	const app = new Hono();
	const inbox = new Inbox();
	const records = new Records();
	let behaviour: Behaviour = { delayMs: 0, failRate: 0, silent: [] };

	app.get('/healthz', (c) => c.json({ ok: true }));
	app.get('/', (c) => c.redirect('/sms'));
	app.get('/sms', (c) => c.html(inboxPage(inbox.list(null))));

	/** One register alone can be out of service: `silent: ['/registers/schools']`. */
	const isSilent = (path: string) => behaviour.silent.includes(path) || Math.random() < behaviour.failRate;
	const guarded = (secret: string) => async (c: Context, next: () => Promise<void>) => {
		if (c.req.header('authorization') !== `Bearer ${secret}`) return c.json({ error: 'unauthorized' }, 401);
		if (behaviour.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs));
		if (isSilent(c.req.path)) return c.json({ error: 'out of service' }, 503);
		return next();
	};
	app.use('/sms/messages', guarded(secrets.sms));
	app.use('/registers/*', guarded(secrets.register));
	app.post('/sms/messages', async (c) => {
		const isKnown = inbox.send(await c.req.json<Sending>());
		return isKnown ? c.json({}, 202) : c.json({ error: 'unknown template' }, 400);
	});
	app.post('/registers/persons/verify', async (c) =>
		c.json({ result: records.verify(await c.req.json<Claim>()) }),
	);
	app.post('/registers/insurance', async (c) => {
		const entry = records.insurance(await idNumberOf(c));
		if (!entry) return c.json({ known: false });
		const { insured, lumpSumThrough, place } = entry;
		return c.json({ known: true, insured, lumpSumThrough, place });
	});
	app.post('/registers/insurance/stop', async (c) => c.json(records.stop(await c.req.json<StopRequest>())));
	app.post('/registers/insurance/stop-state', async (c) =>
		c.json(records.stopState((await c.req.json<StopRequest>()).requestId)),
	);
	app.post('/registers/identities', async (c) => {
		const entry = records.identities(await idNumberOf(c));
		return c.json(entry ? { known: true, identities: entry.identities } : { known: false });
	});
	app.post('/registers/schools', async (c) => {
		const entry = records.school(await idNumberOf(c));
		if (!entry) return c.json({ known: false });
		const { schoolCode, studentNumber, enrolled, graduatesOn } = entry;
		return c.json({ known: true, schoolCode, studentNumber, enrolled, graduatesOn });
	});

	const admin = new Hono();
	admin.use(async (c, next) => (isLoopback(c) ? next() : c.json({ error: 'not found' }, 404)));
	admin.get('/sms', (c) => c.json({ messages: inbox.list(c.req.query('phone') ?? null) }));
	admin.post('/seed', async (c) => {
		records.seed(await c.req.json<Seed>());
		return c.json({});
	});
	admin.post('/behaviour', async (c) => {
		behaviour = { ...behaviour, ...(await c.req.json<Partial<Behaviour>>()) };
		return c.json(behaviour);
	});

	app.route('/admin', admin);
	return app;
}

async function idNumberOf(c: Context): Promise<string> {
	return (await c.req.json<{ idNumber: string }>()).idNumber;
}

function isLoopback(c: Context): boolean {
	const address = getConnInfo(c).remote.address ?? '';
	return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
