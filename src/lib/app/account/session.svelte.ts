import type { Answer, Session } from '#lib/app/app.ts';
import type { Device } from '#lib/device/device.ts';
import type { KnownAccount } from '#lib/device/present-owner.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import { RefusalError, type Refusal } from '#shared/errors/error-codes.ts';
import type { AccountView, BindPersonInput } from '#shared/protocol/account.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { AccountPort } from './ports.ts';

/**
 * Who is signed in, on this phone and at the server. Signing in another account closes the present one first.
 * An exchange names its account, so one that still runs meanwhile is refused, not taken for the newcomer's.
 */
export class SessionController implements Session {
	readonly #port: AccountPort;
	readonly #device: Device;
	/** A late answer to an old sign-out would clear the cookie of a new sign-in: one after the other. */
	#contact: Promise<void> = Promise.resolve();
	#state = $state<Session['state']>('loading');
	#account = $state.raw<AccountView | null>(null);

	constructor(port: AccountPort, device: Device) {
		this.#port = port;
		this.#device = device;
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
		if (await this.#device.present.isSignOutPending()) {
			const answer = await this.#port.signOut();
			if (!answer.ok && answer.error.code !== 'auth.required') return;
			await this.#device.present.setSignOutPending(false);
		}
		if (this.#state !== 'signed-in') return;
		const answer = await this.#port.me();
		if (answer.ok && answer.value.id === this.#account?.id) await this.#entered(answer.value);
	}

	requestCode(phone: string, purpose: 'sign-in' | 'set-password'): Answer<null> {
		return this.#port.requestCode({ phone, purpose });
	}

	signInWithCode(phone: string, code: string): Answer<AccountView> {
		return this.#signIn(() => this.#port.signInWithCode({ phone, code }));
	}

	signInWithPassword(phone: string, password: string): Answer<AccountView> {
		return this.#signIn(() => this.#port.signInWithPassword({ phone, password }));
	}

	setPassword(phone: string, code: string, password: string): Answer<null> {
		return this.#port.setPassword({ phone, code, password });
	}

	async bindPerson(person: BindPersonInput): Answer<AccountView> {
		const answer = await this.#port.bindPerson(person);
		return answer.ok ? this.#entered(answer.value) : answer;
	}

	async signOut(): Promise<void> {
		await this.#device.present.setSignOutPending(true);
		await this.#device.present.signOut();
		await this.#reload();
		await this.refresh();
	}

	unclaimedDrafts(): Promise<LocalEnrollment[]> {
		return this.#device.unclaimed();
	}

	async claimDrafts(ids: string[]): Promise<void> {
		if (!this.#account) throw new RefusalError({ code: 'auth.required' });
		await this.#device.claim(this.#account.id, ids);
	}

	async #signIn(call: () => Answer<AccountView>): Answer<AccountView> {
		const before = await this.#device.present.account().catch(() => null);
		await this.#contact;
		const answer = await call();
		if (!answer.ok) return answer;
		if (before && before.id !== answer.value.id) await this.#device.present.signOut();
		return this.#entered(answer.value);
	}

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
		const known = await this.#device.present.account().catch(() => null);
		this.#account = known ? withoutKey(known) : null;
		this.#state = known ? 'signed-in' : 'signed-out';
	}
}

/** The server's key is used at sign-in and never kept, in memory or on disk. */
function withoutKey(known: KnownAccount): AccountView {
	return { ...known, unlockKey: '' };
}
