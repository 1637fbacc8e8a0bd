import type { FlowTx } from '#server/usecase/enrollment/ports.ts';
import type { Trx } from './database.ts';

/** Repositories of enrollment, review and payment in one transaction. */
export function flowRepositories(_trx: Trx): FlowTx {
	return {};
}
