import type { Answer, Session } from '#lib/app/app.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { isCode, isPasswordStrong, isPhone } from '../../sign-in/sign-in-input.ts';

const resendMs = 60_000;

/** Sets or changes the password of the signed-in account by a code to its phone. */
export class PasswordChange {
	readonly #session: Session;
	phone = $state('');
	code = $state('');
	password = $state('');
	problems = $state<{ phone?: string; code?: string; password?: string }>({});
	refused = $state<ErrorCode | null>(null);
	isBusy = $state(false);
	isSaved = $state(false);
	resendAtMs = $state(0);

	constructor(session: Session) {
		this.#session = session;
	}

	async requestCode(nowMs: number): Promise<void> {
		this.problems = isPhone(this.phone) ? {} : { phone: m.account_error_phone() };
		if (this.problems.phone || nowMs < this.resendAtMs) return;
		if (await this.#ask(() => this.#session.requestCode(this.phone, 'set-password')))
			this.resendAtMs = nowMs + resendMs;
	}

	async save(): Promise<void> {
		this.problems = {
			phone: isPhone(this.phone) ? undefined : m.account_error_phone(),
			code: isCode(this.code) ? undefined : m.account_error_code(),
			password: isPasswordStrong(this.password) ? undefined : m.account_error_password_short(),
		};
		if (Object.values(this.problems).some((problem) => problem !== undefined)) return;
		this.isSaved = await this.#ask(() => this.#session.setPassword(this.phone, this.code, this.password));
	}

	async #ask(call: () => Answer<null>): Promise<boolean> {
		if (this.isBusy) return false;
		this.isBusy = true;
		this.refused = null;
		const answer = await call();
		this.isBusy = false;
		if (!answer.ok) this.refused = answer.error.code;
		return answer.ok;
	}
}
