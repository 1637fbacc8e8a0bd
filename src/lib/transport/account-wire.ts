import { AccountView } from '#shared/protocol/account.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { Result } from '#shared/std/result.ts';
import type { AccountPort } from '#lib/app/account/ports.ts';
import type { Client } from './client.ts';
import { answerOf, doneOf } from './refusals.ts';

/** An account as our server sends it, or a refusal: half an account must not open anybody's drafts. */
function account(call: () => Promise<unknown>): Promise<Result<AccountView, Refusal>> {
	return answerOf(async () => {
		const view = AccountView.safeParse(await call());
		if (!view.success) throw new RefusalError({ code: 'server.unavailable' });
		return view.data;
	});
}

export function accountWire({ account: calls }: Client): AccountPort {
	return {
		requestCode: (input) => doneOf(() => calls.requestCode.mutate(input)),
		signInWithCode: (input) => account(() => calls.signInWithCode.mutate(input)),
		signInWithPassword: (input) => account(() => calls.signInWithPassword.mutate(input)),
		setPassword: (input) => doneOf(() => calls.setPassword.mutate(input)),
		bindPerson: (input) => account(() => calls.bindPerson.mutate(input)),
		me: () => account(() => calls.me.query()),
		signOut: () => doneOf(() => calls.signOut.mutate()),
	};
}
