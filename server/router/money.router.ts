import { AssignMoneyInput, RefundMoneyInput } from '#shared/protocol/office.ts';
import { StatementInput, StatementLineInput } from '#shared/protocol/statement.ts';
import { readTotals } from '#server/usecase/office/read-office.usecase.ts';
import { assignMoney } from '#server/usecase/payment/assign-money.usecase.ts';
import { decideRefund } from '#server/usecase/payment/refund-money.usecase.ts';
import {
	lookAgain,
	readBadRows,
	readDifferences,
	readStatements,
} from '#server/usecase/statement/read-statements.usecase.ts';
import { router, staffProcedure } from './trpc.ts';

/** What a clerk does about money, and the tax side's statements. */
export const moneyRouter = router({
	assign: staffProcedure('clerk')
		.input(AssignMoneyInput)
		.mutation(({ ctx, input }) => assignMoney({ services: ctx.services, actor: ctx.actor, ...input })),
	refund: staffProcedure('clerk')
		.input(RefundMoneyInput)
		.mutation(({ ctx, input }) => decideRefund({ services: ctx.services, actor: ctx.actor, ...input })),
	totals: staffProcedure('clerk').query(({ ctx }) =>
		readTotals({ services: ctx.services, actor: ctx.actor }),
	),
	statements: staffProcedure('clerk').query(({ ctx }) =>
		readStatements({ services: ctx.services, actor: ctx.actor }),
	),
	differences: staffProcedure('clerk').query(({ ctx }) =>
		readDifferences({ services: ctx.services, actor: ctx.actor }),
	),
	badRows: staffProcedure('clerk')
		.input(StatementInput)
		.query(({ ctx, input }) => readBadRows({ services: ctx.services, actor: ctx.actor, id: input.id })),
	lookAgain: staffProcedure('clerk')
		.input(StatementLineInput)
		.mutation(({ ctx, input }) => lookAgain({ services: ctx.services, actor: ctx.actor, ...input })),
});
