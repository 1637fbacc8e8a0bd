/*
 * code ─┐             ┌─▶ (staff) done
 * password ─┼─▶ (second) ─┤
 * recover ─┘              └─▶ (not bound) bind ─▶ claim ─▶ done
 *
 * Nothing here loses a draft: a refusal leaves the stage as it is, and leaving leaves the drafts on the phone.
 */
import type { App } from '#lib/app/app.ts';
import type { AccountView, LocalEnrollment, SignInAnswer } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isStaff } from '#shared/domain/account/role.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import { isCode, isPasswordStrong, isPhone } from './sign-in-input.ts';

export type SignInStage = 'code' | 'password' | 'recover' | 'second' | 'bind' | 'claim';
type FieldName = 'phone' | 'code' | 'password';

const resendMs = 60_000;

export class SignInFlow {
	readonly #app: App;
	readonly #finish: (account: AccountView) => void;
	/** What the second step goes on with. */
	#ticket = '';

	stage = $state<SignInStage>('code');
	phone = $state('');
	code = $state('');
	password = $state('');
	problems = $state<Partial<Record<FieldName, string>>>({});
	refused = $state<ErrorCode | null>(null);
	isBusy = $state(false);
	hasSentCode = $state(false);
	/** When another code may be asked for, ms; 0: now. */
	resendAtMs = $state(0);
	drafts = $state.raw<LocalEnrollment[]>([]);

	constructor(app: App, finish: (account: AccountView) => void) {
		this.#app = app;
		this.#finish = finish;
	}

	show(stage: 'code' | 'password' | 'recover'): void {
		this.stage = stage;
		this.problems = {};
		this.refused = null;
		this.code = '';
		this.password = '';
	}

	async requestCode(nowMs: number): Promise<void> {
		if (!this.#check({ phone: true }) || nowMs < this.resendAtMs) return;
		const purpose = this.stage === 'recover' ? 'set-password' : 'sign-in';
		const sent = await this.#ask(() => this.#app.session.requestCode(this.phone, purpose));
		if (!sent) return;
		this.hasSentCode = true;
		this.resendAtMs = nowMs + resendMs;
	}

	async submit(): Promise<void> {
		const { session } = this.#app;
		if (this.stage === 'code') {
			if (!this.#check({ phone: true, code: true })) return;
			await this.#enter(() => session.signInWithCode(this.phone, this.code));
		} else if (this.stage === 'password') {
			if (!this.#check({ phone: true, password: 'given' })) return;
			await this.#enter(() => session.signInWithPassword(this.phone, this.password));
		} else if (this.stage === 'recover') {
			if (!this.#check({ phone: true, code: true, password: 'strong' })) return;
			if (!(await this.#ask(() => session.setPassword(this.phone, this.code, this.password)))) return;
			await this.#enter(() => session.signInWithPassword(this.phone, this.password));
		} else if (this.stage === 'second') {
			const isTyped = this.code.length >= 6;
			this.problems = isTyped ? {} : { code: m.account_second_error() };
			if (isTyped) await this.#enter(() => session.signInWithSecondFactor(this.#ticket, this.code));
		}
	}

	async bind(person: Parameters<App['session']['bindPerson']>[0]): Promise<void> {
		const bound = await this.#ask(() => this.#app.session.bindPerson(person));
		if (bound) await this.goOn();
	}

	/** From here a signed-in account goes to the next thing that it lacks. */
	async goOn(options: { skipBinding?: boolean } = {}): Promise<void> {
		const account = this.#app.session.account;
		if (!account) return;
		this.refused = null;
		this.drafts = await this.#app.session.unclaimedDrafts();
		if (isStaff(account.role)) this.#finish(account);
		// A volunteer enters others' forms and declares none: who the volunteer is need not be bound.
		else if (!account.person && account.role === 'student' && !options.skipBinding) this.stage = 'bind';
		else if (this.drafts.length > 0) this.stage = 'claim';
		else this.#finish(account);
	}

	async claim(ids: string[]): Promise<void> {
		const account = this.#app.session.account;
		if (!account) return;
		const claimed = await this.#ask(async () => {
			try {
				if (ids.length > 0) await this.#app.session.claimDrafts(ids);
				return ok(null);
			} catch (error) {
				if (!(error instanceof RefusalError)) throw error;
				return err(error.refusal);
			}
		});
		if (claimed) this.#finish(account);
	}

	async #enter(signIn: () => Promise<Result<SignInAnswer, Refusal>>): Promise<void> {
		let given: SignInAnswer | null = null;
		const keep = async () => {
			const answer = await signIn();
			if (answer.ok) given = answer.value;
			return answer;
		};
		if (!(await this.#ask(keep)) || !given) return;
		await this.#entered(given);
	}

	async #entered(answer: SignInAnswer): Promise<void> {
		if (!('ticket' in answer)) return this.goOn();
		this.#ticket = answer.ticket;
		this.code = '';
		this.password = '';
		this.stage = 'second';
	}

	/** True when the answer is a value; a refusal is kept to be shown. */
	async #ask(call: () => Promise<Result<unknown, Refusal>>): Promise<boolean> {
		if (this.isBusy) return false;
		this.isBusy = true;
		this.refused = null;
		const answer = await call();
		this.isBusy = false;
		if (!answer.ok) this.refused = answer.error.code;
		return answer.ok;
	}

	#check(wanted: { phone?: boolean; code?: boolean; password?: 'given' | 'strong' }): boolean {
		const problems: Partial<Record<FieldName, string>> = {};
		if (wanted.phone && !isPhone(this.phone)) problems.phone = m.account_error_phone();
		if (wanted.code && !isCode(this.code)) problems.code = m.account_error_code();
		if (wanted.password === 'given' && this.password === '')
			problems.password = m.account_error_password_empty();
		if (wanted.password === 'strong' && !isPasswordStrong(this.password))
			problems.password = m.account_error_password_short();
		this.problems = problems;
		return Object.keys(problems).length === 0;
	}
}
