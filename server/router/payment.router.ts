import { CheckPaymentInput } from '#shared/protocol/office.ts';
import { OtherOrderInput } from '#shared/protocol/payer.ts';
import { payForOther, readPaidFor } from '#server/usecase/payment/pay-for-other.usecase.ts';
import { cancelPayment, declareAgain, voidDeclaration } from '#server/usecase/payment/payer-acts.usecase.ts';
import { checkPayment } from '#server/usecase/payment/query-orders.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

const ofOrder = signedInProcedure.input(CheckPaymentInput);

export const paymentRouter = router({
	/** Asks the gateway now; the result also comes by sync. */
	check: ofOrder.mutation(({ ctx, input }) =>
		checkPayment({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
	),
	cancel: ofOrder.mutation(({ ctx, input }) =>
		cancelPayment({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
	),
	void: ofOrder.mutation(({ ctx, input }) =>
		voidDeclaration({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
	),
	declareAgain: ofOrder.mutation(({ ctx, input }) =>
		declareAgain({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
	),
	/** A mutation: what it asks by must not stand in an address. */
	forOther: signedInProcedure.input(OtherOrderInput).mutation(({ ctx, input }) =>
		payForOther({
			services: ctx.services,
			actor: ctx.actor,
			address: ctx.request.caller.address,
			input,
		}),
	),
	paidFor: signedInProcedure.query(({ ctx }) => readPaidFor({ services: ctx.services, actor: ctx.actor })),
});
