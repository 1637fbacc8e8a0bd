import { AuditSearchInput } from '#shared/protocol/audit.ts';
import { askChainCheck } from '#server/usecase/audit/check-chain.usecase.ts';
import { readAudit, readChain } from '#server/usecase/audit/read-audit.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const auditRouter = router({
	search: signedInProcedure
		.input(AuditSearchInput)
		.query(({ ctx, input }) => readAudit({ services: ctx.services, actor: ctx.actor, query: input })),

	chain: signedInProcedure.query(({ ctx }) => readChain({ services: ctx.services, actor: ctx.actor })),

	check: signedInProcedure.mutation(({ ctx }) => askChainCheck({ services: ctx.services, actor: ctx.actor })),
});
