import { MarkRegisteredInput, OrderListInput, OrderSearchInput } from '#shared/protocol/office.ts';
import { markRegistered } from '#server/usecase/office/mark-registered.usecase.ts';
import { pushAtOnce } from '#server/usecase/payment/push-orders.usecase.ts';
import { readHeldStudents } from '#server/usecase/office/read-held-students.usecase.ts';
import { readOrders, readSchoolProgress } from '#server/usecase/office/read-office.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const officeRouter = router({
	schoolProgress: signedInProcedure.query(({ ctx }) =>
		readSchoolProgress({ services: ctx.services, actor: ctx.actor }),
	),

	heldStudents: signedInProcedure.query(({ ctx }) =>
		readHeldStudents({ services: ctx.services, actor: ctx.actor }),
	),

	markRegistered: signedInProcedure.input(MarkRegisteredInput).mutation(async ({ ctx, input }) => {
		const result = await markRegistered({ services: ctx.services, actor: ctx.actor, input });
		// Who may pay now is told to the tax side; the school does not wait for it.
		void pushAtOnce(ctx.services, input.ids);
		return result;
	}),

	/** For apps of before `findOrders`. */
	orders: signedInProcedure
		.input(OrderListInput)
		.query(({ ctx, input }) => readOrders({ services: ctx.services, actor: ctx.actor, query: input })),

	/** Changes nothing; but a search may hold a name, and what a GET asks stands in its address. */
	findOrders: signedInProcedure
		.input(OrderSearchInput)
		.mutation(({ ctx, input }) => readOrders({ services: ctx.services, actor: ctx.actor, query: input })),
});
