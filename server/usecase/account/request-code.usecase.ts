import type { RequestCodeInput } from '#shared/protocol/account.ts';
import type { Services } from '../ports.ts';
import type { Caller } from './caller.ts';
import { countHits, limits } from './limits.ts';
import { issueCode } from './one-time-code.ts';

/**
 * Sends a one-time code. Never looks whether the phone has an account, so it cannot tell. Throws
 * `request.too-many`, `auth.sms-silent`.
 */
export async function requestCode(
	services: Services,
	{ phone, purpose, caller }: RequestCodeInput & { caller: Caller },
): Promise<void> {
	await countHits(services, [
		{ limit: limits.codeByPhone, of: phone },
		{ limit: limits.codeByPhoneDaily, of: phone },
		{ limit: limits.codeByAddress, of: caller.address },
		{ limit: limits.codeByBrowser, of: caller.browser },
	]);
	const code = await issueCode(services, phone, purpose);
	await services.sms.sendCode({ phone, code, purpose });
}
