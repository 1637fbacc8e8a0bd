import { mostExportRows } from '#shared/domain/roster/export.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AskBadRowsInput, MoneyExportCard } from '#shared/protocol/money.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { askList, type ReadPart } from '../export/list-export.ts';
import { clerkCards, clerkDesk as desk, statementOf } from '../office/clerk-card.ts';
import type { Services } from '../ports.ts';

/**
 * Asks for the rows of a statement that could not be read as a file, as they stood there: see `askList`. Nobody has judged what is in
 * them, a name as much as a number. Throws `request.too-many`, `request.not-found`: no such statement, or every row of it was read.
 */
export async function askBadRows(call: {
	services: Services;
	actor: AccountActor;
	input: AskBadRowsInput;
}): Promise<MoneyExportCard> {
	const { services, actor, input } = call;
	const { id, statementId, reason } = input;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const row = await askList({
		...{ services, actor, desk },
		asked: { id, reason, choice: { statementId }, schemeId: null, names: 'full' },
		count: async (tx) => {
			const badCount = (await tx.statements.get(statementId))?.badCount ?? 0;
			if (badCount === 0) throw new RefusalError({ code: 'request.not-found' });
			return Math.min(badCount, mostExportRows);
		},
	});
	return (await clerkCards({ services, actor }, [row]))[0]!;
}

/** In the order of the file. */
export const readBadPart: ReadPart = async (tx, { choice }, { cursor, limit }) => {
	const afterLine = (cursor as number | null) ?? 0;
	const rows = await tx.statements.badLines(statementOf(choice) ?? '', { afterLine, limit });
	return { rows, next: rows.at(-1)?.line ?? null };
};
