import { RefusalError } from '#shared/errors/refusal.ts';
import { newId } from '#shared/std/id.ts';
import type { Services, Tx } from '../ports.ts';
import type { CodePurpose, OneTimeCodeRow } from './ports.ts';
import { hashSecret, isSecretOf } from './secret-hash.ts';

const validMs = 10 * 60_000;
const maxTries = 5;

/** Six digits, each equally likely. */
function sixDigits(services: Services): string {
	for (;;) {
		const [a, b, c] = services.random.bytes(3);
		const number = a! * 65_536 + b! * 256 + c!;
		// 16 × 1,000,000 values are kept of 2^24, so that no code is likelier than another.
		if (number < 16_000_000) return String(number % 1_000_000).padStart(6, '0');
	}
}

/** A new code in place of the phone's earlier one; its digits, for the message alone. */
export async function issueCode(services: Services, phone: string, purpose: CodePurpose): Promise<string> {
	const code = sixDigits(services);
	const nowMs = services.clock.nowMs();
	const row: OneTimeCodeRow = {
		id: newId(services.clock, services.random),
		phone,
		purpose,
		codeHash: await hashSecret(code),
		createdAtMs: nowMs,
		expiresAtMs: nowMs + validMs,
		tries: 0,
		used: false,
	};
	await services.uow.run({ kind: 'system' }, (tx) => tx.oneTimeCodes.replace(row));
	return code;
}

export interface CodeTry {
	phone: string;
	code: string;
	purpose: CodePurpose;
}

/**
 * Judges a code; the id to spend it by. Throws `auth.code-expired` (also when there is none), `auth.code-locked`
 * after five tries, `auth.code-wrong`. The try is counted and committed before the judgement.
 */
export async function judgeCode(services: Services, { phone, code, purpose }: CodeTry): Promise<string> {
	const nowMs = services.clock.nowMs();
	const row = await services.uow.run({ kind: 'system' }, async (tx) => {
		const newest = await tx.oneTimeCodes.findNewest(phone, purpose);
		if (!newest || newest.used || newest.expiresAtMs <= nowMs) return null;
		return { ...newest, tries: await tx.oneTimeCodes.countTry(newest.id) };
	});
	if (!row) throw new RefusalError({ code: 'auth.code-expired', path: 'code' });
	if (row.tries > maxTries) {
		const retryAfterSeconds = Math.ceil((row.expiresAtMs - nowMs) / 1000);
		throw new RefusalError({ code: 'auth.code-locked', path: 'code', retryAfterSeconds });
	}
	if (!(await isSecretOf(row.codeHash, code))) {
		throw new RefusalError({ code: 'auth.code-wrong', path: 'code' });
	}
	return row.id;
}

/** Spends a judged code, in the transaction that it allows: of two at once only one goes through. */
export async function spendCode(tx: Tx, id: string): Promise<void> {
	if (!(await tx.oneTimeCodes.use(id))) throw new RefusalError({ code: 'auth.code-expired', path: 'code' });
}
