import { ExportInput, ExportPartInput, JudgeExportInput } from '#shared/protocol/list-export.ts';
import { AskBadRowsInput, AskOrdersInput, LeaveOpenInput, OrderIdInput } from '#shared/protocol/money.ts';
import { AssignMoneyInput, RefundMoneyInput } from '#shared/protocol/office.ts';
import { StatementInput, StatementLineInput } from '#shared/protocol/statement.ts';
import {
	beginClerkList,
	judgeClerkList,
	readClerkListPart,
	readClerkLists,
	takeClerkList,
} from '#server/usecase/office/clerk-lists.usecase.ts';
import { askOrders } from '#server/usecase/office/export-orders.usecase.ts';
import { readMoneyQueue } from '#server/usecase/office/read-money-queue.usecase.ts';
import { readTotals } from '#server/usecase/office/read-office.usecase.ts';
import { readOrder } from '#server/usecase/office/read-order.usecase.ts';
import { takeTotals } from '#server/usecase/office/take-totals.usecase.ts';
import { assignMoney } from '#server/usecase/payment/assign-money.usecase.ts';
import { decideRefund } from '#server/usecase/payment/refund-money.usecase.ts';
import { askBadRows } from '#server/usecase/statement/export-bad-rows.usecase.ts';
import { leaveOpen } from '#server/usecase/statement/leave-open.usecase.ts';
import {
	lookAgain,
	readStatement,
	readStatements,
} from '#server/usecase/statement/read-statements.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

/** What a clerk does about money, and the tax side's statements. */
export const moneyRouter = router({
	assign: signedInProcedure
		.input(AssignMoneyInput)
		.mutation(({ ctx, input }) => assignMoney({ services: ctx.services, actor: ctx.actor, ...input })),
	refund: signedInProcedure
		.input(RefundMoneyInput)
		.mutation(({ ctx, input }) => decideRefund({ services: ctx.services, actor: ctx.actor, ...input })),
	totals: signedInProcedure.query(({ ctx }) => readTotals({ services: ctx.services, actor: ctx.actor })),
	/** A mutation: a copy leaves, and is written down. */
	takeTotals: signedInProcedure.mutation(({ ctx }) =>
		takeTotals({ services: ctx.services, actor: ctx.actor }),
	),
	statements: signedInProcedure.query(({ ctx }) =>
		readStatements({ services: ctx.services, actor: ctx.actor }),
	),
	statement: signedInProcedure
		.input(StatementInput)
		.query(({ ctx, input }) => readStatement({ services: ctx.services, actor: ctx.actor, id: input.id })),
	queue: signedInProcedure.query(({ ctx }) => readMoneyQueue({ services: ctx.services, actor: ctx.actor })),
	leave: signedInProcedure
		.input(LeaveOpenInput)
		.mutation(({ ctx, input }) => leaveOpen({ services: ctx.services, actor: ctx.actor, input })),
	order: signedInProcedure
		.input(OrderIdInput)
		.query(({ ctx, input }) =>
			readOrder({ services: ctx.services, actor: ctx.actor, orderId: input.orderId }),
		),
	exports: signedInProcedure.query(({ ctx }) => readClerkLists({ services: ctx.services, actor: ctx.actor })),
	askExport: signedInProcedure
		.input(AskOrdersInput)
		.mutation(({ ctx, input }) => askOrders({ services: ctx.services, actor: ctx.actor, input })),
	judgeExport: signedInProcedure
		.input(JudgeExportInput)
		.mutation(({ ctx, input }) => judgeClerkList({ services: ctx.services, actor: ctx.actor, ...input })),
	beginExport: signedInProcedure
		.input(ExportInput)
		.mutation(({ ctx, input }) => beginClerkList({ services: ctx.services, actor: ctx.actor, ...input })),
	exportPart: signedInProcedure
		.input(ExportPartInput)
		.query(({ ctx, input }) => readClerkListPart({ services: ctx.services, actor: ctx.actor, ...input })),
	takeExport: signedInProcedure
		.input(ExportInput)
		.mutation(({ ctx, input }) => takeClerkList({ services: ctx.services, actor: ctx.actor, id: input.id })),
	askBadRows: signedInProcedure
		.input(AskBadRowsInput)
		.mutation(({ ctx, input }) => askBadRows({ services: ctx.services, actor: ctx.actor, input })),
	lookAgain: signedInProcedure
		.input(StatementLineInput)
		.mutation(({ ctx, input }) => lookAgain({ services: ctx.services, actor: ctx.actor, ...input })),
});
