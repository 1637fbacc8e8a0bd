import { sql } from 'kysely';
import type { FlowTx } from '#server/usecase/enrollment/ports.ts';
import { auditRepository } from './audit.repository.ts';
import { changeFeed } from './change-feed.repository.ts';
import type { Trx } from './database.ts';
import { executeLater } from './execute-later.ts';
import { enrollmentRepository, evaluationRepository, signatureRepository } from './enrollment.repository.ts';
import { factRequestRepository } from './fact-request.repository.ts';
import { fieldConflictRepository } from './field-conflict.repository.ts';
import { ledgerRepository } from './ledger.repository.ts';
import type { Parts } from './parts.ts';
import { pairingRepository } from './pairing.repository.ts';
import { orderRepository, paymentRepository } from './payment.repository.ts';
import { correctionRepository, reviewWordRepository, submissionRepository } from './review.repository.ts';
import { strayPaymentRepository } from './stray-payment.repository.ts';
import { deviceRepository, receiptRepository } from './sync.repository.ts';
import { unsentNoteRepository } from './unsent-note.repository.ts';

/** Repositories of enrollment, review and payment in one transaction. */
export const flowParts: Parts<FlowTx> = {
	enrollments: enrollmentRepository,
	signatures: signatureRepository,
	fieldConflicts: fieldConflictRepository,
	evaluations: evaluationRepository,
	submissions: submissionRepository,
	reviewWords: reviewWordRepository,
	corrections: correctionRepository,
	pairings: pairingRepository,
	factRequests: factRequestRepository,
	orders: orderRepository,
	payments: paymentRepository,
	strays: strayPaymentRepository,
	ledger: ledgerRepository,
	devices: deviceRepository,
	receipts: receiptRepository,
	unsentNotes: unsentNoteRepository,
	changes: changeFeed,
	audit: auditRepository,
	savepoint: savepointIn,
};

function savepointIn(trx: Trx): FlowTx['savepoint'] {
	return async (part) => {
		await executeLater(trx, sql`savepoint part`);
		try {
			const value = await part();
			await executeLater(trx, sql`release savepoint part`);
			return value;
		} catch (error) {
			await executeLater(trx, sql`rollback to savepoint part`);
			await executeLater(trx, sql`release savepoint part`);
			throw error;
		}
	};
}
