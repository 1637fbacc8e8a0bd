import { limitKey, type Limit } from '#server/usecase/account/limits.ts';
import type { World } from './flow-world.ts';

/** As if it had been called that often before: all but the last call that is allowed. */
export async function usedButOne({ services, clock }: World, limit: Limit, of: string): Promise<void> {
	const key = await limitKey(limit, of);
	await services.uow.run({ kind: 'system' }, async (tx) => {
		for (let i = 1; i < limit.hits; i++) await tx.limits.hit(key, limit.windowMs, clock.nowMs());
	});
}
