import type { Answer } from '#lib/app/app.ts';
import type {
	AccountView,
	BindPersonInput,
	RequestCodeInput,
	SetPasswordInput,
	SignInWithCodeInput,
	SignInWithPasswordInput,
} from '#shared/protocol/account.ts';

/** The server's account calls; transport implements them. */
export interface AccountPort {
	requestCode(input: RequestCodeInput): Answer<null>;
	signInWithCode(input: SignInWithCodeInput): Answer<AccountView>;
	signInWithPassword(input: SignInWithPasswordInput): Answer<AccountView>;
	setPassword(input: SetPasswordInput): Answer<null>;
	bindPerson(input: BindPersonInput): Answer<AccountView>;
	me(): Answer<AccountView>;
	signOut(): Answer<null>;
}
