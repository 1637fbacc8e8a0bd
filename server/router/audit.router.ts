import { AuditSearchInput } from '#shared/protocol/audit.ts';
import { LiftHoldInput, PlaceHoldInput } from '#shared/protocol/legal-hold.ts';
import { askChainCheck } from '#server/usecase/audit/check-chain.usecase.ts';
import { readAudit, readChain } from '#server/usecase/audit/read-audit.usecase.ts';
import { holdAccount, liftHold, readHolds } from '#server/usecase/retention/legal-hold.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const auditRouter = router({
	search: signedInProcedure
		.input(AuditSearchInput)
		.query(({ ctx, input }) => readAudit({ services: ctx.services, actor: ctx.actor, query: input })),

	chain: signedInProcedure.query(({ ctx }) => readChain({ services: ctx.services, actor: ctx.actor })),

	check: signedInProcedure.mutation(({ ctx }) => askChainCheck({ services: ctx.services, actor: ctx.actor })),

	/** What must not end by itself. Each act answers with how it stands then. */
	holds: signedInProcedure.query(({ ctx }) => readHolds({ services: ctx.services, actor: ctx.actor })),

	hold: signedInProcedure.input(PlaceHoldInput).mutation(async ({ ctx, input }) => {
		const { services, actor } = ctx;
		await holdAccount({ services, actor, ...input });
		return readHolds({ services, actor });
	}),

	lift: signedInProcedure.input(LiftHoldInput).mutation(async ({ ctx, input }) => {
		const { services, actor } = ctx;
		await liftHold({ services, actor, ...input });
		return readHolds({ services, actor });
	}),
});
