import type { LeftKind } from '#shared/domain/payment/left-open.ts';
import type { Left } from '#shared/protocol/money.ts';
import type { Tx } from '../ports.ts';

/** What a clerk last said about it; null: nothing. */
export type FindLeft = (kind: LeftKind, subject: string, line?: number) => Left;

/** More than are shown at once, of every kind. */
const limit = 4_000;

export async function leftBy(tx: Tx): Promise<FindLeft> {
	const key = (kind: LeftKind, subject: string, line: number) => `${kind} ${subject} ${line}`;
	const words = new Map(
		(await tx.statements.left(limit)).map(({ kind, subject, line, reason, words, atMs }) => [
			key(kind, subject, line),
			{ reason, words, atMs },
		]),
	);
	return (kind, subject, line = 0) => words.get(key(kind, subject, line)) ?? null;
}
