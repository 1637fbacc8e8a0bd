import type { MoneyExportCard, OrderChoice } from '#shared/protocol/money.ts';
import type { AccountActor } from '../actor.ts';
import { cardsOf } from '../export/list-export.ts';
import type { ExportRow } from '../export/ports.ts';
import type { Services } from '../ports.ts';

/** The clerks' lists are asked for, agreed to and taken at one desk, whatever they are of. */
export const clerkDesk = { desk: 'clerk', schoolCode: null } as const;

/** Which list it is: orders by a choice, or the rows of this statement that could not be read. */
type ClerkChoice = OrderChoice | { statementId: string };

/** Null: it is one of orders. */
export function statementOf(choice: unknown): string | null {
	const of = choice as ClerkChoice;
	return 'statementId' in of ? of.statementId : null;
}

export function clerkCards(
	call: { services: Services; actor: AccountActor },
	rows: readonly ExportRow[],
): Promise<MoneyExportCard[]> {
	return cardsOf(call, rows, ({ choice }) => {
		const statementId = statementOf(choice);
		return { statementId, choice: statementId === null ? (choice as OrderChoice) : {} };
	});
}
