import type { SecondFactorPort } from '#lib/app/account/ports.ts';
import { RecoveryCodes, SecondFactorKey, SecondFactorState } from '#shared/protocol/second-factor.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';

/** The second factor of staff: online only, loaded with its page. */
export function secondFactorWire(): SecondFactorPort {
	const { secondFactor } = createClient();
	return {
		state: () => checked(SecondFactorState, () => secondFactor.state.query()),
		begin: () => checked(SecondFactorKey, () => secondFactor.begin.mutate()),
		confirm: (code) => checked(RecoveryCodes, () => secondFactor.confirm.mutate({ code })),
		renewCodes: (code) => checked(RecoveryCodes, () => secondFactor.renewCodes.mutate({ code })),
		switchOff: (code) => doneOf(() => secondFactor.switchOff.mutate({ code })),
	};
}
