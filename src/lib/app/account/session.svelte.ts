import type { Answer, Session } from '#lib/app/app.ts';
import type { Device } from '#lib/device/device.ts';
import type { KnownAccount } from '#lib/device/present-owner.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import type { LockPort } from '#lib/sync/ports.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { AccountView, BindPersonInput, SignInAnswer } from '#shared/protocol/account.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { AccountPort } from './ports.ts';

/**
 * Who is signed in, on this phone and at the server. Signing in another account closes the present one first.
 * An exchange names its account, so one that still runs meanwhile is refused, not taken for the newcomer's.
 */
export class SessionController implements Session {
	readonly #port: AccountPort;
	readonly #device: Device;
	/** A late answer to an old sign-out would clear the cookie of a new sign-in: one after the other, in all tabs. */
	readonly #lock: LockPort;
	#contact: Promise<void> = Promise.resolve();
	#state = $state<Session['state']>('loading');
	#account = $state.raw<AccountView | null>(null);

	constructor(port: AccountPort, device: Device, lock: LockPort) {
		this.#port = port;
		this.#device = device;
		this.#lock = lock;
	}

	get state(): Session['state'] {
		return this.#state;
	}

	get account(): AccountView | null {
		return this.#account;
	}

	/** Follows the present owner, in any tab, from now on. Resolves when the first answer is known. */
	async start(): Promise<void> {
		await this.#reload();
		this.#device.present.watch(() => void this.#reload());
	}

	/** Hears the account's newest word from the server, and finishes a sign-out made offline. */
	refresh(): Promise<void> {
		// Lost storage is reported by the command that needs it, not by a look at the server.
		this.#contact = this.#contact.then(() => this.#refresh()).catch(() => undefined);
		return this.#contact;
	}

	async #refresh(): Promise<void> {
		if (!(await this.#endOldSession()) || this.#state !== 'signed-in') return;
		const answer = await this.#port.me();
		if (!answer.ok) return;
		await this.#device.present.renew(answer.value);
		await this.#reload();
	}

	/** False while the server still has to hear of a sign-out. */
	async #endOldSession(): Promise<boolean> {
		const { present } = this.#device;
		if (!(await present.isSignOutPending())) return true;
		await this.#lock.exclusively(async () => {
			// Another tab may have ended it, or somebody may have signed in meanwhile.
			if (!(await present.isSignOutPending())) return;
			const answer = await this.#port.signOut();
			if (answer.ok || answer.error.code === 'auth.required') await present.setSignOutPending(false);
		});
		return !(await present.isSignOutPending());
	}

	requestCode(phone: string, purpose: 'sign-in' | 'set-password'): Answer<null> {
		return this.#port.requestCode({ phone, purpose });
	}

	signInWithCode(phone: string, code: string): Answer<SignInAnswer> {
		return this.#signIn(() => this.#port.signInWithCode({ phone, code }));
	}

	signInWithPassword(phone: string, password: string): Answer<SignInAnswer> {
		return this.#signIn(() => this.#port.signInWithPassword({ phone, password }));
	}

	signInWithSecondFactor(ticket: string, code: string): Answer<SignInAnswer> {
		return this.#signIn(() => this.#port.signInWithSecondFactor({ ticket, code }));
	}

	setPassword(phone: string, code: string, password: string): Answer<null> {
		return this.#port.setPassword({ phone, code, password });
	}

	async bindPerson(person: BindPersonInput): Answer<AccountView> {
		const answer = await this.#port.bindPerson(person);
		return answer.ok ? this.#entered(answer.value) : answer;
	}

	/** Done when the phone has closed the account; the server hears of it when it can be reached. */
	async signOut(): Promise<void> {
		await this.#device.present.setSignOutPending(true);
		await this.#device.present.signOut();
		await this.#reload();
		void this.refresh();
	}

	unclaimedDrafts(): Promise<LocalEnrollment[]> {
		return this.#device.unclaimed();
	}

	async claimDrafts(ids: string[]): Promise<void> {
		if (!this.#account) throw new RefusalError({ code: 'auth.required' });
		await this.#device.claim(this.#account.id, ids);
	}

	/** Where the second factor is asked for, nobody has entered yet. */
	async #signIn(call: () => Answer<SignInAnswer>): Answer<SignInAnswer> {
		let answer: Result<SignInAnswer, Refusal> = err({ code: 'server.unavailable' });
		await this.#lock.exclusively(async () => {
			answer = await call();
			if (answer.ok && 'id' in answer.value) answer = await this.#entered(answer.value);
		});
		return answer;
	}

	/** Closes whoever was there before. */
	async #entered(account: AccountView): Promise<Result<AccountView, Refusal>> {
		try {
			await this.#enter(account);
			return ok(account);
		} catch (error) {
			if (error instanceof RefusalError) return err(error.refusal);
			throw error;
		}
	}

	async #enter(account: AccountView): Promise<void> {
		await this.#device.present.signIn(account);
		// A new session replaced the old one's cookie: nothing is left to end.
		await this.#device.present.setSignOutPending(false);
		await this.#reload();
	}

	async #reload(): Promise<void> {
		// A key that is gone (storage cleared in part) leaves nobody signed in, not a broken start.
		const { present } = this.#device;
		const known = await present.account().catch(async (error: unknown) => {
			// Nor a phone on which nobody can write: signing in again opens what is there, with the server's key.
			const isClosed = error instanceof RefusalError && error.refusal.code === 'device.key-missing';
			if (isClosed) await present.signOut().catch(() => undefined);
			return null;
		});
		this.#account = known ? withoutKey(known) : null;
		this.#state = known ? 'signed-in' : 'signed-out';
	}
}

/** The server's key is used at sign-in and never kept, in memory or on disk. */
function withoutKey(known: KnownAccount): AccountView {
	return { ...known, unlockKey: '' };
}
