import { OrderListInput } from '#shared/protocol/office.ts';
import { readOrders, readSchoolProgress } from '#server/usecase/office/read-office.usecase.ts';
import { router, staffProcedure } from './trpc.ts';

export const officeRouter = router({
	schoolProgress: staffProcedure('school-admin').query(({ ctx }) =>
		readSchoolProgress({ services: ctx.services, actor: ctx.actor }),
	),

	orders: staffProcedure('clerk')
		.input(OrderListInput)
		.query(({ ctx, input }) => readOrders({ services: ctx.services, actor: ctx.actor, after: input.after })),
});
