import { AccountView, SignInAnswer } from '#shared/protocol/account.ts';
import type { AccountPort } from '#lib/app/account/ports.ts';
import { checked } from './checked-answer.ts';
import type { Client } from './client.ts';
import { doneOf } from './refusals.ts';

/** An account as our server sends it, or a refusal: half an account must not open anybody's drafts. */
const account = (call: () => Promise<unknown>) => checked(AccountView, call);
const entering = (call: () => Promise<unknown>) => checked(SignInAnswer, call);

export function accountWire({ account: calls }: Client): AccountPort {
	return {
		requestCode: (input) => doneOf(() => calls.requestCode.mutate(input)),
		signInWithCode: (input) => entering(() => calls.signInWithCode.mutate({ ...input, takesTicket: true })),
		signInWithPassword: (input) =>
			entering(() => calls.signInWithPassword.mutate({ ...input, takesTicket: true })),
		signInWithSecondFactor: (input) => entering(() => calls.signInWithSecondFactor.mutate(input)),
		setPassword: (input) => doneOf(() => calls.setPassword.mutate(input)),
		bindPerson: (input) => account(() => calls.bindPerson.mutate(input)),
		me: () => account(() => calls.me.query()),
		signOut: () => doneOf(() => calls.signOut.mutate()),
	};
}
