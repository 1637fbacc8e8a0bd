import type { Answer } from '#lib/app/app.ts';
import type {
	AccountView,
	BindPersonInput,
	RequestCodeInput,
	SecondStepInput,
	SetPasswordInput,
	SignInAnswer,
	SignInWithCodeInput,
	SignInWithPasswordInput,
} from '#shared/protocol/account.ts';
import type { RecoveryCodes, SecondFactorKey, SecondFactorState } from '#shared/protocol/second-factor.ts';

/** The second factor of staff: online only; transport implements it. */
export interface SecondFactorPort {
	state(): Answer<SecondFactorState>;
	begin(): Answer<SecondFactorKey>;
	confirm(code: string): Answer<RecoveryCodes>;
	renewCodes(code: string): Answer<RecoveryCodes>;
	switchOff(code: string): Answer<null>;
}

/** The server's account calls; transport implements them. */
export interface AccountPort {
	requestCode(input: RequestCodeInput): Answer<null>;
	signInWithCode(input: SignInWithCodeInput): Answer<SignInAnswer>;
	signInWithPassword(input: SignInWithPasswordInput): Answer<SignInAnswer>;
	signInWithSecondFactor(input: SecondStepInput): Answer<SignInAnswer>;
	setPassword(input: SetPasswordInput): Answer<null>;
	bindPerson(input: BindPersonInput): Answer<AccountView>;
	me(): Answer<AccountView>;
	signOut(): Answer<null>;
}
