import { SecondFactorCodeInput } from '#shared/protocol/second-factor.ts';
import {
	renewRecoveryCodes,
	switchOffSecondFactor,
} from '#server/usecase/account/change-second-factor.usecase.ts';
import {
	beginSecondFactor,
	confirmSecondFactor,
	readSecondFactor,
} from '#server/usecase/account/set-up-second-factor.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const secondFactorRouter = router({
	state: signedInProcedure.query(({ ctx }) => readSecondFactor({ services: ctx.services, actor: ctx.actor })),

	begin: signedInProcedure.mutation(({ ctx }) =>
		beginSecondFactor({ services: ctx.services, actor: ctx.actor }),
	),

	confirm: signedInProcedure
		.input(SecondFactorCodeInput)
		.mutation(({ ctx, input }) =>
			confirmSecondFactor({ services: ctx.services, actor: ctx.actor, input, caller: ctx.request.caller }),
		),

	renewCodes: signedInProcedure
		.input(SecondFactorCodeInput)
		.mutation(({ ctx, input }) =>
			renewRecoveryCodes({ services: ctx.services, actor: ctx.actor, input, caller: ctx.request.caller }),
		),

	switchOff: signedInProcedure.input(SecondFactorCodeInput).mutation(async ({ ctx, input }) => {
		const { services, actor, request } = ctx;
		await switchOffSecondFactor({ services, actor, input, caller: request.caller });
		return null;
	}),
});
