import { CheckPaymentInput } from '#shared/protocol/office.ts';
import { checkPayment } from '#server/usecase/payment/query-orders.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const paymentRouter = router({
	/** Asks the gateway now; the result also comes by sync. */
	check: signedInProcedure
		.input(CheckPaymentInput)
		.mutation(({ ctx, input }) =>
			checkPayment({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
		),
});
