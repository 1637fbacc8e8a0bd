import type * as z from 'zod/mini';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { Result } from '#shared/std/result.ts';
import { answerOf } from './refusals.ts';

/** An answer in the protocol's shape, or `server.unavailable`: a screen is never drawn from half an answer. */
export function checked<S extends z.ZodMiniType>(
	schema: S,
	call: () => Promise<unknown>,
): Promise<Result<z.infer<S>, Refusal>> {
	return answerOf(async () => {
		const answer = schema.safeParse(await call());
		if (!answer.success) throw new RefusalError({ code: 'server.unavailable' });
		return answer.data;
	});
}
