import { beforeEach, expect, it } from 'vitest';
import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { closeSession, openSession } from '#server/usecase/account/session.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { subscribePush, unsubscribePush } from '#server/usecase/notice/push-subscription.usecase.ts';
import { sendPushes } from '#server/usecase/notice/send-pushes.usecase.ts';
import { tellOwner } from '#server/usecase/notice/tell-owner.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const keysOf = { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) };
const at = (name: string) => ({ endpoint: `https://fcm.googleapis.com/${name}`, ...keysOf });

describeOnEachDatabase('pushes about notices', (database) => {
	let world: World;
	let owner: AccountActor;
	let record: string;
	let sent: string[];
	let answers: Record<string, 'sent' | 'gone' | 'silent'>;
	beforeEach(async () => {
		await database().owner.deleteFrom('notice_delivery').execute();
		await database().owner.deleteFrom('push_subscription').execute();
		world = await createWorld(database());
		({ actor: owner, record } = await world.declared());
		[sent, answers] = [[], {}];
		world.services.push = {
			publicKey: 'k',
			takes: (endpoint) => endpoint.startsWith('https://fcm.googleapis.com/'),
			send: async ({ endpoint }, { kind }) => {
				const name = endpoint.split('/').at(-1)!;
				const answer = answers[name] ?? 'sent';
				if (answer === 'silent') throw new RefusalError({ code: 'server.unavailable' });
				if (answer === 'sent') sent.push(`${name} ${kind}`);
				return answer;
			},
		};
	});
	async function signIn(actor = owner) {
		const token = await world.services.uow.run({ kind: 'system' }, (tx) =>
			openSession(world.services, tx, actor.accountId),
		);
		const tokenHash = await sha256Hex(token);
		const { services } = world;
		return {
			subscribe: (name: string) =>
				subscribePush({ services, actor, sessionHash: tokenHash, input: at(name) }),
			signOut: () => closeSession(services, { accountId: actor.accountId, tokenHash }),
		};
	}
	const tell = () =>
		world.services.uow.run({ kind: 'system' }, (tx) =>
			tellOwner(tx, world.services, { kind: 'returned', accountId: owner.accountId, enrollmentId: record }),
		);
	const send = () => sendPushes({ services: world.services });
	const subscribed = async () =>
		(await database().owner.selectFrom('push_subscription').select('endpoint').execute()).map(
			({ endpoint }) => endpoint.split('/').at(-1),
		);

	it('reach every browser that takes them, each once', async () => {
		const [phone, laptop] = [await signIn(), await signIn()];
		await phone.subscribe('phone');
		await phone.subscribe('phone');
		await laptop.subscribe('laptop');
		await tell();
		expect([await send(), await send()]).toEqual([1, 0]);
		expect(sent).toEqual(['phone returned', 'laptop returned']);
	});

	it('are tried again where a service was silent, and there alone', async () => {
		const session = await signIn();
		await session.subscribe('phone');
		await session.subscribe('laptop');
		answers.laptop = 'silent';
		await tell();
		expect(await send()).toBe(0);
		answers.laptop = 'sent';
		expect(await send()).toBe(0);
		world.clock.moveOn(31_000);
		expect(await send()).toBe(1);
		expect(sent).toEqual(['phone returned', 'laptop returned']);
	});

	it('forget a browser that is gone', async () => {
		const session = await signIn();
		await session.subscribe('gone');
		await session.subscribe('phone');
		answers.gone = 'gone';
		await tell();
		expect(await send()).toBe(1);
		expect([sent, await subscribed()]).toEqual([['phone returned'], ['phone']]);
	});

	it('end with the session: who signed out hears nothing more there', async () => {
		const [phone, laptop] = [await signIn(), await signIn()];
		await phone.subscribe('phone');
		await laptop.subscribe('laptop');
		await phone.signOut();
		await tell();
		await send();
		expect([sent, await subscribed()]).toEqual([['laptop returned'], ['laptop']]);
	});

	it('go to the person whose browser it is now', async () => {
		await (await signIn()).subscribe('shared');
		const other = await world.account('student');
		await (await signIn(other)).subscribe('shared');
		await tell();
		await send();
		expect(sent).toEqual([]);
		const { services } = world;
		const { endpoint } = at('shared');
		await unsubscribePush({ services, actor: owner, endpoint });
		expect(await subscribed()).toEqual(['shared']);
		await unsubscribePush({ services, actor: other, endpoint });
		expect(await subscribed()).toEqual([]);
	});

	it('are not to be had at an address that is no push service’s, nor where none are configured', async () => {
		const { services } = world;
		const input = { ...at('x'), endpoint: 'https://169.254.169.254/latest' };
		const call = { services, actor: owner, sessionHash: 'x', input };
		expect(await refusalOf(subscribePush(call))).toEqual({ code: 'request.malformed', path: 'endpoint' });
		services.push = null;
		expect(await refusalOf(subscribePush(call))).toEqual({ code: 'request.not-found' });
		await tell();
		expect(await send()).toBe(0);
		expect(await send()).toBe(0);
	});

	it('are the product’s own business: nobody signed in sees where others take them', async () => {
		await (await signIn()).subscribe('phone');
		for (const actor of [owner, await world.account('reviewer')]) {
			const rows = await database().run(actor, (trx) =>
				trx.selectFrom('push_subscription').selectAll().execute(),
			);
			expect(rows).toEqual([]);
		}
		// The planted fault: without the step down to the plain role the row is there to be seen.
		expect(await subscribed()).toEqual(['phone']);
	});
});
