import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { SessionController } from '#lib/app/account/session.svelte.ts';
import type { AccountPort } from '#lib/app/account/ports.ts';
import type { LockPort } from '#lib/sync/ports.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { err, ok } from '#shared/std/result.ts';
import { aDraft, anAccount, aPhone } from '../../device/phone.ts';

/** A server that signs in whoever `account` is, and counts sign-outs; offline while `refusal` is set. */
class Server {
	account: AccountView = anAccount();
	refusal: Refusal | null = null;
	/** While set, the first step of a sign-in is answered with it. */
	ticket: string | null = null;
	signOuts = 0;
	/** What the server was asked and what it answered, in order. */
	calls: string[] = [];
	/** While set, a sign-out's answer and an account's word wait for it: a network that swallows everything. */
	silence: Promise<void> | null = null;

	get port(): AccountPort {
		const view = async () => (this.refusal ? err(this.refusal) : ok(this.account));
		const enter = async () => {
			this.calls.push('sign-in');
			return view();
		};
		const signIn = async () => (this.ticket === null ? enter() : ok({ ticket: this.ticket }));
		const done = async () => (this.refusal ? err(this.refusal) : ok(null));
		return {
			requestCode: done,
			signInWithCode: signIn,
			signInWithPassword: signIn,
			signInWithSecondFactor: enter,
			setPassword: done,
			bindPerson: view,
			me: async () => {
				const answer = await view();
				await this.silence;
				return answer;
			},
			signOut: async () => {
				this.calls.push('sign-out');
				await this.silence;
				this.calls.push('signed out');
				if (!this.refusal) this.signOuts += 1;
				return done();
			},
		};
	}
}

/** One at a time, as Web Locks do it. */
function aLock(): LockPort {
	let last: Promise<void> = Promise.resolve();
	return {
		exclusively(work) {
			const turn = last.then(work);
			last = turn.catch(() => undefined);
			return turn;
		},
	};
}

async function aSession() {
	const server = new Server();
	const phone = aPhone();
	const session = new SessionController(server.port, phone.device, aLock());
	await session.start();
	return { server, phone, session };
}

const offline: Refusal = { code: 'network.offline' };

test('is signed out until somebody signs in, and knows the account again offline', async () => {
	const { server, phone, session } = await aSession();
	expect(session.state).toBe('signed-out');
	await session.signInWithCode('13800000001', '000000');
	expect([session.state, session.account?.id, session.account?.unlockKey]).toEqual([
		'signed-in',
		'account-a',
		'',
	]);
	server.refusal = offline;
	const next = new SessionController(server.port, phone.restart(), aLock());
	await next.start();
	expect([next.state, next.account?.id]).toEqual(['signed-in', 'account-a']);
});

test('a refused sign-in leaves the present account where it is', async () => {
	const { server, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	server.refusal = { code: 'auth.code-wrong' };
	expect(await session.signInWithCode('13800000002', '1')).toEqual({ ok: false, error: server.refusal });
	expect(session.account?.id).toBe('account-a');
});

test('where a second factor is asked for, nobody has entered before it, and who was there stays', async () => {
	const { server, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	server.account = anAccount('account-b', 9);
	server.ticket = 'a ticket';
	for (const half of [
		await session.signInWithCode('13800000002', '000000'),
		await session.signInWithPassword('13800000002', 'x'),
	]) {
		expect(half).toEqual({ ok: true, value: { ticket: 'a ticket' } });
		expect(session.account?.id).toBe('account-a');
	}
	expect((await session.signInWithSecondFactor('a ticket', '000000')).ok).toBe(true);
	expect(session.account?.id).toBe('account-b');
});

test('signing in another account closes the first', async () => {
	const { server, phone, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	await phone.device.enrollments.create(aDraft);
	server.account = anAccount('account-b', 9);
	await session.signInWithPassword('13800000002', 'x');
	expect(session.account?.id).toBe('account-b');
	expect(await phone.device.enrollments.list()).toEqual([]);
	await expect(phone.device.enrollments.listOf('account-a')).rejects.toThrow('device.key-missing');
});

test('a sign-out made offline is told to the server at the next contact, once', async () => {
	const { server, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	server.refusal = offline;
	await session.signOut();
	expect([session.state, server.signOuts]).toEqual(['signed-out', 0]);
	server.refusal = null;
	await session.refresh();
	await session.refresh();
	expect(server.signOuts).toBe(1);
});

test('a sign-out does not wait for a network that swallows everything; a sign-in after it comes after it', async () => {
	const { server, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
	server.silence = silence;
	server.calls = [];
	await session.signOut();
	expect(session.state).toBe('signed-out');
	await vi.waitFor(() => expect(server.calls).toEqual(['sign-out']));
	server.account = anAccount('account-b', 9);
	const signIn = session.signInWithCode('13800000002', '000000');
	await session.start();
	expect(server.calls).toEqual(['sign-out']);
	speak();
	await signIn;
	expect(server.calls).toEqual(['sign-out', 'signed out', 'sign-in']);
	expect(session.account?.id).toBe('account-b');
});

test('a late word about an account that has signed out meanwhile signs nobody in', async () => {
	const { server, phone, session } = await aSession();
	await session.signInWithCode('13800000001', '000000');
	const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
	server.silence = silence;
	const refreshed = session.refresh();
	// As another tab does it.
	await phone.device.present.signOut();
	speak();
	await refreshed;
	expect(await phone.device.present.owner()).toBe('device');
});

test('drafts are claimed by the account that is signed in, and by nobody else', async () => {
	const { phone, session } = await aSession();
	const { id } = await phone.device.enrollments.create(aDraft);
	await expect(session.claimDrafts([id])).rejects.toThrow('auth.required');
	await session.signInWithCode('13800000001', '000000');
	expect((await session.unclaimedDrafts()).map((draft) => draft.id)).toEqual([id]);
	await session.claimDrafts([id]);
	expect(await session.unclaimedDrafts()).toEqual([]);
	expect((await phone.device.enrollments.list()).map((draft) => draft.id)).toEqual([id]);
});
